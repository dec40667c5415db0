import type { Channel } from '@songhua/engine-outbreak/fusion/signal.ts';
import type { Resource } from '@songhua/kernel';
import { dayInBeijing } from './beijing-day.ts';
import rules from './syndrome-rules.json' with { type: 'json' };

/** What a resource says of a subject: which day, at which visit, where. */
export interface Seen {
  readonly subject: string;
  readonly channel: Channel;
  readonly day: string;
  readonly encounter: string | null;
  readonly organization: string | null;
  readonly rule: string;
}

/** Types of resources that rules speak of. */
export const seenTypes = ['Encounter', 'Condition', 'Observation', 'MedicationRequest', 'MedicationDispense'] as const;
export const rulesVersion = rules.version;

type Elements = Readonly<Record<string, unknown>>;
const isObject = (value: unknown): value is Elements => typeof value === 'object' && value !== null && !Array.isArray(value);
const elements = (value: unknown): readonly Elements[] => (Array.isArray(value) ? value : [value]).filter(isObject);

/** Prefixes of codes by their first three letters, so that a code that says nothing costs one look. */
const byStem = Map.groupBy(
  rules.icd10.flatMap(({ id, subject, prefixes }) => prefixes.map((prefix) => ({ id, subject, prefix }))),
  ({ prefix }) => prefix.slice(0, 3),
);
const byLoinc = new Map(rules.laboratory.flatMap((rule) => rule.loinc.map((code) => [code, rule] as const)));

interface Hit {
  readonly id: string;
  readonly subject: string;
}

function read(concepts: unknown, codes: (code: string) => readonly Hit[], words: (text: string) => readonly Hit[]): Hit[] {
  return elements(concepts).flatMap(({ coding, text }) => [
    ...elements(coding).flatMap(({ code, display }) => [
      ...(typeof code === 'string' ? codes(code) : []),
      ...(typeof display === 'string' ? words(display) : []),
    ]),
    ...(typeof text === 'string' ? words(text) : []),
  ]);
}

const none: readonly Hit[] = [];
const byCode = (code: string): readonly Hit[] =>
  byStem.get(code.slice(0, 3))?.filter(({ prefix }) => code.startsWith(prefix)) ?? none;
/** No word of a rule stands in most texts: one expression looks for any first. */
const anyWord = new RegExp(rules.words.flatMap(({ all }) => all.flat()).join('|'));
const byWords = (text: string): readonly Hit[] =>
  anyWord.test(text) ? rules.words.filter(({ all }) => all.every((some) => some.some((word) => text.includes(word)))) : none;
const anyMedicine = new RegExp(rules.medicines.flatMap(({ words }) => words).join('|'));
const byAtc = (code: string): readonly Hit[] => rules.medicines.filter(({ atc }) => atc.some((one) => code.startsWith(one)));
const byMedicine = (text: string): readonly Hit[] =>
  anyMedicine.test(text) ? rules.medicines.filter(({ words }) => words.some((word) => text.includes(word))) : none;

const codesOf = (concepts: unknown): readonly unknown[] =>
  elements(concepts).flatMap(({ coding }) => elements(coding).map(({ code }) => code));

const positiveCodes = new Set<unknown>(['LA6576-8', '10828004', '11214006', 'POS', 'DET', 'RR']);
const positiveText = /^(弱?阳性|反应性|检出|\+|positive|reactive|detected)/i;
function isPositive({ valueCodeableConcept: value, interpretation, valueString }: Elements): boolean {
  if ([...codesOf(value), ...codesOf(interpretation)].some((code) => positiveCodes.has(code))) return true;
  const text = elements(value)[0]?.['text'] ?? valueString;
  return typeof text === 'string' && positiveText.test(text.trim());
}

/** Reference of the type, without a version. */
function reference(value: unknown, type: string): string | null {
  const found = isObject(value) ? value['reference'] : undefined;
  return typeof found === 'string' && found.startsWith(`${type}/`) && found.length < 90
    ? (found.split('/_history/')[0] ?? null)
    : null;
}

const voidStates = new Set<unknown>(['entered-in-error', 'cancelled', 'not-done']);
const untrue = new Set<unknown>(['refuted', 'entered-in-error']);

const hitsOf: Readonly<Record<string, (resource: Elements) => readonly Hit[]>> = {
  Encounter: ({ reasonCode }) => (reasonCode === undefined ? none : read(reasonCode, byCode, byWords)),
  // A list of problems repeats what was found long ago.
  Condition: ({ code, category, encounter, verificationStatus }) => {
    const found = read(code, byCode, () => none);
    if (found.length === 0 || codesOf(verificationStatus).some((one) => untrue.has(one))) return none;
    return encounter === undefined && codesOf(category).includes('problem-list-item') ? none : found;
  },
  Observation: (observation) => {
    const found = read(
      observation['code'],
      (code) => [byLoinc.get(code)].filter((one) => one !== undefined),
      () => none,
    );
    return found.length > 0 && isPositive(observation) ? found : none;
  },
  MedicationRequest: ({ medicationCodeableConcept: drug }) => read(drug, byAtc, byMedicine),
  MedicationDispense: ({ medicationCodeableConcept: drug }) => read(drug, byAtc, byMedicine),
};

const channelOf: Readonly<Record<string, Channel>> = {
  Observation: 'laboratories',
  MedicationRequest: 'community',
  MedicationDispense: 'community',
};

function momentOf({ period, recordedDate, issued, effectiveDateTime, authoredOn, whenHandedOver }: Elements): Date | null {
  const start = isObject(period) ? period['start'] : undefined;
  const text = [start, recordedDate, effectiveDateTime, issued, authoredOn, whenHandedOver].find(
    (one) => typeof one === 'string',
  );
  if (typeof text !== 'string') return null;
  const at = new Date(/^\d{4}-\d{2}-\d{2}$/.test(text) ? `${text}T00:00:00+08:00` : text);
  return at.getTime() >= Date.UTC(1990, 0, 1) && at.getTime() < Date.UTC(2100, 0, 1) ? at : null;
}

/** What a resource says by the rules, each subject once; nothing, if it was written in error or says when of no day. Most resources say nothing, and cost a look. */
export function findSyndromes(resource: Resource & { readonly id: string }): readonly Seen[] {
  const hits = hitsOf[resource.resourceType]?.(resource) ?? none;
  if (hits.length === 0 || voidStates.has(resource['status'])) return [];
  const at = momentOf(resource);
  if (!at) return [];
  const { resourceType } = resource;
  const isVisit = resourceType === 'Encounter';
  const performers = [...elements(resource['performer']), resource['requester'], resource['recorder']];
  const organization = isVisit
    ? reference(resource['serviceProvider'], 'Organization')
    : (performers.map((one) => reference(one, 'Organization')).find((one) => one !== null) ?? null);
  return [...new Map(hits.map((hit) => [hit.subject, hit])).values()].map(({ id, subject }) => ({
    ...{ subject, channel: channelOf[resourceType] ?? 'syndromes', day: dayInBeijing(at), organization, rule: id },
    encounter: isVisit ? `Encounter/${resource.id}` : reference(resource['encounter'], 'Encounter'),
  }));
}
