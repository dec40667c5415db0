import { ok, type Result, route } from '@songhua/kernel';
import { exportTable, exportTypes, type Table } from '@songhua/tables';
import {
  type PatientState,
  type PatientsQuery,
  patientStates,
  patients,
  patientsExportQuery,
  patientsQuery,
} from '../contract.ts';
import type { Patient } from '../domain/fhir.ts';
import { isMeant, type Listed, rowOf } from '../domain/list-patients.ts';
import { byLatest, cityTextOf } from '../domain/order-dates.ts';
import { isAbnormal } from '../domain/read-result.ts';
import { findNews } from '../store/find-news.ts';
import { findPatients, findTreated } from '../store/find-treated.ts';
import { type Asking, nameInstitutions } from '../store/gather-record.ts';
import { showingOf, shownOf } from './show.ts';

/** Rows of a page of which it is said what is new. */
const mostNews = 50;

type Filter = Pick<PatientsQuery, 'state' | 'q' | 'sort'>;

interface Chosen {
  readonly listed: readonly Listed[];
  readonly counts: ReadonlyMap<PatientState, number>;
  readonly more: boolean;
  /** Those that had to be read to choose. */
  readonly people: ReadonlyMap<string, Patient>;
}

const nameIn = (people: ReadonlyMap<string, Patient>, id: string): string => {
  const person = people.get(id);
  return person ? rowOf({ patient: id, state: 'recent', visit: null }, person, new Date(0)).name : '';
};

/** People by id, of whom those that were read before are not read again. */
async function complete(
  asking: Asking,
  listed: readonly Listed[],
  before: ReadonlyMap<string, Patient>,
): Promise<Result<ReadonlyMap<string, Patient>>> {
  const ids = listed.map(({ patient }) => patient);
  const missing = await findPatients(
    asking,
    ids.filter((id) => !before.has(id)),
  );
  if (!missing.ok) return missing;
  return ok(
    new Map(
      ids.flatMap((id) => {
        const person = before.get(id) ?? missing.value.get(id);
        return person ? [[id, person] as const] : [];
      }),
    ),
  );
}

async function choose(asking: Asking, institution: string, { state, q, sort }: Filter): Promise<Result<Chosen>> {
  const treated = await findTreated(asking, institution);
  if (!treated.ok) return treated;
  const needed = q !== undefined || sort.endsWith('name');
  const people = needed
    ? await findPatients(
        asking,
        treated.value.listed.map(({ patient }) => patient),
      )
    : ok(new Map<string, Patient>());
  if (!people.ok) return people;
  const meant = treated.value.listed.filter(({ patient }) => {
    const person = people.value.get(patient);
    return q === undefined || (person !== undefined && isMeant(person, q));
  });
  const counts = new Map<PatientState, number>();
  for (const one of meant) counts.set(one.state, (counts.get(one.state) ?? 0) + 1);
  const found = meant.filter((one) => state === undefined || one.state === state);
  const sign = sort.startsWith('-') ? -1 : 1;
  const listed =
    sort === 'turn'
      ? found
      : found.toSorted((a, b) =>
          sort.endsWith('name')
            ? nameIn(people.value, a.patient).localeCompare(nameIn(people.value, b.patient), 'zh') * sign
            : byLatest(b.visit?.period?.start, a.visit?.period?.start) * sign,
        );
  return ok({ listed, counts, more: treated.value.more, people: people.value });
}

const none = { total: 0, more: false, states: [], items: [] };

export const listPatients = route({
  method: 'GET',
  path: '/api/resident-record/patients',
  summary: { zh: '本机构当前诊治、预约、近期就诊和签约的居民', en: 'People whom one’s institution treats now' },
  permission: 'resident-record.read',
  people: 'reach',
  transaction: 'search',
  query: patientsQuery,
  response: patients,
  handle: async ({ query: { limit, offset, ...filter }, ...call }) => {
    const { institution } = call.actor;
    const asOf = call.now.toISOString();
    if (institution === undefined) return ok({ asOf, institution: null, ...none });
    const chosen = await choose(call, institution, filter);
    if (!chosen.ok) return chosen;
    const page = chosen.value.listed.slice(offset, offset + limit);
    const people = await complete(call, page, chosen.value.people);
    if (!people.ok) return people;
    const rows = page.flatMap((one) => {
      const person = people.value.get(one.patient);
      return person ? [rowOf(one, person, call.now)] : [];
    });
    const told = new Map([...people.value].slice(0, mostNews));
    const found = await findNews(call, told);
    if (!found.ok) return found;
    const { news, seen } = found.value;
    const items = rows.map((row) => {
      const of = news.get(row.patient);
      const abnormal = of?.items.filter(({ interpretation }) => isAbnormal(interpretation)).length ?? 0;
      return { ...row, news: of ? { since: of.since, total: of.total, kinds: of.kinds, abnormal } : null };
    });
    const id = institution.slice('Organization/'.length);
    const names = await nameInstitutions(call, [id]);
    if (!names.ok) return names;
    const { counts, listed, more } = chosen.value;
    const states = patientStates.flatMap((state) => (counts.has(state) ? [{ state, count: counts.get(state) ?? 0 }] : []));
    const body = {
      asOf,
      institution: { id: institution, name: names.value.get(id) ?? id },
      total: listed.length,
      more,
      states,
      items,
    };
    const visits = page.flatMap(({ visit }) => visit ?? []);
    return ok(showingOf(body, [...people.value.values(), ...visits, ...seen]));
  },
});

const columns: Table['columns'] = [
  { key: 'name', title: { zh: '姓名', en: 'Name' }, type: 'text' },
  { key: 'sex', title: { zh: '性别', en: 'Sex' }, type: 'text' },
  { key: 'birthDate', title: { zh: '出生日期', en: 'Born' }, type: 'text' },
  { key: 'age', title: { zh: '年龄', en: 'Age' }, type: 'text' },
  { key: 'number', title: { zh: '证件号码', en: 'Identity number' }, type: 'text' },
  { key: 'state', title: { zh: '状态', en: 'State' }, type: 'text' },
  { key: 'from', title: { zh: '就诊开始', en: 'Visit from' }, type: 'text' },
  { key: 'until', title: { zh: '就诊结束', en: 'Visit until' }, type: 'text' },
  { key: 'reason', title: { zh: '就诊原因', en: 'Reason' }, type: 'text' },
  { key: 'patient', title: { zh: '登记编号', en: 'Registration' }, type: 'text' },
];
const stateWords = {
  here: { zh: '今日就诊', en: 'here' },
  inpatient: { zh: '在院', en: 'inpatient' },
  planned: { zh: '已预约', en: 'planned' },
  recent: { zh: '近期就诊', en: 'recent' },
  contracted: { zh: '签约', en: 'contracted' },
} as const;
const sexWords = {
  male: { zh: '男', en: 'male' },
  female: { zh: '女', en: 'female' },
  other: { zh: '其他', en: 'other' },
  unknown: { zh: '未知', en: 'unknown' },
} as const;

export const exportPatients = route({
  method: 'GET',
  path: '/api/resident-record/patients/export',
  summary: { zh: '导出本机构当前诊治的居民', en: 'People whom one’s institution treats now, as a file' },
  permission: 'resident-record.read',
  people: 'reach',
  transaction: 'search',
  query: patientsExportQuery,
  response: { file: exportTypes },
  handle: async ({ query: { format, ...filter }, language, ...rest }) => {
    const { institution } = rest.actor;
    const chosen = institution === undefined ? null : await choose(rest, institution, filter);
    if (chosen && !chosen.ok) return chosen;
    const listed = chosen?.value.listed ?? [];
    const people = await complete(rest, listed, chosen?.value.people ?? new Map());
    if (!people.ok) return people;
    const rows = listed.flatMap((one) => {
      const person = people.value.get(one.patient);
      if (!person) return [];
      const { visit, age, sex, state, ...row } = rowOf(one, person, rest.now);
      return [
        {
          patient: row.patient,
          name: row.name,
          birthDate: row.birthDate,
          number: row.number,
          sex: sexWords[sex][language],
          age: age?.text[language] ?? null,
          state: stateWords[state][language],
          from: visit?.from ? cityTextOf(visit.from) : null,
          until: visit?.until ? cityTextOf(visit.until) : null,
          reason: visit?.reason ?? null,
        },
      ];
    });
    const file = await exportTable({ name: language === 'zh' ? '本机构患者' : 'patients', columns, rows }, format, language);
    return ok({ ...file, shown: shownOf([...people.value.values()]) });
  },
});
