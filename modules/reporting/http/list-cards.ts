import { type Actor, type Language, ok, route, type Tx } from '@songhua/kernel';
import { exportTable, exportTypes, type Table } from '@songhua/tables';
import { type CardItem, type CardsQuery, cardList, cardsExportQuery, cardsQuery, countedTo, workSummary } from '../contract.ts';
import type { Sight } from '../domain/decide-sight.ts';
import { addDays, beginOf, momentSaid, soonUntil } from '../domain/judge-clock.ts';
import { kindTitles, stateTitles, timingTitles } from '../domain/word-titles.ts';
import { type CardFilter, countCards, countOverdue, listCards } from '../store/card-list.ts';
import { countiesAsked, loadView, reportsByLaw, type View } from './load-sight.ts';
import { sayItems } from './say-card.ts';

type Asked = Omit<CardsQuery, 'sort' | 'limit' | 'offset'>;

/** What waits for whoever has this sight. */
const waitingFor = (sight: Sight, now: Date): Pick<CardFilter, 'state' | 'ownOnly' | 'cityAt'> => {
  if (sight.of === 'institution') return { state: ['draft', 'returned'] };
  return sight.of === 'city' ? { cityAt: now } : { state: ['reported'], ownOnly: true };
};

const readFilter = (view: View, { from, to, late, area, waiting, ...asked }: Asked, now: Date): CardFilter => ({
  ...asked,
  ...(waiting && waitingFor(view.sight, now)),
  counties: countiesAsked(view, area),
  from: from === undefined ? undefined : beginOf(from),
  until: to === undefined ? undefined : beginOf(addDays(to, 1)),
  lateAt: late ? now : undefined,
});

export const listCardsRoute = route({
  method: 'GET',
  path: '/api/reporting/cards',
  summary: { zh: '传染病报告卡', en: 'Report cards' },
  permission: 'reporting.read',
  people: reportsByLaw,
  query: cardsQuery,
  response: cardList,
  handle: async ({ tx, records, actor, now, query: { sort, limit, offset, ...asked } }) => {
    const view = await loadView(tx, actor);
    const filter = readFilter(view, asked, now);
    const found = await countCards(tx, view.sight, filter, countedTo + 1);
    const cards = await listCards(tx, view.sight, filter, { sort, limit, offset });
    return ok({
      asOf: now.toISOString(),
      total: Math.min(found, countedTo),
      more: found > countedTo,
      items: await sayItems(tx, records, cards, now),
    });
  },
});

const columns: Table['columns'] = [
  { key: 'state', title: { zh: '状态', en: 'State' }, type: 'text' },
  { key: 'timing', title: { zh: '时限', en: 'Clock' }, type: 'text' },
  { key: 'disease', title: { zh: '病种', en: 'Disease' }, type: 'text' },
  { key: 'subtype', title: { zh: '分型', en: 'Subtype' }, type: 'text' },
  { key: 'class', title: { zh: '类别', en: 'Class' }, type: 'text' },
  { key: 'kind', title: { zh: '病例分类', en: 'Kind of case' }, type: 'text' },
  { key: 'name', title: { zh: '姓名', en: 'Name' }, type: 'text' },
  { key: 'sex', title: { zh: '性别', en: 'Sex' }, type: 'text' },
  { key: 'age', title: { zh: '年龄', en: 'Age' }, type: 'integer' },
  { key: 'number', title: { zh: '证件号码', en: 'Number' }, type: 'text' },
  { key: 'phone', title: { zh: '电话', en: 'Phone' }, type: 'text' },
  { key: 'town', title: { zh: '现住乡镇', en: 'Town' }, type: 'text' },
  { key: 'onset', title: { zh: '发病日期', en: 'Onset' }, type: 'date' },
  { key: 'diagnosed', title: { zh: '诊断时间（北京时间）', en: 'Diagnosed (Beijing time)' }, type: 'text' },
  { key: 'due', title: { zh: '报告时限（北京时间）', en: 'Due (Beijing time)' }, type: 'text' },
  { key: 'reported', title: { zh: '报告时间（北京时间）', en: 'Reported (Beijing time)' }, type: 'text' },
  { key: 'died', title: { zh: '死亡日期', en: 'Died' }, type: 'date' },
  { key: 'institution', title: { zh: '报告单位', en: 'Institution' }, type: 'text' },
];

const sexes = { male: { zh: '男', en: 'male' }, female: { zh: '女', en: 'female' } } as const;

/** Moments of a file are those of the clock in Beijing. */
const said = (moment: string | null): string | null => moment && momentSaid(new Date(moment));

const toRow = (one: CardItem, view: View, language: Language) => ({
  ...one,
  state: stateTitles[one.state][language],
  timing: timingTitles[one.timing][language],
  disease: one.diseaseName[language],
  subtype: one.subtypeName?.[language] ?? null,
  kind: one.kind && kindTitles[one.kind][language],
  sex: one.sex && sexes[one.sex][language],
  diagnosed: said(one.diagnosed),
  due: said(one.due),
  reported: said(one.reported),
  town: view.areas.find(({ code }) => code === one.town)?.name[language] ?? null,
  diseaseName: null,
  subtypeName: null,
  institution: one.institution?.name ?? one.institution?.reference ?? null,
});

/** More than this a file does not hold; its last line says that there are more. */
const mostRows = 50_000;
const cut = {
  zh: `还有更多，仅列出前 ${mostRows} 张：请缩小筛选范围后分次导出`,
  en: `There are more; these are the first ${mostRows}. Narrow the filter and export in parts.`,
} as const;

export const exportCards = route({
  method: 'GET',
  path: '/api/reporting/cards/export',
  summary: { zh: '导出报告卡清单（号码部分隐去）', en: 'Export the cards under the filter, numbers in part' },
  permission: 'reporting.read',
  people: reportsByLaw,
  query: cardsExportQuery,
  response: { file: exportTypes },
  handle: async ({ tx, records, actor, now, language, query: { sort, format, ...asked } }) => {
    const view = await loadView(tx, actor);
    const found = await listCards(tx, view.sight, readFilter(view, asked, now), { sort, limit: mostRows + 1 });
    const cards = found.slice(0, mostRows);
    const rows = [
      ...(await sayItems(tx, records, cards, now)).map((one) => toRow(one, view, language)),
      ...(found.length > mostRows ? [{ state: cut[language] }] : []),
    ];
    const file = await exportTable(
      { name: language === 'zh' ? '传染病报告卡' : 'report-cards', columns, rows },
      format,
      language,
    );
    return ok({ ...file, shown: [...new Set(cards.flatMap(({ fields }) => fields.patient ?? []))] });
  },
});

async function summarise(tx: Tx, actor: Actor, now: Date) {
  const view = await loadView(tx, actor);
  const { sight } = view;
  const count = (filter: CardFilter) => countCards(tx, sight, filter, countedTo + 1);
  const own = sight.of === 'institution';
  const draftsDueBy = (at?: Date) => (own ? count({ state: ['draft'], lateAt: at }) : 0);
  const overdue = own
    ? await draftsDueBy(now)
    : sight.of === 'nothing'
      ? 0
      : await countOverdue(tx, sight.of === 'counties' ? sight.codes : undefined, now, countedTo + 1);
  const toReview = own ? 0 : await count(waitingFor(sight, now));
  const counts = {
    draft: await draftsDueBy(),
    soon: own ? (await draftsDueBy(soonUntil(now))) - overdue : 0,
    overdue,
    returned: await count({ state: ['returned'] }),
    toReview,
    reviewLate: own ? 0 : await count({ ...waitingFor(sight, now), reviewLateAt: now }),
  };
  const more = Object.values(counts).some((one) => one >= countedTo);
  return { asOf: now.toISOString(), ...counts, more };
}

export const summariseWork = route({
  method: 'GET',
  path: '/api/reporting/cards/summary',
  summary: { zh: '待办：待报告、将到时限、逾期、退回、待审核', en: 'What waits: drafts, due soon, overdue, returned, to review' },
  permission: 'reporting.read',
  people: reportsByLaw,
  response: workSummary,
  handle: async ({ tx, actor, now }) => ok(await summarise(tx, actor, now)),
});
