/** One fact of a resource that a person reads: what it is (a key of the page's texts) and what it says. */
export interface EntryFact {
  readonly key: string;
  readonly value: string;
}

type Json = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value);
const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : value === undefined ? [] : [value]);
const textOf = (value: unknown): string | undefined =>
  typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined;

/** A code as it is read: the words of who wrote it, else those of a coding, else the code alone. */
function sayConcept(value: unknown): string | undefined {
  if (!isObject(value)) return undefined;
  const codings = listOf(value['coding']).filter(isObject);
  const [first] = codings;
  return textOf(value['text']) ?? codings.map(({ display }) => textOf(display)).find(Boolean) ?? textOf(first?.['code']);
}

const sayQuantity = (value: unknown): string | undefined => {
  if (!isObject(value) || typeof value['value'] !== 'number') return undefined;
  const unit = textOf(value['unit']) ?? textOf(value['code']) ?? '';
  return `${textOf(value['comparator']) ?? ''}${value['value']} ${unit}`.trim();
};

const sayRange = (value: unknown): string | undefined => {
  if (!isObject(value)) return undefined;
  const ends = [value['low'], value['high']].map((end) => sayQuantity(end) ?? '');
  return textOf(value['text']) ?? (ends.join('') === '' ? undefined : ends.join(' – '));
};

const sayReference = (value: unknown): string | undefined =>
  isObject(value) ? (textOf(value['display']) ?? textOf(value['reference'])) : undefined;

const sayPeriod = (value: unknown): string | undefined =>
  isObject(value) ? [textOf(value['start']) ?? '', textOf(value['end']) ?? ''].join(' – ') : undefined;

/** How an element that R4 lets be of several types reads. */
function sayAny(value: unknown): string | undefined {
  if (typeof value === 'string') return textOf(value);
  if (typeof value === 'number') return String(value);
  if (!isObject(value)) return undefined;
  return sayQuantity(value) ?? sayConcept(value) ?? sayRange(value) ?? textOf(value['text']) ?? sayReference(value);
}

/** The element of a choice type: `valueQuantity`, `valueString` … by its stem. */
const choice = (resource: Json, stem: string): unknown =>
  Object.entries(resource).find(
    ([name]) => name === stem || (name.startsWith(stem) && /^[A-Z]/.test(name.slice(stem.length))),
  )?.[1];

const all = (value: unknown, say: (one: unknown) => string | undefined): string | undefined => {
  const said = listOf(value)
    .map(say)
    .filter((one) => one !== undefined);
  return said.length > 0 ? [...new Set(said)].join('；') : undefined;
};

const dates = [
  'effective',
  'performed',
  'occurrence',
  'onset',
  'abatement',
  'authoredOn',
  'dateAsserted',
  'recordedDate',
  'issued',
  'date',
];

/** Facts of a clinical resource of R4, in reading order, of any type: what there is of the usual elements and nothing else. */
export function describeEntry(resource: Json): readonly EntryFact[] {
  const components = listOf(resource['component'])
    .filter(isObject)
    .map((one) => [sayConcept(one['code']), sayAny(choice(one, 'value'))].filter(Boolean).join(' '))
    .filter((one) => one !== '');
  const reactions = listOf(resource['reaction'])
    .filter(isObject)
    .flatMap(({ manifestation }) => listOf(manifestation).map(sayConcept));
  const facts: readonly (readonly [string, string | undefined])[] = [
    ['what', all(resource['code'] ?? resource['vaccineCode'] ?? choice(resource, 'medication') ?? resource['type'], sayAny)],
    ['value', sayAny(choice(resource, 'value'))],
    ['components', components.length > 0 ? components.join('；') : undefined],
    ['interpretation', all(resource['interpretation'], sayConcept)],
    ['range', all(resource['referenceRange'], sayRange)],
    ['conclusion', textOf(resource['conclusion'])],
    [
      'dosage',
      all(resource['dosageInstruction'] ?? resource['dosage'], (one) => (isObject(one) ? textOf(one['text']) : undefined)),
    ],
    ['reactions', all(reactions, (one) => textOf(one))],
    ['lot', textOf(resource['lotNumber'])],
    ['category', all(resource['category'], (one) => (isObject(one) ? textOf(one['text']) : undefined))],
    ['status', textOf(resource['status']) ?? all(resource['clinicalStatus'], sayConcept)],
    ['verification', all(resource['verificationStatus'], sayConcept)],
    ['period', sayPeriod(resource['period'])],
    ...dates.map((name) => {
      const value = choice(resource, name);
      return [`date.${name}`, isObject(value) ? (sayPeriod(value) ?? sayAny(value)) : textOf(value)] as const;
    }),
    [
      'performer',
      all(resource['performer'] ?? resource['requester'] ?? resource['recorder'], (one) =>
        isObject(one) && isObject(one['actor']) ? sayReference(one['actor']) : sayReference(one),
      ),
    ],
    ['note', all(resource['note'], (one) => (isObject(one) ? textOf(one['text']) : undefined))],
  ];
  return facts.flatMap(([key, value]) => (value === undefined || value === ' – ' ? [] : [{ key, value }]));
}

/** Id of the registration whose record it belongs to. */
export function registrationOf(resource: Json): string | undefined {
  const whose = resource['subject'] ?? resource['patient'];
  return isObject(whose) ? /^Patient\/([^/]+)$/.exec(textOf(whose['reference']) ?? '')?.[1] : undefined;
}

/** Codes under which it is known, to find its course by. */
export const codesOf = (resource: Json): readonly string[] =>
  isObject(resource['code'])
    ? listOf(resource['code']['coding'])
        .filter(isObject)
        .map(({ code }) => textOf(code))
        .filter((one) => one !== undefined)
    : [];
