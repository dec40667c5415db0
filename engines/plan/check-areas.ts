import type { Faults } from './check-plan.ts';
import type { PlanError } from './plan-error.ts';
import type { Path } from './read-yaml.ts';
import type { Plan } from './schema.ts';

/** Area codes the plan uses that its area tree does not have. */
export function checkAreas(plan: Plan, areas: ReadonlySet<string>, faults: Faults): PlanError[] {
  const check = (fault: Faults['plan'], at: Path, code: string): PlanError[] =>
    areas.has(code)
      ? []
      : [fault(at, 'undefined-area', { zh: 'areas.csv 中没有此地区代码', en: 'this code is not in areas.csv' }, code)];
  return [
    ...check(faults.plan, ['plan', 'area'], plan.area),
    ...plan.indicators.flatMap((indicator, i) =>
      indicator.targets.flatMap((target, t) => check(faults.indicators, ['indicators', i, 'targets', t, 'area'], target.area)),
    ),
    ...plan.tables.flatMap((table, t) => [
      ...table.rows.flatMap((code, r) => check(faults.tables, ['tables', t, 'rows', r], code)),
      ...table.groups.flatMap((group, g) =>
        group.columns.flatMap((column, c) =>
          Object.keys(column.targets ?? {}).flatMap((code) =>
            check(faults.tables, ['tables', t, 'groups', g, 'columns', c, 'targets', code], code),
          ),
        ),
      ),
    ]),
  ];
}
