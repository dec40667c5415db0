import type { CountedFact, FactName, GradingFacts, GradingRule, Proposal, RuleSet } from '../contract.ts';

/** What is known of an event when it is graded: its kind, its counts, what its reports have stated. */
export interface GradedFacts {
  readonly kind: GradingRule['kinds'][number];
  readonly disease: NonNullable<GradingRule['diseases']>[number] | null;
  readonly cases: number | null;
  readonly deaths: number | null;
  readonly facts: GradingFacts;
}

type Level = GradingRule['level'];
const worstFirst: readonly Level[] = ['I', 'II', 'III', 'IV'];
const rank = (level: Level): number => worstFirst.indexOf(level);

/** What one count cannot fall short of: of these, in turn. A city has at least the cases of its worst county. */
const holds: Readonly<Partial<Record<CountedFact, readonly CountedFact[]>>> = {
  cityPeriodCases: ['countyPeriodCases'],
  cityWeekCases: ['countyWeekCases'],
  cases: ['countyPeriodCases', 'cityPeriodCases', 'countyWeekCases', 'cityWeekCases'],
  counties: ['linkedCounties', 'prefectures', 'provinces'],
  prefectures: ['provinces'],
  ratio: ['secondRatio'],
};

const stated = ({ cases, deaths, facts }: GradedFacts, fact: CountedFact): number | undefined => {
  if (fact === 'cases') return cases ?? undefined;
  return fact === 'deaths' ? (deaths ?? undefined) : facts[fact];
};

/** The least a count can be by what is known. */
const least = (known: GradedFacts, fact: CountedFact): number =>
  Math.max(stated(known, fact) ?? 0, ...(holds[fact] ?? []).map((part) => least(known, part)));

/** The most it can be: what is stated, else what holds it; Infinity when nothing bounds it. */
function most(known: GradedFacts, fact: CountedFact): number {
  const own = stated(known, fact);
  if (own !== undefined) return Math.max(own, least(known, fact));
  const holders = (Object.keys(holds) as CountedFact[]).filter((whole) => holds[whole]?.includes(fact));
  return Math.min(Number.POSITIVE_INFINITY, ...holders.map((whole) => most(known, whole)));
}

type Truth = 'yes' | 'no' | 'unknown';

function judge(known: GradedFacts, condition: GradingRule['when'][number][number]): Truth {
  if (!('atLeast' in condition)) {
    const said = known.facts[condition.fact];
    return said === undefined ? 'unknown' : said ? 'yes' : 'no';
  }
  if (least(known, condition.fact) >= condition.atLeast) return 'yes';
  return most(known, condition.fact) < condition.atLeast ? 'no' : 'unknown';
}

interface Applied {
  readonly truth: Truth;
  readonly missing: readonly FactName[];
}

/** Whether a rule applies, and which facts would still decide it. */
function applyRule(known: GradedFacts, { when, diseases }: GradingRule): Applied {
  const ways = when.map((all) => {
    const judged = all.map((condition) => ({ fact: condition.fact, truth: judge(known, condition) }));
    if (judged.some(({ truth }) => truth === 'no')) return { truth: 'no' as const, missing: [] };
    const missing = judged.filter(({ truth }) => truth === 'unknown').map(({ fact }) => fact);
    return { truth: missing.length > 0 ? ('unknown' as const) : ('yes' as const), missing };
  });
  const isOpen = diseases !== undefined && known.disease === null;
  const met = ways.some(({ truth }) => truth === 'yes');
  if (met) return isOpen ? { truth: 'unknown', missing: ['disease'] } : { truth: 'yes', missing: [] };
  const missing = [...new Set(ways.flatMap((way) => way.missing))];
  if (missing.length === 0) return { truth: 'no', missing };
  return { truth: 'unknown', missing: isOpen ? ['disease', ...missing] : missing };
}

/** Whether a rule can be about the event: while its disease is not known, a rule for some diseases can. */
const concerns = ({ kind, disease }: GradedFacts, rule: GradingRule): boolean =>
  rule.kinds.includes(kind) && (!rule.diseases || disease === null || rule.diseases.includes(disease));

/**
 * The level that the rules propose: the worst of which one applies, with those rules; and which rules of a worse level are still open for
 * want of facts. All limits are "at least", so that a proposal never falls when a count rises or something more is stated to hold.
 */
export function proposeLevel(known: GradedFacts, { version, edition, source, rules }: RuleSet): Proposal {
  const judged = rules
    .filter((rule) => concerns(known, rule))
    .map((rule) => ({ rule, ...applyRule(known, rule) }))
    .sort((a, b) => rank(a.rule.level) - rank(b.rule.level));
  const tell = ({ id, level, summary, locator, verified }: GradingRule) => ({ rule: id, level, summary, locator, verified });
  const applies = judged.filter(({ truth }) => truth === 'yes').map(({ rule }) => tell(rule));
  const level = applies[0]?.level ?? null;
  const open = judged
    .filter(({ truth, rule }) => truth === 'unknown' && (level === null || rank(rule.level) < rank(level)))
    .map(({ rule, missing }) => ({ ...tell(rule), missing: [...missing] }));
  return { rules: version, edition, source, level, applies, open };
}

/** Whether a level is worse than another; no level is the mildest. */
export const isWorse = (level: Level | null, than: Level | null): boolean =>
  level !== null && (than === null || rank(level) < rank(than));
