import { type Language, may, ok, route } from '@songhua/kernel';
import { exportTable, exportTypes, type Table } from '@songhua/tables';
import { type Signal, signalExportQuery } from '../contract.ts';
import { sayMoment } from '../domain/say-moment.ts';
import { decideSight } from '../domain/see-area.ts';
import { channelWords, levelWords, outcomeWords, sourceWords, stateWords } from '../domain/signal-words.ts';
import { listSignals } from '../store/signals-read.ts';
import { loadSurroundings, showSignal } from './load-surroundings.ts';
import { subjectsNamed } from './name-subjects.ts';

const columns: Table['columns'] = [
  { key: 'number', title: { zh: '编号', en: 'Number' }, type: 'integer' },
  { key: 'raised', title: { zh: '产生时间', en: 'Raised' }, type: 'text' },
  { key: 'channel', title: { zh: '渠道', en: 'Channel' }, type: 'text' },
  { key: 'source', title: { zh: '来源方式', en: 'Came by' }, type: 'text' },
  { key: 'subject', title: { zh: '涉及', en: 'About' }, type: 'text' },
  { key: 'area', title: { zh: '地区', en: 'Area' }, type: 'text' },
  { key: 'town', title: { zh: '乡镇（街道）', en: 'Town' }, type: 'text' },
  { key: 'place', title: { zh: '地点', en: 'Place' }, type: 'text' },
  { key: 'from', title: { zh: '开始日', en: 'From' }, type: 'date' },
  { key: 'to', title: { zh: '结束日', en: 'To' }, type: 'date' },
  { key: 'observed', title: { zh: '实际数', en: 'Observed' }, type: 'integer' },
  { key: 'expected', title: { zh: '预期数', en: 'Expected' }, type: 'number' },
  { key: 'p', title: { zh: 'P 值', en: 'p' }, type: 'number' },
  { key: 'level', title: { zh: '级别', en: 'Level' }, type: 'text' },
  { key: 'state', title: { zh: '状态', en: 'State' }, type: 'text' },
  { key: 'outcome', title: { zh: '核实结果', en: 'Verdict' }, type: 'text' },
  { key: 'due', title: { zh: '核实期限', en: 'Verdict due' }, type: 'text' },
  { key: 'answered', title: { zh: '首次核实时间', en: 'First verdict' }, type: 'text' },
  { key: 'owner', title: { zh: '负责人', en: 'Owner' }, type: 'text' },
  { key: 'event', title: { zh: '事件编号', en: 'Event' }, type: 'text' },
  { key: 'said', title: { zh: '说明', en: 'What was said' }, type: 'text' },
];

function toRow(signal: Signal, language: Language): Table['rows'][number] {
  const { number, place, from, to, observed, expected, p, said } = signal;
  return {
    ...{ number, place, from, to, observed, expected, p, said },
    raised: sayMoment(signal.raisedAt),
    channel: channelWords[signal.channel][language],
    source: sourceWords[signal.source][language],
    subject: signal.subjectName[language],
    area: signal.areaName[language],
    town: signal.townName?.[language] ?? null,
    level: levelWords[signal.level][language],
    state: stateWords[signal.state][language],
    outcome: signal.outcome && outcomeWords[signal.outcome][language],
    due: signal.dueAt && sayMoment(signal.dueAt),
    answered: signal.answeredAt && sayMoment(signal.answeredAt),
    owner: signal.owner?.name ?? null,
    event: signal.event?.number ?? null,
  };
}

/** More than this a file does not hold; its last line says that there are more. */
const mostRows = 50_000;
const cut = {
  zh: `还有更多，仅列出前 ${mostRows} 条：请缩小筛选范围后分次导出`,
  en: `There are more; these are the first ${mostRows}. Narrow the filter and export in parts.`,
} as const;

export const exportSignals = route({
  method: 'GET',
  path: '/api/surveillance/export',
  summary: { zh: '导出筛选出的信号', en: 'Export the signals under the filter' },
  permission: 'surveillance.read',
  people: 'none',
  query: signalExportQuery,
  response: { file: exportTypes },
  handle: async ({ tx, actor, now, language, query: { area, format, ...filter } }) => {
    const around = await loadSurroundings(tx, actor, now);
    const areas = decideSight(around.areas, actor.area, area);
    if (!areas.ok) return areas;
    const named = filter.q ? subjectsNamed(around.subjects, filter.q) : [];
    const found = await listSignals(tx, { ...filter, areas: areas.value, named }, now, { limit: mostRows + 1, offset: 0 });
    const rows = [
      ...found.slice(0, mostRows).map((signal) => toRow(showSignal(around, signal), language)),
      ...(found.length > mostRows ? [{ raised: cut[language] }] : []),
    ];
    // What people said in words is for those who judge signals.
    const shown = may(actor, 'surveillance.triage') ? columns : columns.filter(({ key }) => key !== 'said');
    const name = language === 'zh' ? '监测信号' : 'signals';
    return ok(await exportTable({ name, columns: shown, rows }, format, language));
  },
});
