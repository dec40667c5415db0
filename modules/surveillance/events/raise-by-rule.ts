import { dateOf } from '@songhua/engine-outbreak/calendar/days.ts';
import type { LastSeen } from '@songhua/engine-outbreak/clusters/judge-clusters.ts';
import type { Tx } from '@songhua/kernel';
import { caseFacts, countCases, lastCases } from '@songhua/module-reporting/api.ts';
import { type CaseLine, type FoundCluster, findByRules, spansOf } from '../domain/find-by-rules.ts';
import { followCluster } from '../domain/follow-cluster.ts';
import { dayNumber } from '../domain/judge-night.ts';
import { placeName } from '../domain/place-of-case.ts';
import { growSignal, holdClusters } from '../store/rule-signals.ts';
import { raiseSignal } from '../store/signals.ts';
import type { NightMeans } from './night-means.ts';

const factsAtOnce = 5_000;
const mostFacts = 200_000;
/** Absence for five years is judged where reports go back farther, and not farther back than this for want of need, years. */
const [absentYears, farthest] = [5, 12];
const year = 366;

/** The cases diagnosed in these days, all of them: of a large wave the newest are not left out. */
async function factsOf(tx: Tx, from: string, to: string, diseases: readonly string[] | null): Promise<CaseLine[]> {
  const found: CaseLine[] = [];
  while (found.length < mostFacts) {
    const after = found.at(-1)?.card;
    const further = { ...(after !== undefined && { after }), ...(diseases && { diseases }) };
    const page = await caseFacts(tx, { from, to, by: 'diagnosed', limit: factsAtOnce, ...further });
    found.push(...page);
    if (page.length < factsAtOnce) break;
  }
  return found;
}

/**
 * When a disease was last seen in a county before a day. Nobody knows where reports do not go back for more than the five years: else everything would be
 * the first for years in a system that has just begun.
 */
async function lastSeenBefore(tx: Tx, first: number): Promise<LastSeen> {
  const before = dateOf(first);
  const old = await countCases(tx, { from: dateOf(first - farthest * year), to: dateOf(first - absentYears * year) });
  const known = new Set(old.flatMap(({ county }) => county ?? []));
  if (known.size === 0) return () => undefined;
  const last = new Map(
    (await lastCases(tx, { before })).map(({ disease, county, day }) => [`${disease} ${county}`, dayNumber(day)]),
  );
  return (disease, county) => (known.has(county) ? (last.get(`${disease} ${county}`) ?? null) : undefined);
}

async function raise(tx: Tx, found: FoundCluster, { now, newId }: NightMeans): Promise<boolean> {
  const { rule, disease, place, county, from, to, cases, summary, version, when } = found;
  const begin = `${rule}/${disease}/${place.kind}/${place.key}/`;
  const method = `rule ${rule}`;
  const evidence = { rule, version, isSingle: cases.length < 2, cards: [...cases] };
  const atLeast = 'atLeast' in when ? when.atLeast : 1;
  const followed = followCluster(cases, atLeast, await holdClusters(tx, method, disease, begin));
  if (followed.kind === 'grown')
    await growSignal(tx, followed.id, { from: dateOf(from), to: dateOf(to), observed: cases.length, evidence }, now);
  if (followed.kind !== 'new') return false;
  const signal = await raiseSignal(
    tx,
    {
      // By its last case: the first may be found later than others.
      ...{ channel: 'case-reports', source: 'rule', reference: `${begin}${cases.at(-1)}` },
      ...{ area: county, town: null, place: place.kind === 'county' ? null : placeName(place.key), subject: disease },
      ...{ from: dateOf(from), to: dateOf(to), observed: cases.length, expected: null, p: null, level: 'immediate', method },
      ...{ said: summary.zh, evidence },
    },
    { by: null, now, newId },
  );
  return signal.ok && signal.value.isNew;
}

/** Raises what rules on small clusters say of cases that were found in the last week; how many signals are new. A cluster that grows stays one signal. */
export async function raiseByRule(tx: Tx, day: string, means: NightMeans): Promise<number> {
  const last = dayNumber(day);
  let raised = 0;
  for (const { days, diseases, rules } of spansOf()) {
    const lines = await factsOf(tx, dateOf(last - days), day, diseases);
    const needsPast = rules.rules.some(({ when }) => when.some((one) => 'absentYears' in one));
    const lastSeen = needsPast ? await lastSeenBefore(tx, last - days) : () => undefined;
    for (const found of findByRules(lines, rules, last, lastSeen)) if (await raise(tx, found, means)) raised += 1;
  }
  return raised;
}
