import { once } from './baseline-figures.ts';
import { type ConsistencyInput, computed, type Deadline, type Finding } from './finding.ts';

const days = (from: string, to: string): number => Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000);

/** What is due before the plan was issued, or so soon after that nothing can be done; one finding for each day. */
export function checkDeadlines(input: ConsistencyInput): Finding[] {
  const { plan, claims } = input;
  const { issued } = plan.document;
  const stated: readonly Deadline[] = [
    ...plan.indicators.flatMap(({ id, targets }) => targets.map(({ date }) => ({ id, date, clauses: [id] }))),
    ...claims.deadlines,
    ...(input.deadlines ?? []),
  ];
  const early = stated.filter(({ date }) => days(issued, date) <= claims.nearDays);
  return [...Map.groupBy(early, (deadline) => deadline.date)]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([date, deadlines]): Finding => {
      const clauses = once(deadlines.flatMap((deadline) => deadline.clauses));
      const left = days(issued, date);
      const arithmetic = `${date} − ${issued} = ${String(left).replace('-', '−')} d`;
      if (left < 0) {
        const summary = {
          zh: `${clauses.length} 个条款的期限 ${date} 在规划印发之前 ${-left} 天。`,
          en: `${date}, on which ${clauses.length} clauses are due, is ${-left} days before the plan was issued.`,
        };
        return computed('due-before-issue', date, 'medium', clauses, summary, arithmetic);
      }
      const summary = {
        zh: `${clauses.length} 个条款的期限 ${date} 距规划印发只有 ${left} 天。`,
        en: `${date}, on which ${clauses.length} clauses are due, is only ${left} days after the plan was issued.`,
      };
      return computed('due-near-issue', date, 'low', clauses, summary, arithmetic);
    });
}
