import { type MarkName, StatusMark } from '@songhua/ui/status-mark.tsx';
import { useTranslation } from 'react-i18next';
import type { ClauseStatus } from '../../contract.ts';

/** Worst first. */
export const clauseStatuses = [
  'failing',
  'late',
  'unknown',
  'planned',
  'under-way',
  'in-place',
  'met',
] as const satisfies readonly ClauseStatus[];

export const clauseMarks: Readonly<Record<ClauseStatus, MarkName>> = {
  failing: 'off-track',
  late: 'behind',
  unknown: 'unknown',
  planned: 'none',
  'under-way': 'on-track',
  'in-place': 'on-track',
  met: 'met',
};

/** Shape + word + colour of how a clause stands. */
export function ClauseMark({ status }: { readonly status: ClauseStatus }) {
  const { t } = useTranslation('plan');
  return <StatusMark status={clauseMarks[status]} said={t(`clause-status.${status}`)} />;
}
