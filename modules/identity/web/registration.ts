import { identifierSystems } from '@songhua/engine-fhir/china/systems.ts';
import { checkCitizenNumber, normaliseCitizenNumber } from '@songhua/engine-linkage/zh/citizen-number.ts';
import type { CandidatesInput } from '../contract.ts';

/** usual: somebody who says who they are; newborn: a child without a number, with its mother; unknown: somebody who cannot say. */
export const registrationKinds = ['usual', 'newborn', 'unknown'] as const;
export type RegistrationKind = (typeof registrationKinds)[number];

/** What the form holds, as it is typed. */
export interface Draft {
  readonly kind: RegistrationKind;
  readonly name: string;
  readonly sex: '' | 'male' | 'female';
  readonly born: string;
  /** Of somebody unknown: years, estimated. */
  readonly age: string;
  readonly number: string;
  readonly phone: string;
  readonly area: string;
  readonly address: string;
  readonly mother: { readonly patient: string; readonly name: string } | null;
  readonly motherName: string;
  /** Of several born at once: which one. */
  readonly order: string;
}

export const emptyDraft: Draft = {
  kind: 'usual',
  name: '',
  sex: '',
  born: '',
  age: '',
  number: '',
  phone: '',
  area: '',
  address: '',
  mother: null,
  motherName: '',
  order: '',
};

/** A day typed as `19900307`, `1990-3-7`, `1990年3月7日` or `1990.3.7` as an ISO day; null: it is none. */
export function readDay(typed: string): string | null {
  const text = typed.normalize('NFKC').trim();
  const found = /^(\d{4})(\d{2})(\d{2})$/.exec(text) ?? /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?$/.exec(text);
  if (!found) return null;
  const iso = `${found[1]}-${(found[2] ?? '').padStart(2, '0')}-${(found[3] ?? '').padStart(2, '0')}`;
  const day = new Date(`${iso}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(iso) ? iso : null;
}

const isoOf = (plain: string): string => `${plain.slice(0, 4)}-${plain.slice(4, 6)}-${plain.slice(6, 8)}`;

/** The number as typed, and what a valid one says of birthday and sex. */
export function enterNumber(draft: Draft, number: string): Draft {
  const read = checkCitizenNumber(normaliseCitizenNumber(number));
  return read.ok ? { ...draft, number, born: isoOf(read.born), sex: read.sex } : { ...draft, number };
}

/** What is wrong with a field, by the code of its text. */
export interface DraftFault {
  readonly field: keyof Draft;
  readonly code: string;
}

function numberFaults(draft: Draft): DraftFault[] {
  if (draft.kind !== 'usual' || draft.number.trim() === '') return [];
  const read = checkCitizenNumber(normaliseCitizenNumber(draft.number));
  if (!read.ok) return [{ field: 'number', code: read.fault }];
  const faults: DraftFault[] = [];
  if (readDay(draft.born) !== isoOf(read.born)) faults.push({ field: 'born', code: 'not-of-number' });
  if (draft.sex !== read.sex) faults.push({ field: 'sex', code: 'not-of-number' });
  return faults;
}

/** Everything that keeps a draft from being registered. `today`: ISO day. */
export function checkDraft(draft: Draft, today: string): readonly DraftFault[] {
  const { kind, name, sex, born, age, phone, motherName, mother } = draft;
  const faults: DraftFault[] = [];
  const day = readDay(born);
  if (kind === 'usual' && name.trim() === '') faults.push({ field: 'name', code: 'missing' });
  if (kind !== 'unknown' && sex === '') faults.push({ field: 'sex', code: 'missing' });
  if (kind !== 'unknown' && born.trim() === '') faults.push({ field: 'born', code: 'missing' });
  if (born.trim() !== '' && day === null) faults.push({ field: 'born', code: 'no-day' });
  if (day !== null && (day > today || day < '1880-01-01')) faults.push({ field: 'born', code: 'out-of-range' });
  if (kind === 'unknown' && age.trim() !== '' && !(/^\d{1,3}$/.test(age.trim()) && Number(age) <= 120))
    faults.push({ field: 'age', code: 'no-age' });
  if (kind === 'newborn' && mother === null && motherName.trim() === '') faults.push({ field: 'motherName', code: 'missing' });
  if (phone.trim() !== '' && !/^\+?\d[\d -]{5,18}\d$/.test(phone.normalize('NFKC').trim()))
    faults.push({ field: 'phone', code: 'no-phone' });
  return [...faults, ...numberFaults(draft)];
}

/** What is asked of the index while one types: null while too little is said to find anybody. */
export function toCandidates(draft: Draft): CandidatesInput | null {
  const { name, sex, number, phone, address } = draft;
  const born = readDay(draft.born);
  const read = normaliseCitizenNumber(number);
  const valid = checkCitizenNumber(read).ok;
  const called = name.trim().length >= 2;
  if (draft.kind === 'newborn' || !(valid || (called && (born !== null || phone.trim().length >= 7)))) return null;
  return {
    ...(called && { name: name.trim() }),
    ...(sex && { sex }),
    ...(born && { born }),
    ...(read.length === 18 && { number: read }),
    ...(phone.trim() && { phone: phone.trim() }),
    ...(address.trim() && { address: address.trim() }),
  };
}

const base = 'https://songhua.example/fhir';
const tag = (code: string) => ({ system: `${base}/CodeSystem/registration`, code });
const motherCode = { system: 'http://terminology.hl7.org/CodeSystem/v3-RoleCode', code: 'MTH' };

/** The name of one who has none yet, as registers write it. */
function givenName({ kind, name, sex, mother, motherName }: Draft): { readonly use: string; readonly text: string } {
  if (name.trim()) return { use: kind === 'usual' ? 'official' : 'temp', text: name.trim() };
  if (kind === 'unknown') return { use: 'temp', text: '无名氏' };
  return { use: 'temp', text: `${mother?.name ?? motherName.trim()}之${sex === 'female' ? '女' : '子'}` };
}

function birthOf({ kind, born, age }: Draft, today: string): string | null {
  const day = readDay(born);
  if (day !== null) return day;
  return kind === 'unknown' && age.trim() !== '' ? String(Number(today.slice(0, 4)) - Number(age)) : null;
}

/** The FHIR Patient that an account writes for the institution it acts for (`Organization/…`); `today`: ISO day. */
export function toPatient(
  draft: Draft,
  institution: string,
  today: string,
): { readonly resourceType: 'Patient' } & Record<string, unknown> {
  const { kind, sex, mother, motherName, order, area } = draft;
  const born = birthOf(draft, today);
  const number = normaliseCitizenNumber(draft.number);
  const [phone, address] = [draft.phone.normalize('NFKC').trim(), draft.address.trim()];
  const called = mother?.name ?? motherName.trim();
  return {
    resourceType: 'Patient',
    meta: { tag: [tag('provisional'), ...(kind === 'usual' ? [] : [tag(kind)])] },
    ...(kind === 'newborn' &&
      mother && {
        extension: [{ url: `${base}/StructureDefinition/mother`, valueReference: { reference: `Patient/${mother.patient}` } }],
      }),
    ...(kind === 'usual' &&
      number && { identifier: [{ use: 'official', system: identifierSystems.citizenNumber, value: number }] }),
    active: true,
    name: [givenName(draft)],
    ...(phone && { telecom: [{ system: 'phone', value: phone, use: 'mobile' }] }),
    gender: sex || 'unknown',
    ...(born && { birthDate: born }),
    ...((area || address) && {
      address: [{ use: 'home', ...(address && { text: address }), ...(area && { district: area }) }],
    }),
    ...(kind === 'newborn' && order && { multipleBirthInteger: Number(order) }),
    ...(kind === 'newborn' && called && { contact: [{ relationship: [{ coding: [motherCode] }], name: { text: called } }] }),
    managingOrganization: { reference: institution },
  };
}
