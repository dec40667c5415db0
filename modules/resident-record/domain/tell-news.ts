import type { News, NewsItem, NewsKind } from '../contract.ts';
import { type Condition, isCoded, isVoid, nameOf, type Stored } from './fhir.ts';
import type { Gathered, Looks } from './gathered.ts';
import { diagnosesOf, isAdmission, isVoidVisit } from './list-care.ts';
import { conceptOf, dosageOf } from './list-medicines.ts';
import { firstLookDays, type SourceOf } from './name-source.ts';
import { byLatest, plusDays } from './order-dates.ts';
import { isAbnormal, isCritical } from './read-result.ts';
import type { Reading } from './spread-observations.ts';

const mostItems = 50;

type Told = Omit<NewsItem, 'source'> & { readonly of: Stored };

function* all(gathered: Gathered, readings: readonly Reading[], conditions: ReadonlyMap<string, Condition>): Generator<Told> {
  const plain = { detail: null, interpretation: null };
  for (const of of gathered.encounters) {
    if (isVoidVisit(of) || of.status === 'planned') continue;
    const title =
      diagnosesOf(of, conditions).join('、') || nameOf(of.reasonCode?.[0]) || nameOf(of.type?.[0]) || nameOf(of.serviceType);
    yield { ...plain, of, kind: isAdmission(of) ? 'admission' : 'encounter', title, detail: nameOf(of.serviceType) || null };
  }
  // A diagnosis of a visit is told with the visit.
  for (const of of gathered.conditions)
    if (!isCoded(of.category, 'encounter-diagnosis')) yield { ...plain, of, kind: 'problem', title: nameOf(of.code) };
  for (const of of gathered.medications)
    yield { ...plain, of, kind: 'medicine', title: nameOf(conceptOf(of)), detail: dosageOf(of) };
  for (const { observation: of, name, measured, interpretation } of readings)
    yield { of, kind: 'result', title: name, detail: measured.text, interpretation };
  for (const of of gathered.reports)
    yield { ...plain, of, kind: 'report', title: nameOf(of.code), detail: of.conclusion ?? null };
  for (const of of gathered.allergies) yield { ...plain, of, kind: 'allergy', title: nameOf(of.code) };
  for (const of of gathered.immunizations) yield { ...plain, of, kind: 'immunisation', title: nameOf(of.vaccineCode) };
  for (const of of gathered.procedures) yield { ...plain, of, kind: 'procedure', title: nameOf(of.code) };
  for (const of of gathered.episodes) yield { ...plain, of, kind: 'programme', title: nameOf(of.type?.[0]) };
  for (const of of gathered.documents)
    yield { ...plain, of, kind: 'document', title: of.title ?? of.description ?? nameOf(of.type) };
}

const weightOf = ({ kind, interpretation }: NewsItem): number =>
  isCritical(interpretation) ? 0 : kind === 'allergy' ? 1 : isAbnormal(interpretation) || kind === 'admission' ? 2 : 3;

/**
 * What came since the reader last looked, by kind, and the first of it: critical results before allergies, these before abnormal results and
 * admissions, then the latest. `since` is the earliest of the looks when the person's registrations were seen at different times.
 */
export function tellNews(
  gathered: Gathered,
  readings: readonly Reading[],
  { sourceOf, looks, now }: { readonly sourceOf: SourceOf; readonly looks: Looks; readonly now: Date },
): News {
  const conditions = new Map(gathered.conditions.map((one) => [one.id, one]));
  const items: NewsItem[] = [];
  for (const { of, ...told } of all(gathered, readings, conditions)) {
    const source = sourceOf(of);
    if (source.isNew && !isVoid(of)) items.push({ ...told, source });
  }
  const counts = new Map<NewsKind, number>();
  for (const { kind } of items) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  const seen = gathered.patients.map(({ id }) => looks.get(id) ?? null);
  const since = seen.includes(null) ? null : Math.min(...seen.flatMap((at) => at ?? []));
  return {
    since: since === null ? null : new Date(since).toISOString(),
    from: new Date(since ?? plusDays(now.getTime(), -firstLookDays)).toISOString(),
    total: items.length,
    kinds: [...counts].map(([kind, count]) => ({ kind, count })).toSorted((a, b) => b.count - a.count),
    items: items.toSorted((a, b) => weightOf(a) - weightOf(b) || byLatest(a.source.at, b.source.at)).slice(0, mostItems),
  };
}
