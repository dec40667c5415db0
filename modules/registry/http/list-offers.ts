import { evidenceTitles } from '@songhua/engine-plan/evidence.ts';
import { type Language, ok, type Result, refuse, route, type Text } from '@songhua/kernel';
import { exportTable, exportTypes, type Table } from '@songhua/tables';
import type { OfferKind, OfferList, OfferRow } from '../contract.ts';
import { offerExportQuery, offerKinds, offerList, offerQuery, offers } from '../contract.ts';
import { dayInBeijing } from '../domain/day-in-beijing.ts';
import { offerTitles } from '../domain/offer-titles.ts';
import { kindTitles, levelTitles } from '../domain/word-titles.ts';
import { countOfferStates, countOffers, findOffers } from '../store/offers.ts';
import { readFilter } from './read-filter.ts';

export const listOffers = route({
  method: 'GET',
  path: '/api/registry/offers',
  summary: {
    zh: '可查找的服务、科室、认定、实验室和设备',
    en: 'Services, departments, designations, laboratories and machines to look for',
  },
  permission: 'registry.read',
  people: 'none',
  response: offerList,
  handle: async ({ tx, now }) => {
    const at = dayInBeijing(now);
    const items: OfferList['items'] = [];
    for (const kind of offerKinds) {
      const counts = new Map((await countOffers(tx, kind, at)).map(({ code, n }) => [code, n]));
      for (const [code, title] of Object.entries(offerTitles[kind]))
        items.push({ kind, code, title, offered: counts.get(code) ?? 0 });
    }
    return ok({ items });
  },
});

/** What the code stands for; a code that its kind does not have is refused by name. */
function titleOf(what: OfferKind, code: string): Result<Text> {
  const title = offerTitles[what][code];
  if (title && Object.hasOwn(offerTitles[what], code)) return ok(title);
  const known = Object.keys(offerTitles[what]).join(', ');
  const message = { zh: `没有这个代码，可用：${known}`, en: `there is no such code; there are: ${known}` };
  return refuse('kernel.invalid-input', {}, [{ field: 'code', rule: 'known-code', value: code, message }]);
}

export const findOffered = route({
  method: 'GET',
  path: '/api/registry/services',
  summary: {
    zh: '某项服务（科室、认定、实验室、设备）在哪里提供',
    en: 'Where a service (department, designation, laboratory, machine) is offered',
  },
  permission: 'registry.read',
  people: 'none',
  query: offerQuery,
  response: offers,
  handle: async ({ tx, now, query }) => {
    const { what, code, state } = query;
    const title = titleOf(what, code);
    if (!title.ok) return title;
    const filter = await readFilter(tx, query);
    if (!filter.ok) return filter;
    const at = dayInBeijing(now);
    const found = await findOffers(tx, { kind: what, code, state, filter: filter.value, at }, query);
    return ok({ title: title.value, asOf: at, ...found, areas: await countOfferStates(tx, what, code, filter.value, at) });
  },
});

const columns: Table['columns'] = [
  { key: 'id', title: { zh: '机构编号', en: 'Id' }, type: 'text' },
  { key: 'name', title: { zh: '机构名称', en: 'Name' }, type: 'text' },
  { key: 'kind', title: { zh: '类别', en: 'Kind' }, type: 'text' },
  { key: 'level', title: { zh: '等级', en: 'Level' }, type: 'text' },
  { key: 'area', title: { zh: '区划代码', en: 'Area code' }, type: 'text' },
  { key: 'areaName', title: { zh: '县（市）区', en: 'Area' }, type: 'text' },
  { key: 'townName', title: { zh: '乡镇街道', en: 'Town' }, type: 'text' },
  { key: 'state', title: { zh: '是否提供', en: 'Offered' }, type: 'text' },
  { key: 'evidence', title: { zh: '数据依据', en: 'Evidence' }, type: 'text' },
];

const stateTitles: Readonly<Record<OfferRow['state'], Text>> = {
  offered: { zh: '提供', en: 'Offered' },
  absent: { zh: '不提供', en: 'Not offered' },
  unknown: { zh: '未知', en: 'Unknown' },
};

const toRow = (row: OfferRow, language: Language) => ({
  ...row,
  kind: kindTitles[row.kind][language],
  level: levelTitles[row.level][language],
  areaName: row.areaName[language],
  state: stateTitles[row.state][language],
  evidence: row.evidence && evidenceTitles[row.evidence][language],
});

export const exportOffered = route({
  method: 'GET',
  path: '/api/registry/services/export',
  summary: { zh: '导出某项服务的提供情况', en: 'Where a service is offered, as a file' },
  permission: 'registry.read',
  people: 'none',
  query: offerExportQuery,
  response: { file: exportTypes },
  handle: async ({ tx, now, query, language }) => {
    const { what, code, state, sort, format } = query;
    const title = titleOf(what, code);
    if (!title.ok) return title;
    const filter = await readFilter(tx, query);
    if (!filter.ok) return filter;
    const { items } = await findOffers(tx, { kind: what, code, state, filter: filter.value, at: dayInBeijing(now) }, { sort });
    const rows = items.map((row) => toRow(row, language));
    return ok(await exportTable({ name: title.value[language], columns, rows }, format, language));
  },
});
