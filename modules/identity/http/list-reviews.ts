import { type Language, ok, type RecordStore, route, type Tx } from '@songhua/kernel';
import { exportTable, exportTypes, type Table } from '@songhua/tables';
import type { z } from 'zod';
import { countedTo, type ReviewItem, reviewList, reviewsExportQuery, reviewsQuery } from '../contract.ts';
import { type Shown, showInPart } from '../domain/show-registration.ts';
import { countReviews, findReviews, type ReviewFilter } from '../store/review-list.ts';
import type { StoredReview } from '../store/reviews.ts';
import { findSources } from '../store/sources.ts';
import { institutionsMeant, shownPatient } from './list-people.ts';
import { keepsTheRegister } from './looks-after.ts';
import { nameInstitutions } from './name-institutions.ts';

/** Who has laid a review aside until a day that has not come; null for one that waits, or is decided. */
function deferredOf({ state, later }: StoredReview, now: Date) {
  if (state !== 'open' || !later || later.until <= now) return null;
  return { until: later.until.toISOString(), at: later.at.toISOString(), by: later.by };
}

/** What of a review is shown in a list and by itself. */
export const headOf = (review: StoredReview, now: Date) => ({
  id: review.id,
  kind: review.kind,
  drifted: review.drifted,
  state: review.state,
  grade: review.grade,
  weight: review.weight,
  vetoes: [...review.vetoes],
  opened: review.opened.toISOString(),
  decided: review.decided?.toISOString() ?? null,
  by: review.by,
  deferred: deferredOf(review, now),
  version: review.version,
});

/** A registration that was deleted since. */
export const gone = (patient: string, recorded: Date): Shown => ({
  ...{ patient, name: '', sex: null, born: null, number: null, phone: null, address: null, institution: null },
  ...{ provisional: null, active: false, recorded },
});

type Asked = Omit<z.output<typeof reviewsQuery>, 'sort' | 'limit' | 'offset'>;

const readFilter = async (tx: Tx, { state, grade, kind, patient, ...where }: Asked, now: Date): Promise<ReviewFilter> => ({
  state,
  now,
  grade,
  kind,
  patient,
  institutions: await institutionsMeant(tx, where),
});

async function showReviews(
  { tx, records, now }: { readonly tx: Tx; readonly records: RecordStore; readonly now: Date },
  reviews: readonly StoredReview[],
): Promise<ReviewItem[]> {
  const sources = await findSources(tx, [...new Set(reviews.flatMap(({ one, other }) => [one, other]))]);
  const by = new Map(sources.map((one) => [one.patient, one]));
  const names = await nameInstitutions(
    tx,
    records,
    sources.map(({ institution }) => institution),
  );
  return reviews.map((review) => {
    const show = (patient: string) => showInPart(by.get(patient) ?? gone(patient, review.opened), names);
    return { ...headOf(review, now), one: show(review.one), other: show(review.other) };
  });
}

export const listReviews = route({
  method: 'GET',
  path: '/api/identity/reviews',
  summary: { zh: '待审核的登记', en: 'Reviews' },
  permission: 'identity.decide',
  people: keepsTheRegister,
  query: reviewsQuery,
  response: reviewList,
  handle: async ({ tx, records, query: { sort, limit, offset, ...asked }, now }) => {
    const filter = await readFilter(tx, asked, now);
    const counts = await countReviews(tx, filter, countedTo + 1);
    const total = counts[asked.state];
    return ok({
      asOf: now.toISOString(),
      total: Math.min(total, countedTo),
      more: total > countedTo,
      counts,
      items: await showReviews({ tx, records, now }, await findReviews(tx, filter, { sort, limit, offset })),
    });
  },
});

const columns: Table['columns'] = [
  { key: 'opened', title: { zh: '提出时间', en: 'Opened' }, type: 'text' },
  { key: 'state', title: { zh: '状态', en: 'State' }, type: 'text' },
  { key: 'kind', title: { zh: '种类', en: 'Kind' }, type: 'text' },
  { key: 'deferred', title: { zh: '搁置至', en: 'Laid aside until' }, type: 'text' },
  { key: 'grade', title: { zh: '把握', en: 'Grade' }, type: 'text' },
  { key: 'weight', title: { zh: '得分（比特）', en: 'Score, bits' }, type: 'number' },
  { key: 'vetoes', title: { zh: '不宜自动合并的原因', en: 'Against linking by itself' }, type: 'text' },
  ...(['one', 'other'] as const).flatMap((side): Table['columns'][number][] => [
    {
      key: `${side}.patient`,
      title: { zh: side === 'one' ? '登记甲' : '登记乙', en: side === 'one' ? 'First' : 'Second' },
      type: 'text',
    },
    { key: `${side}.name`, title: { zh: '姓名', en: 'Name' }, type: 'text' },
    { key: `${side}.born`, title: { zh: '出生日期', en: 'Born' }, type: 'text' },
    { key: `${side}.number`, title: { zh: '证件号码', en: 'Number' }, type: 'text' },
    { key: `${side}.institution`, title: { zh: '登记机构', en: 'Institution' }, type: 'text' },
  ]),
];

const sideOf = (side: 'one' | 'other', one: ReviewItem['one']) => ({
  [`${side}.patient`]: one.patient,
  [`${side}.name`]: one.name,
  [`${side}.born`]: one.born,
  [`${side}.number`]: one.number,
  [`${side}.institution`]: one.institution?.name ?? one.institution?.reference ?? null,
});

const reviewStates = {
  open: { zh: '待审核', en: 'open' },
  linked: { zh: '同一人', en: 'one person' },
  apart: { zh: '两人', en: 'two people' },
  withdrawn: { zh: '已撤回', en: 'withdrawn' },
} as const;
const kinds = {
  pair: { zh: '可能是同一人', en: 'perhaps one person' },
  drift: { zh: '登记改动后与本人不符', en: 'changed, and contradicts its person' },
} as const;
const grades = {
  certain: { zh: '确定', en: 'certain' },
  probable: { zh: '很可能', en: 'probable' },
  possible: { zh: '可能', en: 'possible' },
  'certainly-not': { zh: '不是', en: 'certainly not' },
} as const;

const toRow = (one: ReviewItem, language: Language) => ({
  opened: one.opened,
  state: reviewStates[one.state][language],
  kind: kinds[one.kind][language],
  deferred: one.deferred?.until ?? null,
  grade: grades[one.grade][language],
  weight: one.weight,
  vetoes: one.vetoes.join(' '),
  ...sideOf('one', one.one),
  ...sideOf('other', one.other),
});

export const exportReviews = route({
  method: 'GET',
  path: '/api/identity/reviews/export',
  summary: { zh: '导出审核清单（号码部分隐去）', en: 'Export the reviews under the filter, numbers in part' },
  permission: 'identity.decide',
  people: keepsTheRegister,
  query: reviewsExportQuery,
  response: { file: exportTypes },
  handle: async ({ tx, records, query: { sort, format, ...asked }, language, now }) => {
    const found = await findReviews(tx, await readFilter(tx, asked, now), { sort, limit: countedTo });
    const items = await showReviews({ tx, records, now }, found);
    const rows = items.map((one) => toRow(one, language));
    const file = await exportTable({ name: language === 'zh' ? '登记审核' : 'reviews', columns, rows }, format, language);
    const shown = [...new Set(items.flatMap(({ one, other }) => [one.patient, other.patient]))].map(shownPatient);
    return ok({ ...file, shown });
  },
});
