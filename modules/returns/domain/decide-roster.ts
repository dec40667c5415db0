import type { Collection, CountMeasure } from '@songhua/engine-city';
import type { CheckedRow, Tell } from './check-rows.ts';
import type { Column } from './columns.ts';
import { actionOf, dayBefore, differencesOf, evidenceDifference, type Planned } from './decision.ts';
import type { RawRow } from './find-heading.ts';
import { factDifferences, withFacts } from './merge-facts.ts';
import type { Places } from './places.ts';
import type { InstitutionFact, InstitutionRecord, RegistryView, ReturnScope } from './registry-shapes.ts';
import { isCounted } from './source-text.ts';
import type { Words } from './words.ts';

export interface RosterMeans {
  readonly scope: ReturnScope;
  readonly columns: readonly Column[];
  readonly words: Words;
  readonly view: RegistryView;
  readonly places: Places;
  readonly tell: Tell;
}

interface Kept {
  readonly id: string;
  readonly institution: string;
  readonly since: string | null;
  readonly until: string | null;
  readonly evidence: string;
}

/** One kind of thing that institutions list one by one. */
export interface Roster<R extends Kept> {
  readonly collection: Collection;
  readonly subject: Planned['subject'];
  /** Type of the resource whose id the record bears. */
  readonly type: string;
  /** Those of the institutions concerned that the registry has. */
  readonly existing: readonly R[];
  /** The record of a row; null when something was told of it. */
  readonly read: (row: CheckedRow, institution: InstitutionRecord) => R | null;
  readonly nameOf: (record: R) => string;
  /** A record by the columns it comes from. */
  readonly fieldsOf: (record: R) => Readonly<Record<string, unknown>>;
  /** Which figures a list of this kind comes to. */
  readonly measures: readonly CountMeasure[];
  /** Figures of the institution that its list comes to. */
  readonly factsOf: (records: readonly R[], institution: string, rows: number) => readonly InstitutionFact[];
}

export interface RosterDecision<R> {
  readonly planned: readonly Planned[];
  readonly institutions: readonly InstitutionRecord[];
  readonly records: readonly R[];
  readonly removed: readonly { readonly type: string; readonly id: string }[];
}

/** The institutions that bad rows belong to: their lists are not whole. `all` when that cannot be told of some row. */
function unsettledBy(bad: readonly RawRow[], places: Places): ReadonlySet<string> | 'all' {
  const found = new Set<string>();
  for (const { cells } of bad) {
    const one = places.institution(cells['institution'] ?? '');
    if (!one.ok) return 'all';
    found.add(one.value.id);
  }
  return found;
}

/** The newest day after the return's of which a list of this kind was counted; null when there is none. */
function laterList({ facts }: InstitutionRecord, measures: readonly CountMeasure[], asOf: string): string | null {
  const days = facts
    .filter(
      (fact) => fact.asOf > asOf && measures.includes(fact.measure) && fact.evidence === 'entered' && isCounted(fact.source),
    )
    .map((fact) => fact.asOf);
  return days.sort().at(-1) ?? null;
}

/** Whether a record still goes on by the day of the return. */
const goesOn = ({ until }: Kept, day: string): boolean => until === null || until >= day;

/**
 * What a list comes to: of each institution in the file it is the whole list, so what the file does not name has ended the day before, and is
 * taken out where it was invented or began on that very day.
 * Where rows of an institution had to be left out, nothing of it ends, no figure is counted and its list is not called complete; where it
 * cannot be told whose a row is, that holds of every institution.
 */
export function decideRoster<R extends Kept>(
  rows: readonly CheckedRow[],
  bad: readonly RawRow[],
  roster: Roster<R>,
  means: RosterMeans,
): RosterDecision<R> {
  const { scope, view, places, tell, columns, words } = means;
  let left = unsettledBy(bad, places);
  const unsettled = new Set(left === 'all' ? [] : left);
  const old = new Map(roster.existing.map((one) => [one.id, one]));
  const lines = new Map<string, number>();
  const kept = new Map<string, R[]>();
  const planned: Planned[] = [];
  for (const row of rows) {
    const place = places.institution(row.cells['institution'] ?? '');
    const institution = place.ok ? view.records.get(place.value.id) : undefined;
    if (!place.ok) {
      tell(row, 'institution', place.rule, place.message);
      left = 'all';
    }
    if (!institution) continue;
    // Lists say what is there now: an older one would bring back who has left since, and end who has come.
    const later =
      roster.measures.length > 0 ? laterList(institution, roster.measures, scope.asOf) : (view.later.get(institution.id) ?? null);
    if (later !== null) {
      tell(row, 'institution', 'older-than-registered', {
        zh: `该机构已有 ${later} 的名单入库，不能再用较早一天（${scope.asOf}）的名单覆盖`,
        en: `a list of this institution of ${later} is registered; one of an earlier day (${scope.asOf}) cannot take its place`,
      });
      unsettled.add(institution.id);
      continue;
    }
    const record = roster.read(row, institution);
    const twice = record && lines.get(record.id);
    if (twice) tell(row, 'institution', 'duplicate', { zh: `与第 ${twice} 行重复`, en: `the same as line ${twice}` });
    if (!record || twice) {
      unsettled.add(institution.id);
      continue;
    }
    lines.set(record.id, row.line);
    const own = kept.get(institution.id);
    if (own) own.push(record);
    else kept.set(institution.id, [record]);
    const before = old.get(record.id);
    const past = before ? roster.fieldsOf(before) : null;
    const differences = [
      ...differencesOf(columns, words, past, roster.fieldsOf(record)),
      ...(before ? evidenceDifference(before.evidence, record.evidence) : []),
    ];
    planned.push({
      line: row.line,
      action: actionOf(before, differences),
      subject: roster.subject,
      id: record.id,
      name: roster.nameOf(record),
      institution: institution.id,
      differences,
    });
  }
  const records = [...kept.values()].flat();
  const removed: { type: string; id: string }[] = [];
  const institutions: InstitutionRecord[] = [];
  const last = dayBefore(scope.asOf);
  const gone = Map.groupBy(
    roster.existing.filter((one) => kept.has(one.institution) && !lines.has(one.id) && goesOn(one, scope.asOf)),
    ({ institution }) => institution,
  );
  for (const [id, own] of kept) {
    if (left === 'all' || unsettled.has(id)) continue;
    for (const one of gone.get(id) ?? []) {
      const name = roster.nameOf(one);
      const isInvented = one.evidence === 'synthetic';
      // What is real and had not begun by then is no matter of this day.
      if (!isInvented && one.since !== null && one.since > scope.asOf) continue;
      // What was invented, or put in by a list of the same day that this one corrects, was never there; what was real has come to its end.
      const isNever = isInvented || one.since === scope.asOf;
      if (isNever) removed.push({ type: roster.type, id: one.id });
      else records.push({ ...one, until: last });
      const ended = { field: 'until', title: { zh: '截止日期', en: 'Until' }, before: one.until, after: last };
      planned.push({
        line: null,
        action: 'retired',
        subject: roster.subject,
        id: one.id,
        name,
        institution: id,
        differences: isNever ? [] : [ended],
      });
    }
    const before = view.records.get(id);
    if (!before) continue;
    const facts = roster.factsOf(own, id, own.length);
    const differences = factDifferences(before.facts, facts, words);
    const complete = [...new Set([...before.complete, roster.collection])];
    institutions.push({ ...before, facts: withFacts(before.facts, facts), complete });
    if (differences.length > 0)
      planned.push({
        line: null,
        action: 'changed',
        subject: 'institution',
        id,
        name: before.name,
        institution: id,
        differences,
      });
  }
  return { planned, institutions, records, removed };
}
