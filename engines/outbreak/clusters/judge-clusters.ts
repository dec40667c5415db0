import type {
  ClusterAbsence,
  ClusterCase,
  ClusterLimit,
  ClusterRule,
  ClusterRuleSet,
  ClusterSubject,
  PlaceKind,
} from './cluster-rule.ts';
import { findWindows } from './find-windows.ts';

/** A rule that applies: to which disease, where, when and because of which cases. */
export interface ClusterFinding {
  readonly rule: string;
  readonly version: string;
  readonly verified: boolean;
  readonly disease: string;
  readonly when: ClusterLimit | ClusterAbsence;
  readonly place: { readonly kind: PlaceKind | 'county'; readonly key: string };
  readonly from: number;
  readonly to: number;
  /** Day of the case by which the limit was reached: until it is reported a clock runs from then. */
  readonly reachedOn: number;
  /** Ids of the cases that count, in order of their days. */
  readonly cases: readonly string[];
  readonly report: ClusterRule['report'];
  readonly summary: ClusterRule['summary'];
}

/**
 * Day of the last case of a disease in a county before the cases handed in; null where there never was one, undefined where nobody knows, and then absence is not judged.
 */
export type LastSeen = (disease: string, county: string) => number | null | undefined;

const year = 365.25;

const countedBy: Readonly<Record<ClusterLimit['count'], (one: ClusterCase) => boolean>> = {
  cases: () => true,
  hospitalised: ({ hospitalised }) => hospitalised,
  died: ({ died }) => died,
};

/** The day on which a case counts. */
const dayBy: Readonly<Record<ClusterLimit['count'], (one: ClusterCase) => number>> = {
  cases: ({ day }) => day,
  hospitalised: ({ day, hospitalisedOn }) => hospitalisedOn ?? day,
  died: ({ day, diedOn }) => diedOn ?? day,
};

const belongs = ({ disease, subtypes }: ClusterSubject, one: ClusterCase): boolean =>
  one.disease === disease && (subtypes === undefined || (one.subtype !== null && subtypes.includes(one.subtype)));

function atPlaces(cases: readonly ClusterCase[], kind: PlaceKind | 'county'): [string, ClusterCase[]][] {
  const groups = Map.groupBy(cases, (one) => (kind === 'county' ? one.county : one.places[kind]));
  return [...groups].flatMap(([key, group]) => (key === undefined ? [] : [[key, group] as [string, ClusterCase[]]]));
}

/** Of cases in one county those before which nobody had the disease for so long; those of one day stand together. */
function afterAbsence(cases: readonly ClusterCase[], { absentYears }: ClusterAbsence, last: number | null) {
  let before = last;
  return findWindows(cases, 1, 1).filter(({ from }) => {
    const absent = before === null || from - before > absentYears * year;
    before = Math.max(from, before ?? from);
    return absent;
  });
}

function windowsOf(cases: readonly ClusterCase[], when: ClusterLimit | ClusterAbsence, disease: string, lastSeen: LastSeen) {
  if ('absentYears' in when)
    return atPlaces(cases, 'county').flatMap(([key, group]) => {
      const last = lastSeen(disease, key);
      return last === undefined
        ? []
        : afterAbsence(group, when, last).map((window) => ({ place: { kind: 'county' as const, key }, window }));
    });
  const counted = cases.filter(countedBy[when.count]).map((one) => ({ ...one, day: dayBy[when.count](one) }));
  const kinds = when.within === 'county' ? (['county'] as const) : when.within;
  return kinds.flatMap((kind) =>
    atPlaces(counted, kind).flatMap(([key, group]) =>
      findWindows(group, when.atLeast, when.days).map((window) => ({ place: { kind, key }, window })),
    ),
  );
}

/**
 * Which rules apply to these cases, rule by rule. A case told twice of one disease counts as it was told last, and one of two diseases for each; stretches of days in which a limit stays reached are one finding.
 * `lastSeen` is asked only by rules about absence.
 */
export function judgeClusters(
  cases: readonly ClusterCase[],
  { rules, version, verified }: ClusterRuleSet,
  lastSeen: LastSeen = () => undefined,
): ClusterFinding[] {
  const once = [...new Map(cases.map((one) => [JSON.stringify([one.id, one.disease]), one])).values()];
  const diseases = [...new Set(once.map(({ disease }) => disease))].map((disease) => ({ disease }));
  return rules.flatMap(({ id, subjects, when, report, summary }) =>
    (subjects === 'any' ? diseases : subjects).flatMap((subject) => {
      const own = once.filter((one) => belongs(subject, one));
      return when.flatMap((condition) =>
        windowsOf(own, condition, subject.disease, lastSeen).map(({ place, window }) => ({
          rule: id,
          version,
          verified,
          disease: subject.disease,
          when: condition,
          place,
          from: window.from,
          to: window.to,
          reachedOn: window.reachedOn,
          cases: window.items.map((one) => one.id),
          report,
          summary,
        })),
      );
    }),
  );
}
