import type { Text } from '@songhua/kernel';
import type { Allergy, EntryType, Medicine, OwnEntry, OwnReading, Problem, Source } from '../contract.ts';
import { explainAside } from './explain-aside.ts';
import { explainMeasurement } from './explain-measurements.ts';
import { type DiagnosticReport, idIn, isVoid, nameOf, type Stored } from './fhir.ts';
import type { Gathered } from './gathered.ts';
import { listAllergies } from './list-allergies.ts';
import { isVoidVisit, listImmunisations, listProcedures } from './list-care.ts';
import { listMedicines } from './list-medicines.ts';
import { listProblems } from './list-problems.ts';
import { encounterOf, type SourceOf } from './name-source.ts';
import { byLatest } from './order-dates.ts';
import { sayReading, sections } from './plain-words.ts';
import { type Reading, spreadObservations } from './spread-observations.ts';

const t = (zh: string, en: string): Text => ({ zh, en });
const same = (text: string): Text => ({ zh: text, en: text });

/** So many earlier values are told. */
const mostEarlier = 5;

type Fact = OwnEntry['facts'][number];
const fact = (key: string, title: Text, value: Text | string | null): Fact[] =>
  value === null || value === '' ? [] : [{ key, title, value: typeof value === 'string' ? same(value) : value, at: null }];
const day = (key: string, title: Text, at: string | null): Fact[] => (at === null ? [] : [{ key, title, value: null, at }]);

type Explained = Omit<OwnEntry, 'source' | 'others' | 'visit'> & { readonly sources: readonly Source[] };

const plain: Pick<Explained, 'facts' | 'readings' | 'sources'> = { facts: [], readings: [], sources: [] };

function explainReading(one: Reading, all: readonly Reading[]): OwnReading {
  const { key, name, code, system, measured, range, interpretation, unit, observation, source } = one;
  const before = all
    .filter(
      (each) =>
        each.key === key && each.unit === unit && each.observation !== observation && byLatest(source.at, each.source.at) <= 0,
    )
    .toSorted((a, b) => byLatest(a.source.at, b.source.at))
    .slice(0, mostEarlier);
  return {
    key,
    name,
    code,
    system,
    about: explainMeasurement(one),
    measured,
    range,
    interpretation,
    says: sayReading(one),
    earlier: before.flatMap((each) =>
      each.source.at === null
        ? []
        : [{ at: each.source.at, text: each.measured.text, institution: each.source.institution.name }],
    ),
  };
}

function explainResult(resource: Stored, { observations }: Gathered, sourceOf: SourceOf): Explained | null {
  const all = spreadObservations(observations, sourceOf);
  const mine = all.filter(({ observation }) => observation.id === resource.id);
  const found = observations.find(({ id }) => id === resource.id);
  if (!found || mine.length === 0) return null;
  return {
    ...plain,
    kind: 'result',
    name: nameOf(found.code),
    sentences: [sections.range],
    readings: mine.map((one) => explainReading(one, all)),
  };
}

function explainReport(resource: Stored, { observations, reports }: Gathered, sourceOf: SourceOf): Explained | null {
  const report = reports.find(({ id }) => id === resource.id) as DiagnosticReport | undefined;
  if (!report) return null;
  const named = new Set((report.result ?? []).map((one) => idIn(one, 'Observation')));
  const all = spreadObservations(observations, sourceOf);
  const conclusion = report.conclusion ?? (report.conclusionCode ?? []).map(nameOf).filter(Boolean).join('、');
  return {
    ...plain,
    kind: 'report',
    name: nameOf(report.code),
    sentences: [
      t(
        '下面的结论是出具报告的医生的原话，用词专业；有不明白的，请问开单或出具报告的医生。',
        'The conclusion below is in the words of whoever wrote the report. Ask them or whoever ordered it about what is not clear.',
      ),
    ],
    facts: fact('conclusion', t('结论', 'Conclusion'), conclusion),
    readings: all.filter(({ observation }) => named.has(observation.id)).map((one) => explainReading(one, all)),
  };
}

function explainMedicine({ name, state, dosage, from, until, times, sources }: Medicine): Explained {
  return {
    ...plain,
    kind: 'medicine',
    name,
    sentences: [
      state === 'current'
        ? t(
            '按最近一次记录的开药日期和天数推算，现在应当还在用。',
            'By the day and length of the latest prescription it should be taken now.',
          )
        : t('按最近一次记录推算，已经用完或停用。', 'By the latest record it has run out or was stopped.'),
      sections.medicines,
    ],
    facts: [
      ...fact('dosage', t('怎么用（处方上的写法）', 'How it is taken, as prescribed'), dosage),
      ...day('from', t('最早一次记录', 'First recorded'), from),
      ...day('until', t('按处方用到', 'Until, as prescribed'), until),
      ...fact('times', t('记录过', 'Recorded'), t(`${times} 次`, times === 1 ? 'once' : `${times} times`)),
    ],
    sources,
  };
}

const gravity: Readonly<Record<NonNullable<Allergy['criticality']>, Text>> = {
  high: t('记录者认为可能危及生命', 'may be dangerous to life, as recorded'),
  low: t('记录者认为危险较小', 'of little danger, as recorded'),
  'unable-to-assess': t('记录者无法判断', 'could not be judged'),
};

const explainAllergy = ({ name, state, unconfirmed, criticality, reactions, first, sources }: Allergy): Explained => ({
  ...plain,
  kind: 'allergy',
  name,
  sentences: [
    state === 'past'
      ? t('记录说这项过敏已经消失或不再成立。', 'The record says that this allergy is over.')
      : unconfirmed
        ? t('记录为疑似，还没有证实。', 'It is recorded as suspected and not confirmed.')
        : t('记录为确认的过敏。', 'It is recorded as confirmed.'),
    sections.allergies,
  ],
  facts: [
    ...fact('reactions', t('出现过的反应', 'Reactions'), reactions.join('、')),
    ...fact('criticality', t('危险程度', 'Danger'), criticality && gravity[criticality]),
    ...day('first', t('最早一次记录', 'First recorded'), first),
  ],
  sources,
});

const explainProblem = ({ name, state, unconfirmed, first, last, sources }: Problem): Explained => ({
  ...plain,
  kind: 'problem',
  name,
  sentences: [
    state === 'active'
      ? t('按最近的记录，这个问题仍在处理或观察中。', 'By the latest record this is still there or watched.')
      : t('按最近的记录，这个问题已经好转或不再处理。', 'By the latest record this is over or no longer treated.'),
    ...(unconfirmed ? [t('记录为疑似，还没有确诊。', 'It is recorded as suspected and not confirmed.')] : []),
    sections.problems,
  ],
  facts: [...day('first', t('最早一次记录', 'First recorded'), first), ...day('last', t('最近一次记录', 'Last recorded'), last)],
  sources,
});

function explainDose(resource: Stored, { immunizations }: Gathered, sourceOf: SourceOf): Explained | null {
  const listed = listImmunisations(immunizations, sourceOf);
  const dose = listed.find(({ source }) => source.resource === `Immunization/${resource.id}`);
  if (!dose) return null;
  return {
    ...plain,
    kind: 'immunisation',
    name: dose.name,
    sentences: [
      dose.given
        ? t('记录说这一剂已经接种。', 'The record says that this dose was given.')
        : t('记录说这一剂没有接种。', 'The record says that this dose was not given.'),
      sections.immunisations,
    ],
    facts: [
      ...fact('dose', t('第几剂', 'Dose'), dose.dose),
      ...fact('lot', t('批号（用来追溯是哪一批疫苗）', 'Lot, by which the vaccine is traced'), dose.lot),
    ],
    sources: listed.filter(({ name, source }) => name === dose.name && source !== dose.source).map(({ source }) => source),
  };
}

function explainProcedure(resource: Stored, { procedures }: Gathered, sourceOf: SourceOf): Explained | null {
  const found = listProcedures(procedures, sourceOf).find(({ source }) => source.resource === `Procedure/${resource.id}`);
  if (!found) return null;
  return {
    ...plain,
    kind: 'procedure',
    name: found.name,
    sentences: [
      t(
        '做过的手术、操作或治疗。它的经过和注意事项，请看同一次就诊的文书，或问做它的机构。',
        'An operation or treatment. How it went and what to mind stands in the papers of the same visit; ask who did it.',
      ),
    ],
  };
}

const places = {
  Observation: 'observations',
  DiagnosticReport: 'reports',
  MedicationRequest: 'medications',
  MedicationStatement: 'medications',
  MedicationDispense: 'medications',
  AllergyIntolerance: 'allergies',
  Immunization: 'immunizations',
  Condition: 'conditions',
  Procedure: 'procedures',
} as const satisfies Readonly<Record<EntryType, keyof Gathered>>;

const told = <T extends { readonly sources: readonly Source[] }>(listed: readonly T[], resource: Stored): T | undefined =>
  listed.find(({ sources }) => sources.some((one) => one.resource === `${resource.resourceType}/${resource.id}`));

function explain(resource: Stored, gathered: Gathered, sourceOf: SourceOf, now: Date): Explained | null {
  switch (resource.resourceType) {
    case 'Observation':
      return explainResult(resource, gathered, sourceOf);
    case 'DiagnosticReport':
      return explainReport(resource, gathered, sourceOf);
    case 'AllergyIntolerance': {
      const found = told(listAllergies(gathered.allergies, sourceOf).allergies, resource);
      return found ? explainAllergy(found) : null;
    }
    case 'Condition': {
      const found = told(listProblems(gathered.conditions, sourceOf, now), resource);
      return found ? explainProblem(found) : null;
    }
    case 'Immunization':
      return explainDose(resource, gathered, sourceOf);
    case 'Procedure':
      return explainProcedure(resource, gathered, sourceOf);
    default: {
      const found = told(listMedicines(gathered.medications, sourceOf, now), resource);
      return found ? explainMedicine(found) : null;
    }
  }
}

/** What was gathered with this among it: one answer looks at the latest of a kind alone, and this may be older. */
function including(gathered: Gathered, resource: Stored): Gathered {
  const place = places[resource.resourceType as EntryType];
  const all: readonly Stored[] = gathered[place];
  return all.some(({ id, resourceType }) => id === resource.id && resourceType === resource.resourceType)
    ? gathered
    : { ...gathered, [place]: [...all, resource] };
}

const isEnteredInError = (resource: Stored): boolean =>
  (resource as Stored & { readonly status?: string }).status === 'entered-in-error';

/**
 * One thing of a record in plain words: what it is, what the record says of it, who says so. `gathered` holds all of its kind, and the visits;
 * a visit that is not among them is not offered. Null: it is void; all else that a timeline or a visit shows has its words.
 */
export function explainEntry(resource: Stored, gathered: Gathered, sourceOf: SourceOf, now: Date): OwnEntry | null {
  if (isVoid(resource) && (resource.resourceType !== 'Immunization' || isEnteredInError(resource))) return null;
  const found = explain(resource, including(gathered, resource), sourceOf, now) ?? { ...explainAside(resource), sources: [] };
  const { sources, ...rest } = found;
  const source = sourceOf(resource);
  const visit = encounterOf(resource);
  return {
    ...rest,
    visit: gathered.encounters.some((one) => one.id === visit && !isVoidVisit(one)) ? (visit ?? null) : null,
    source,
    others: sources.filter((one) => one.resource !== source.resource),
  };
}
