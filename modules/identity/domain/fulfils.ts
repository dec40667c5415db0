import { normalise } from '@songhua/engine-linkage/tables/normalise.ts';
import { foldName } from '@songhua/engine-linkage/zh/fold-name.ts';
import type { ServedCondition, ServedResource, ServedValue } from '@songhua/kernel';

type Valued = Extract<ServedCondition, { values: readonly ServedValue[] }>;

/** A Person as it is searched. */
interface Searched {
  readonly identifier?: readonly { readonly system?: string; readonly value: string }[];
  readonly name?: readonly { readonly text: string }[];
  readonly telecom?: readonly { readonly value: string }[];
  readonly link?: readonly { readonly target: { readonly reference: string } }[];
}

function isAt(at: number, value: ServedValue): boolean {
  if (value.kind !== 'date') return false;
  const { prefix, lo, hi } = value;
  if (prefix === 'gt' || prefix === 'sa') return at >= hi;
  if (prefix === 'lt' || prefix === 'eb') return at < lo;
  if (prefix === 'ge') return at >= lo;
  if (prefix === 'le') return at < hi;
  return (at >= lo && at < hi) === (prefix !== 'ne');
}

function isName(text: string, value: ServedValue, modifier: Valued['modifier']): boolean {
  if (value.kind !== 'string') return false;
  if (modifier === 'exact') return text === value.value;
  const [own, asked] = [foldName(text), foldName(value.value)];
  return modifier === 'contains' ? own.includes(asked) : own.startsWith(asked);
}

/** Ids of the Patients that a value of `link` or `patient` names. */
export const patientsIn = ({ values }: Valued): readonly string[] =>
  values.flatMap((value) =>
    value.kind === 'reference' && value.id !== undefined && (value.types ?? ['Patient']).includes('Patient') ? [value.id] : [],
  );

const links = ({ link = [] }: Searched, value: ServedValue, condition: Valued): boolean =>
  patientsIn({ ...condition, values: [value] }).some((id) => link.some(({ target }) => target.reference === `Patient/${id}`));

/** A number as the index has it: without spaces, its last letter large. */
export const numberAsked = (code: string): string => normalise('citizen-number', code);
export const phoneAsked = (code: string): string => normalise('phone', code);

const tests: Readonly<Record<string, (one: ServedResource & Searched, value: ServedValue, condition: Valued) => boolean>> = {
  _id: ({ id }, value) => value.kind === 'token' && value.code === id,
  _lastUpdated: ({ meta }, value) => isAt(Date.parse(meta.lastUpdated), value),
  link: links,
  patient: links,
  identifier: ({ identifier = [] }, value) =>
    value.kind === 'token' &&
    identifier.some(
      (one) =>
        (value.system === undefined || value.system === (one.system ?? '')) &&
        (value.code === undefined || one.value === numberAsked(value.code)),
    ),
  phone: ({ telecom = [] }, value) =>
    value.kind === 'token' && telecom.some((one) => value.code !== undefined && one.value === phoneAsked(value.code)),
  name: ({ name = [] }, value, { modifier }) => name.some(({ text }) => isName(text, value, modifier)),
};

/** Parameters of R4 by which a Person is found here. */
export const searchedBy: readonly string[] = Object.keys(tests).filter((code) => !code.startsWith('_'));

const elements: Readonly<Record<string, keyof Searched>> = {
  identifier: 'identifier',
  name: 'name',
  phone: 'telecom',
  link: 'link',
  patient: 'link',
};

/** Whether a Person as it is shown fulfils a condition. */
export function fulfils(one: ServedResource, condition: ServedCondition): boolean {
  if ('missing' in condition) {
    const element = elements[condition.code];
    return (element !== undefined && one[element] === undefined) === condition.missing;
  }
  const test = tests[condition.code];
  const holds = test !== undefined && condition.values.some((value) => test(one as ServedResource & Searched, value, condition));
  return holds !== (condition.not === true);
}
