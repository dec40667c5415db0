import { identifierSystems } from '@songhua/engine-fhir/china/systems.ts';
import type { Text } from '@songhua/kernel';
import type { BasicFact, Head, Registration, Source } from '../contract.ts';
import { nameOf, type Patient } from './fhir.ts';
import type { Gathered } from './gathered.ts';
import { cityDayOf, daysBetween, monthsBetween } from './order-dates.ts';

const synthetic = 'https://songhua.example/fhir/CodeSystem/data-origin';
const registrationTag = 'https://songhua.example/fhir/CodeSystem/registration';
const provisionalCodes = new Set(['provisional', 'newborn', 'unknown']);

export const fullNameOf = ({ name = [] }: Patient): string => {
  const usual = name.find(({ use }) => use === 'official' || use === 'usual') ?? name[0];
  return usual?.text ?? [usual?.family ?? '', ...(usual?.given ?? [])].join('');
};
export const numberOf = ({ identifier = [] }: Patient): string | null =>
  identifier.find(({ system }) => system === identifierSystems.citizenNumber)?.value ?? null;
const phoneOf = ({ telecom = [] }: Patient): string | null => telecom.find(({ system }) => system === 'phone')?.value ?? null;
const addressOf = ({ address = [] }: Patient): string | null => {
  const [first] = address;
  if (!first) return null;
  return first.text ?? ([first.city ?? '', first.district ?? '', ...(first.line ?? [])].join('') || null);
};

export const sexOf = ({ gender }: Patient): Head['sex'] =>
  gender === 'male' || gender === 'female' || gender === 'other' ? gender : 'unknown';
export const isSynthetic = ({ meta }: Patient): boolean =>
  (meta.tag ?? []).some(({ system, code }) => system === synthetic && code === 'synthetic');
const isProvisional = ({ meta }: Patient): boolean =>
  (meta.tag ?? []).some(({ system, code }) => system === registrationTag && provisionalCodes.has(code ?? ''));

/** Age on a day, as it is said: years, below one year months, below one month days. */
export function ageOn(born: string | null | undefined, day: string): Head['age'] {
  if (!born) return null;
  const months = monthsBetween(born, day);
  if (months < 0) return null;
  const years = Math.floor(months / 12);
  if (years >= 1) return { years, text: { zh: `${years} 岁`, en: `${years} y` } };
  if (months >= 1) return { years: null, text: { zh: `${months} 个月`, en: `${months} mo` } };
  const days = daysBetween(born, day) ?? 0;
  return { years: null, text: { zh: `${days} 天`, en: `${days} d` } };
}

/** The first registration that says something, the one that was asked for before all others. */
const first = <T>(patients: readonly Patient[], read: (patient: Patient) => T | null): T | null => {
  for (const patient of patients) {
    const value = read(patient);
    if (value !== null && value !== '') return value;
  }
  return null;
};

export function describeHead({ patients }: Pick<Gathered, 'patients'>, blood: string | null, today: string): Head {
  const born = first(patients, ({ birthDate }) => birthDate ?? null);
  const died = first(patients, (one) => one.deceasedDateTime ?? null);
  const isDead = died !== null || patients.some(({ deceasedBoolean }) => deceasedBoolean === true);
  return {
    name: first(patients, fullNameOf) ?? '',
    sex: first(patients, (one) => (sexOf(one) === 'unknown' ? null : sexOf(one))) ?? 'unknown',
    birthDate: born,
    age: ageOn(born, cityDayOf(died) ?? today),
    died: isDead ? (died ?? '') : null,
    number: first(patients, numberOf),
    phone: first(patients, phoneOf),
    address: first(patients, addressOf),
    bloodType: blood,
    synthetic: patients.some(isSynthetic),
  };
}

export const listRegistrations = ({ patients }: Pick<Gathered, 'patients'>, sourceOf: (one: Patient) => Source): Registration[] =>
  patients.map((one) => ({
    patient: one.id,
    institution: sourceOf(one).institution,
    name: fullNameOf(one),
    number: numberOf(one),
    active: one.active !== false,
    provisional: isProvisional(one),
  }));

const sexes: Readonly<Record<Head['sex'], Text>> = {
  male: { zh: '男', en: 'male' },
  female: { zh: '女', en: 'female' },
  other: { zh: '其他', en: 'other' },
  unknown: { zh: '未知', en: 'unknown' },
};
const same = (text: string): Text => ({ zh: text, en: text });

const rows: readonly { readonly key: string; readonly title: Text; readonly read: (one: Patient) => Text | null }[] = [
  { key: 'name', title: { zh: '姓名', en: 'Name' }, read: (one) => (fullNameOf(one) ? same(fullNameOf(one)) : null) },
  { key: 'sex', title: { zh: '性别', en: 'Sex' }, read: (one) => (one.gender ? sexes[sexOf(one)] : null) },
  { key: 'birthDate', title: { zh: '出生日期', en: 'Born' }, read: ({ birthDate }) => (birthDate ? same(birthDate) : null) },
  {
    key: 'number',
    title: { zh: '证件号码', en: 'Identity number' },
    read: (one) => (numberOf(one) ? same(numberOf(one) ?? '') : null),
  },
  {
    key: 'recordNumber',
    title: { zh: '健康档案编号', en: 'Health record number' },
    read: ({ identifier = [] }) => {
      const value = identifier.find(({ system }) => system === identifierSystems.recordNumber)?.value;
      return value === undefined ? null : same(value);
    },
  },
  { key: 'phone', title: { zh: '联系电话', en: 'Phone' }, read: (one) => (phoneOf(one) ? same(phoneOf(one) ?? '') : null) },
  {
    key: 'address',
    title: { zh: '居住地址', en: 'Address' },
    read: (one) => (addressOf(one) ? same(addressOf(one) ?? '') : null),
  },
  {
    key: 'maritalStatus',
    title: { zh: '婚姻状况', en: 'Marital status' },
    read: ({ maritalStatus }) => (maritalStatus && nameOf(maritalStatus) ? same(nameOf(maritalStatus)) : null),
  },
  {
    key: 'contact',
    title: { zh: '联系人', en: 'Contact' },
    read: ({ contact = [] }) => {
      const [one] = contact;
      const text = [one?.name?.text, nameOf(one?.relationship?.[0]), one?.telecom?.[0]?.value].filter(Boolean).join(' ');
      return text === '' ? null : same(text);
    },
  },
];

/** Basic information (个人基本健康信息), each with what other registrations say otherwise. */
export const listBasics = ({ patients }: Pick<Gathered, 'patients'>, sourceOf: (one: Patient) => Source): BasicFact[] =>
  rows.flatMap(({ key, title, read }): BasicFact[] => {
    const told = patients.flatMap((one) => {
      const value = read(one);
      return value ? [{ value, institution: sourceOf(one).institution }] : [];
    });
    const [usual] = told;
    if (!usual) return [];
    const seen = new Set([usual.value.zh]);
    const others = told.filter(({ value }) => !seen.has(value.zh) && seen.add(value.zh));
    return [{ key, title, value: usual.value, others }];
  });
