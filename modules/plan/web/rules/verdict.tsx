import { type MarkName, StatusMark } from '@songhua/ui/status-mark.tsx';
import { useTranslation } from 'react-i18next';
import type { RuleStatus } from '../../contract.ts';

/** Worst first: the order in which a planner wants to read. */
export const verdicts = ['fail', 'unknown', 'pass', 'not-applicable'] as const satisfies readonly RuleStatus[];

/** The four verdicts in the shapes and colours of the four levels of every status. */
export const markOf: Readonly<Record<RuleStatus, MarkName>> = {
  fail: 'off-track',
  unknown: 'unknown',
  pass: 'met',
  'not-applicable': 'none',
};

/** Shape + word + colour of what a rule gives. */
export function Verdict({ status, why }: { readonly status: RuleStatus; readonly why?: string | undefined }) {
  const { t } = useTranslation('plan');
  return <StatusMark status={markOf[status]} said={t(`verdict.${status}`)} why={why} />;
}
