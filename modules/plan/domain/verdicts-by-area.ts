import type { AreaTree } from '@songhua/engine-plan';
import { countStatuses, overall, type RuleOutcome, type SubjectName } from '@songhua/engine-plan/rules/index.ts';
import type { AreaVerdicts, RuleStatus } from '../contract.ts';

type Row = AreaVerdicts['items'][number];

/**
 * What the rules give in each of these areas: how many of them have each verdict there, over all subjects that are the
 * area or lie in it, and how many musts fail. `placeOf` says where a subject stands; undefined is nowhere.
 */
export function verdictsByArea(
  outcomes: readonly RuleOutcome[],
  tree: AreaTree,
  codes: readonly string[],
  placeOf: (subject: SubjectName) => string | undefined,
): Row[] {
  const wanted = new Set(codes);
  const counts = new Map(codes.map((code) => [code, { ...countStatuses([]), mustFailing: 0 }]));
  const known = new Map<string, readonly string[]>();
  const around = (code: string): readonly string[] => {
    const found = known.get(code);
    if (found) return found;
    const areas: string[] = [];
    for (let at = tree.byCode.get(code); at; at = at.parent === null ? undefined : tree.byCode.get(at.parent))
      if (wanted.has(at.code)) areas.push(at.code);
    known.set(code, areas);
    return areas;
  };
  for (const { rule, results } of outcomes) {
    const here = new Map<string, Record<RuleStatus, number>>();
    for (const { subject, status } of results) {
      for (const code of around(placeOf(subject) ?? '')) {
        const own = here.get(code) ?? { ...countStatuses([]) };
        own[status] += 1;
        here.set(code, own);
      }
    }
    for (const [code, own] of here) {
      const row = counts.get(code);
      if (!row) continue;
      const status = overall(own);
      row[status] += 1;
      if (status === 'fail' && rule.spec.severity === 'must') row.mustFailing += 1;
    }
  }
  return codes.flatMap((code) => {
    const area = tree.byCode.get(code);
    const row = counts.get(code);
    if (!area || !row) return [];
    const { mustFailing, ...verdicts } = row;
    return [{ area: { code, name: area.name }, counts: verdicts, mustFailing }];
  });
}
