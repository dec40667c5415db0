import type { Interpretation, Source, TimelineEntry, TimelineKind, TimelinePart } from '../contract.ts';
import { type Condition, type Encounter, idIn, isVoid, nameOf, type Stored } from './fhir.ts';
import type { Gathered } from './gathered.ts';
import { diagnosesOf, isAdmission, isVoidVisit } from './list-care.ts';
import { conceptOf, dosageOf } from './list-medicines.ts';
import { encounterOf, type SourceOf } from './name-source.ts';
import { byLatest, dayOf, momentOf } from './order-dates.ts';
import { isAbnormal, isCritical } from './read-result.ts';
import { type Reading, spreadObservations } from './spread-observations.ts';

const kindsOfClass: Readonly<Record<string, TimelineKind>> = {
  EMER: 'emergency',
  HH: 'home',
  FLD: 'home',
};

export const kindOfVisit = (encounter: Encounter): TimelineKind =>
  isAdmission(encounter) ? 'admission' : (kindsOfClass[encounter.class?.code ?? ''] ?? 'outpatient');

/** What one visit is called: what it found, else why, else what kind of visit it was. */
export const titleOfVisit = (one: Encounter, conditions: ReadonlyMap<string, Condition>): string =>
  diagnosesOf(one, conditions).join('、') ||
  (one.reasonCode ?? []).map(nameOf).filter(Boolean).join('、') ||
  nameOf(one.type?.[0]) ||
  nameOf(one.serviceType) ||
  '';

interface Told extends TimelinePart {
  readonly of: Stored;
}

const plain = { detail: null, interpretation: null };

/** All that may belong to a visit, but the measured values. */
function partsOf(gathered: Gathered, sourceOf: SourceOf): Told[] {
  const told = (of: Stored, kind: TimelineKind, title: string, detail: string | null = null): Told => ({
    ...plain,
    of,
    kind,
    title,
    detail,
    source: sourceOf(of),
  });
  return [
    ...gathered.conditions.map((of) => told(of, 'problem', nameOf(of.code))),
    ...gathered.medications.map((of) => told(of, 'medicine', nameOf(conceptOf(of)), dosageOf(of))),
    ...gathered.reports.map((of) => told(of, 'report', nameOf(of.code), of.conclusion ?? null)),
    ...gathered.procedures.map((of) => told(of, 'procedure', nameOf(of.code))),
    ...gathered.immunizations.map((of) => told(of, 'immunisation', nameOf(of.vaccineCode))),
    ...gathered.allergies.map((of) => told(of, 'problem', nameOf(of.code))),
    ...gathered.episodes.map((of) => told(of, 'programme', nameOf(of.type?.[0]))),
    ...gathered.documents.map((of) => told(of, 'document', of.title ?? of.description ?? nameOf(of.type))),
  ].filter(({ of }) => !isVoid(of));
}

const gravity = (one: Interpretation | null): number => (isCritical(one) ? 2 : isAbnormal(one) ? 1 : 0);
const gravest = (parts: readonly { readonly interpretation: Interpretation | null }[]): Interpretation | null =>
  parts.map(({ interpretation }) => interpretation).toSorted((a, b) => gravity(b) - gravity(a))[0] ?? null;

const partOf = ({ name, measured, interpretation, source }: Reading): TimelinePart => ({
  kind: 'result',
  title: name,
  detail: measured.text,
  interpretation,
  source,
});

const stripped = ({ of: _, ...part }: Told): TimelinePart => part;

/** Values that belong to no visit and no report stand together by day and institution. */
function loose(readings: readonly Reading[]): TimelineEntry[] {
  const groups = new Map<string, Reading[]>();
  for (const reading of readings) {
    const { at, institution } = reading.source;
    const moment = momentOf(at);
    const key = `${moment === null ? '' : dayOf(moment)}|${institution.id ?? institution.name}|${reading.group}`;
    const group = groups.get(key) ?? [];
    group.push(reading);
    groups.set(key, group);
  }
  return [...groups.values()].flatMap((group): TimelineEntry[] => {
    const [first] = group;
    if (!first) return [];
    const names = [...new Set(group.map(({ name }) => name))];
    return [
      {
        kind: 'result',
        title: names.slice(0, 3).join('、') + (names.length > 3 ? ` …（${names.length}）` : ''),
        detail: group.length === 1 ? first.measured.text : null,
        at: first.source.at,
        until: null,
        status: null,
        interpretation: gravest(group),
        source: first.source,
        parts: group.length === 1 ? [] : group.map(partOf),
      },
    ];
  });
}

/**
 * One line through a life over all institutions: each visit with all that belongs to it, then what belongs to none. Values that a report names
 * stand with the report. The latest first, what bears no date last; of one moment in an order that never changes.
 */
export function drawTimeline(gathered: Gathered, sourceOf: SourceOf): TimelineEntry[] {
  const conditions = new Map(gathered.conditions.map((one) => [one.id, one]));
  const visits = gathered.encounters.filter((one) => !isVoidVisit(one));
  const known = new Set(visits.map(({ id }) => id));
  const ofVisit = new Map<string, TimelinePart[]>();
  const ofReport = new Map<string, TimelinePart[]>();
  const put = (into: Map<string, TimelinePart[]>, key: string, part: TimelinePart): void => {
    const list = into.get(key) ?? [];
    list.push(part);
    into.set(key, list);
  };
  const reportOf = new Map(
    gathered.reports.flatMap((report) =>
      (report.result ?? []).flatMap((one) => {
        const id = idIn(one, 'Observation');
        return id === undefined ? [] : [[id, report] as const];
      }),
    ),
  );
  const alone: Told[] = [];
  for (const told of partsOf(gathered, sourceOf)) {
    const visit = encounterOf(told.of);
    if (visit !== undefined && known.has(visit)) put(ofVisit, visit, stripped(told));
    else alone.push(told);
  }
  const apart: Reading[] = [];
  for (const reading of spreadObservations(gathered.observations, sourceOf)) {
    const report = reportOf.get(reading.observation.id);
    const visit = encounterOf(reading.observation) ?? (report && encounterOf(report));
    if (visit !== undefined && known.has(visit)) put(ofVisit, visit, partOf(reading));
    else if (report) put(ofReport, report.id, partOf(reading));
    else apart.push(reading);
  }
  const entries: TimelineEntry[] = [
    ...visits.map((one): TimelineEntry => {
      const parts = ofVisit.get(one.id) ?? [];
      return {
        kind: kindOfVisit(one),
        title: titleOfVisit(one, conditions),
        detail: nameOf(one.serviceType) || null,
        at: one.period?.start ?? one.period?.end ?? null,
        until: one.period?.end ?? null,
        status: one.status,
        interpretation: gravest(parts),
        source: sourceOf(one),
        parts,
      };
    }),
    ...alone.map((told): TimelineEntry => {
      const parts = told.of.resourceType === 'DiagnosticReport' ? (ofReport.get(told.of.id) ?? []) : [];
      return { ...stripped(told), at: told.source.at, until: null, status: null, interpretation: gravest(parts), parts };
    }),
    ...loose(apart),
  ];
  return entries.toSorted(inOrder);
}

/** The latest first; of one moment by what they are. */
export const inOrder = (a: Pick<TimelineEntry, 'at' | 'source'>, b: Pick<TimelineEntry, 'at' | 'source'>): number =>
  byLatest(a.at, b.at) || (a.source.resource < b.source.resource ? -1 : a.source.resource > b.source.resource ? 1 : 0);

export const sourcesIn = ({ source, parts }: TimelineEntry): readonly Source[] => [source, ...parts.map((part) => part.source)];
