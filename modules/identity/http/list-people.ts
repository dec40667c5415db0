import { type Language, ok, type RecordStore, type Result, route, type Text, type Tx } from '@songhua/kernel';
import { institutionsOfArea } from '@songhua/module-registry/api.ts';
import { exportTable, exportTypes, type Table } from '@songhua/tables';
import type { z } from 'zod';
import { countedTo, type ListedPerson, type PersonState, peopleExportQuery, peopleList, peopleQuery } from '../contract.ts';
import { goldenRecord } from '../domain/golden-record.ts';
import { readQuestion } from '../domain/read-question.ts';
import { showListed } from '../domain/show-registration.ts';
import { countPeople, findPeople, type PeopleFilter } from '../store/people-list.ts';
import { openReviewsOf } from '../store/reviews.ts';
import { findMembers } from '../store/sources.ts';
import { keepsTheRegister } from './looks-after.ts';
import { nameInstitutions } from './name-institutions.ts';

type Asked = Pick<z.output<typeof peopleQuery>, 'q' | 'institution' | 'county' | 'state' | 'review'>;

/** Institutions meant by a filter: one, those of a county, or one of those; undefined for all. */
export async function institutionsMeant(
  tx: Tx,
  { institution, county }: { readonly institution?: string | undefined; readonly county?: string | undefined },
): Promise<readonly string[] | undefined> {
  if (county === undefined) return institution === undefined ? undefined : [institution];
  const there = (await institutionsOfArea(tx, county)).map(({ id }) => `Organization/${id}`);
  return institution === undefined ? there : there.filter((one) => one === institution);
}

const readFilter = async (tx: Tx, { q, state, review, ...where }: Asked): Promise<PeopleFilter> => ({
  q: q === undefined ? undefined : readQuestion(q),
  institutions: await institutionsMeant(tx, where),
  state,
  review,
});

/** People as a list shows them, in the order of their ids. */
async function showPeople(tx: Tx, records: RecordStore, people: readonly string[]): Promise<readonly ListedPerson[]> {
  const members = await findMembers(tx, people);
  const of = Map.groupBy(members, ({ person }) => person);
  const reviews = await openReviewsOf(
    tx,
    members.map(({ patient }) => patient),
  );
  const names = await nameInstitutions(
    tx,
    records,
    members.map(({ institution }) => institution),
  );
  return people.flatMap((person) => {
    const own = of.get(person) ?? [];
    const ids = new Set(own.map(({ patient }) => patient));
    const open = reviews.filter(({ one, other }) => ids.has(one) || ids.has(other)).length;
    return own.length === 0 ? [] : [showListed(person, own, goldenRecord(own), open, names)];
  });
}

export const listPeople = route({
  method: 'GET',
  path: '/api/identity/people',
  summary: { zh: '检索居民', en: 'Search people' },
  permission: 'identity.read',
  people: keepsTheRegister,
  query: peopleQuery,
  response: peopleList,
  handle: async ({ tx, records, query: { sort, limit, offset, ...asked }, now }) => {
    const filter = await readFilter(tx, asked);
    const total = await countPeople(tx, filter, countedTo + 1);
    const people = await findPeople(tx, filter, { sort, limit, offset });
    return ok({
      asOf: now.toISOString(),
      total: Math.min(total, countedTo),
      more: total > countedTo,
      items: await showPeople(tx, records, people),
    });
  },
});

export const stateTitles: Readonly<Record<PersonState, Text>> = {
  single: { zh: '单条登记', en: 'one registration' },
  linked: { zh: '已合并', en: 'linked' },
  provisional: { zh: '临时', en: 'provisional' },
};
export const sexTitles = { male: { zh: '男', en: 'male' }, female: { zh: '女', en: 'female' } } as const;

const columns: Table['columns'] = [
  { key: 'person', title: { zh: '主索引编号', en: 'Person' }, type: 'text' },
  { key: 'name', title: { zh: '姓名', en: 'Name' }, type: 'text' },
  { key: 'sex', title: { zh: '性别', en: 'Sex' }, type: 'text' },
  { key: 'born', title: { zh: '出生日期', en: 'Born' }, type: 'text' },
  { key: 'number', title: { zh: '证件号码', en: 'Number' }, type: 'text' },
  { key: 'phone', title: { zh: '电话', en: 'Phone' }, type: 'text' },
  { key: 'state', title: { zh: '状态', en: 'State' }, type: 'text' },
  { key: 'registrations', title: { zh: '登记数', en: 'Registrations' }, type: 'integer' },
  { key: 'institutions', title: { zh: '登记机构', en: 'Institutions' }, type: 'text' },
  { key: 'reviews', title: { zh: '待审核', en: 'Open reviews' }, type: 'integer' },
];

const toRow = (one: ListedPerson, language: Language) => ({
  person: one.person,
  name: one.name,
  sex: one.sex && sexTitles[one.sex][language],
  born: one.born,
  number: one.number,
  phone: one.phone,
  state: stateTitles[one.state][language],
  registrations: one.registrations,
  institutions: one.institutions.map(({ reference, name }) => name ?? reference).join('; '),
  reviews: one.reviews,
});

/** A patient of an answer, as the audit log is told of them. */
export const shownPatient = (id: string): string => JSON.stringify({ resourceType: 'Patient', id });

export const exportPeople = route({
  method: 'GET',
  path: '/api/identity/people/export',
  summary: { zh: '导出筛选出的居民（号码部分隐去）', en: 'Export the people under the filter, numbers in part' },
  permission: 'identity.read',
  people: keepsTheRegister,
  query: peopleExportQuery,
  response: { file: exportTypes },
  handle: async ({ tx, records, query: { sort, format, ...asked }, language }): Promise<Result<unknown>> => {
    const filter = await readFilter(tx, asked);
    const people = await findPeople(tx, filter, { sort, limit: countedTo });
    const items = await showPeople(tx, records, people);
    const rows = items.map((one) => toRow(one, language));
    const file = await exportTable({ name: language === 'zh' ? '居民' : 'people', columns, rows }, format, language);
    return ok({ ...file, shown: items.map(({ person }) => shownPatient(person)) });
  },
});
