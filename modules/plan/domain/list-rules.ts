import type { Evidence } from '@songhua/engine-plan/evidence.ts';
import type { RuleOutcome, RuleResult, SubjectName } from '@songhua/engine-plan/rules/index.ts';
import type { RuleQuery, RuleStatus } from '../contract.ts';
import { verdictOrder, worstFirst } from './describe-rule.ts';

type Filter = Pick<RuleQuery, 'status' | 'severity' | 'subject' | 'ambiguous' | 'clause' | 'q' | 'sort'>;

const rank = (status: RuleStatus): number => verdictOrder.indexOf(status);

/** A failing must before a failing should, what fails before what is unknown, then those that more subjects fail. */
function byAttention(a: RuleOutcome, b: RuleOutcome): number {
  const must = ({ rule, status }: RuleOutcome): number => (status === 'fail' && rule.spec.severity === 'must' ? 0 : 1);
  return must(a) - must(b) || rank(a.status) - rank(b.status) || b.counts.fail - a.counts.fail;
}

const byId = (a: RuleOutcome, b: RuleOutcome): number =>
  a.rule.spec.id.localeCompare(b.rule.spec.id, 'en', { numeric: true, sensitivity: 'base' });

const orders: Record<Filter['sort'], (a: RuleOutcome, b: RuleOutcome) => number> = {
  attention: byAttention,
  id: byId,
  '-id': (a, b) => byId(b, a),
  failing: (a, b) => a.counts.fail - b.counts.fail,
  '-failing': (a, b) => b.counts.fail - a.counts.fail,
};

/** The rules under a filter, in the order asked for; counts by status leave the status' own filter out. */
export function listRules(
  outcomes: readonly RuleOutcome[],
  query: Filter,
): { readonly counts: Partial<Record<RuleStatus, number>>; readonly items: readonly RuleOutcome[] } {
  const words = query.q?.toLowerCase();
  const found = outcomes.filter(({ rule: { spec, readings } }) => {
    const asked = readings.flatMap(({ scopes }) => scopes.map(({ subject }) => subject));
    const texts = [spec.id, spec.summary.zh, spec.summary.en, spec.scope.text.zh, spec.scope.text.en];
    return (
      (query.severity === undefined || spec.severity === query.severity) &&
      (query.subject === undefined || asked.includes(query.subject)) &&
      (query.ambiguous === undefined || String(readings.length > 1) === query.ambiguous) &&
      (query.clause === undefined || spec.clauses.includes(query.clause)) &&
      (!words || texts.some((text) => text.toLowerCase().includes(words)))
    );
  });
  const counts = Map.groupBy(found, ({ status }) => status);
  return {
    counts: Object.fromEntries([...counts].map(([status, all]) => [status, all.length])),
    items: found.filter(({ status }) => query.status === undefined || status === query.status).toSorted(orders[query.sort]),
  };
}

const byName = (a: RuleResult, b: RuleResult): number =>
  a.subject.name.zh.localeCompare(b.subject.name.zh, 'zh') || (a.subject.id < b.subject.id ? -1 : 1);
const margin = ({ margin: value }: RuleResult): number => value ?? Number.POSITIVE_INFINITY;

export const resultSorts = {
  status: worstFirst<RuleResult>,
  margin: (results: readonly RuleResult[]) => results.toSorted((a, b) => margin(a) - margin(b)),
  '-margin': (results: readonly RuleResult[]) =>
    results.toSorted((a, b) => (b.margin ?? Number.NEGATIVE_INFINITY) - (a.margin ?? Number.NEGATIVE_INFINITY)),
  name: (results: readonly RuleResult[]) => results.toSorted(byName),
  '-name': (results: readonly RuleResult[]) => results.toSorted((a, b) => byName(b, a)),
} as const;

/** A rule's results under a filter, in the order asked for. */
export function listResults(
  { results }: RuleOutcome,
  query: { readonly status?: RuleStatus | undefined; readonly q?: string | undefined; readonly sort: keyof typeof resultSorts },
): RuleResult[] {
  const words = query.q?.toLowerCase();
  const found = results.filter(
    ({ status, subject: { id, name } }) =>
      (query.status === undefined || status === query.status) &&
      (!words || [id, name.zh, name.en].some((text) => text.toLowerCase().includes(words))),
  );
  return resultSorts[query.sort](found);
}

/** Asks for the details of the first `limit` results of each status `within` what is asked about: no more can be shown. */
export function detailsOfFirst(
  limit: number,
  within: (subject: SubjectName) => boolean,
): (subject: SubjectName, status: RuleStatus, evidence: Evidence | null) => boolean {
  const seen = new Map<string, number>();
  return (subject, status, evidence) => {
    if (!within(subject)) return false;
    // A failure that will not count as one takes no place of those that do.
    const key = `${status} ${subject.real && evidence === 'synthetic'}`;
    const before = seen.get(key) ?? 0;
    seen.set(key, before + 1);
    return before < limit;
  };
}

/** A demand is late after its day, not on it. Both are ISO dates. */
export const isOverdue = (deadline: string | null, at: string): boolean => deadline !== null && at > deadline;
