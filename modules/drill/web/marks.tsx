import type { StatusName } from '@songhua/ui/status.ts';
import { StatusMark } from '@songhua/ui/status-mark.tsx';
import { useTranslation } from 'react-i18next';
import type { DrillPlan, Judged, RunHead } from '../contract.ts';
import { sayHours } from './say-hours.ts';

const runStatus = { running: 'behind', paused: 'unknown', ended: 'met' } as const;

export function RunMark({ state }: Pick<RunHead, 'state'>) {
  const { t } = useTranslation('drill');
  return <StatusMark status={runStatus[state]} said={t(`run-state.${state}`)} />;
}

const verdictStatus: Readonly<Record<Judged['state'], StatusName>> = {
  ...{ waiting: 'unknown', running: 'on-track', met: 'met', late: 'behind', overdue: 'off-track', missed: 'off-track' },
};

/** How an expectation stands, and how long it took or takes, beside its limit. */
export function VerdictMark({ judged: { state, hours, withinHours } }: { readonly judged: Judged }) {
  const { t } = useTranslation('drill');
  const took = hours === null ? '' : ` ${sayHours(hours)} / ${sayHours(withinHours)}`;
  return <StatusMark status={verdictStatus[state]} said={t(`verdict.${state}`) + took} />;
}

export function PlanMark({ plan: { state, overdue } }: { readonly plan: DrillPlan }) {
  const { t } = useTranslation('drill');
  if (overdue) return <StatusMark status="off-track" said={t('plan.overdue')} />;
  const status = { planned: 'on-track', held: 'met', cancelled: 'unknown' } as const;
  return <StatusMark status={status[state]} said={t(`plan-state.${state}`)} />;
}
