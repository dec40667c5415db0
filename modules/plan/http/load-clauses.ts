import { evaluateIndicator } from '@songhua/engine-plan';
import { ok, type Result, type Tx } from '@songhua/kernel';
import { dayInBeijing } from '@songhua/module-registry/api.ts';
import { type ClauseTask, tasksOfClauses } from '@songhua/module-tasks/api.ts';
import type { ClauseWorld } from '../domain/list-clauses.ts';
import { houseModules } from '../store/house.ts';
import { judgeAll, loadRules, type RuleQuestion } from './load-rules.ts';

/** A question about a plan's clauses: everything that can embody one, as it stands on the day. */
export interface ClauseQuestion extends RuleQuestion {
  readonly clauses: ClauseWorld;
  readonly outcomes: ReturnType<typeof judgeAll>;
  readonly evaluations: readonly ReturnType<typeof evaluateIndicator>[];
  readonly tasks: readonly ClauseTask[];
}

/** Everything that can embody a clause; tasks are as late as they are today in Beijing, whatever day the facts are of. */
export async function loadClauses(
  tx: Tx,
  now: Date,
  query: { readonly plan?: string | undefined; readonly area?: string | undefined; readonly at?: string | undefined },
): Promise<Result<ClauseQuestion>> {
  const question = await loadRules(tx, now, query);
  if (!question.ok) return question;
  const { world, body, area, at, quotes } = question.value;
  const outcomes = judgeAll(question.value, () => ({ details: 'none' }));
  const evaluations = world.plan.indicators.map((indicator) => evaluateIndicator(world, indicator, area.code, at));
  const ids = body.clauses.map(({ id }) => id);
  const found = await tasksOfClauses(tx, ids, dayInBeijing(now));
  const tasks = [...new Map([...found.values()].flat().map((task) => [task.id, task])).values()];
  const prefix = `${world.plan.id}.`;
  return ok({
    ...question.value,
    outcomes,
    evaluations,
    tasks,
    clauses: {
      indicators: new Map(evaluations.map(({ indicator, status }) => [indicator.id, { name: indicator.name, status }])),
      rules: new Map(outcomes.map(({ rule, status }) => [rule.spec.id, { summary: rule.spec.summary, status }])),
      tasks: new Map(
        tasks.map((task) => {
          const behind = task.areas.toSorted((a, b) => b.late - a.late || a.percent - b.percent)[0];
          const name = task.id.startsWith(prefix) ? task.id.slice(prefix.length) : task.id;
          return [name, { ...task, id: behind?.id ?? task.id, late: task.late > 0 }];
        }),
      ),
      modules: await houseModules(tx),
      quotes,
    },
  });
}
