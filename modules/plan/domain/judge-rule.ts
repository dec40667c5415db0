import type { FactSource, SubjectName, Wanted } from '@songhua/engine-plan/rules/index.ts';
import {
  countStatuses,
  evaluateRule,
  overall,
  type Rule,
  type RuleOutcome,
  type RuleResult,
} from '@songhua/engine-plan/rules/index.ts';
import type { Text } from '@songhua/kernel';

const invented: Text = {
  zh: '只依据合成数据会判为不符合；真实的地方和机构不以合成数据判定',
  en: 'it would fail by synthetic figures only; a real place or institution is not judged by them',
};

/** A real place or institution never fails by invented figures: then it is not known. */
function guard(result: RuleResult): RuleResult {
  if (!result.subject.real) return result;
  const readings = result.readings?.map((one) =>
    one.status === 'fail' && one.evidence === 'synthetic' ? { ...one, status: 'unknown' as const, margin: null } : one,
  );
  const own = result.status === 'fail' && result.evidence === 'synthetic';
  if (!own && !readings) return result;
  return {
    ...result,
    ...(readings && { readings }),
    ...(own && { status: 'unknown' as const, margin: null, reason: invented }),
  };
}

/**
 * A rule on the subjects `within` lets through, on the day `at`. Real places and institutions never fail by synthetic
 * figures. Details as `evaluateRule` takes them.
 */
export function judgeRule(
  rule: Rule,
  source: FactSource,
  at: string,
  wanted: Wanted = {},
  within: (subject: SubjectName) => boolean = () => true,
): RuleOutcome {
  const outcome = evaluateRule(rule, source, at, wanted);
  const results = outcome.results.filter(({ subject }) => within(subject)).map(guard);
  const counts = countStatuses(results);
  const readings = outcome.readings.map((reading, i) => {
    const own = countStatuses(results.flatMap((result) => result.readings?.[i] ?? []));
    return { ...reading, status: overall(own), counts: own };
  });
  return { ...outcome, results, counts, readings, status: overall(counts) };
}
