import { formatTime } from '@songhua/ui/format.ts';
import type { StatusName } from '@songhua/ui/status.ts';
import { StatusMark } from '@songhua/ui/status-mark.tsx';
import { useLanguage } from '@songhua/ui/text.ts';
import { useTranslation } from 'react-i18next';
import type { Assessment, Signal } from '../contract.ts';

const stateStatus: Readonly<Record<Signal['state'], StatusName>> = {
  new: 'behind',
  verifying: 'on-track',
  verified: 'off-track',
  event: 'off-track',
  assessed: 'off-track',
  response: 'off-track',
  closed: 'met',
  false: 'met',
  merged: 'unknown',
};

export function StateMark({ state }: Pick<Signal, 'state'>) {
  const { t } = useTranslation('surveillance');
  return <StatusMark status={stateStatus[state]} said={t(`state.${state}`)} />;
}

/** The clock of the first verdict: how long it took, how much is left, how late it is. */
export function ClockMark({ signal, now }: { readonly signal: Signal; readonly now: number }) {
  const { t } = useTranslation('surveillance');
  const language = useLanguage();
  const { raisedAt, answeredAt, dueAt, level } = signal;
  const limit = level === 'immediate' ? 2 : 24;
  const why = t('clock.rule', { hours: limit });
  const round = (ms: number): number => Math.max(0.1, Math.round(ms / 360_000) / 10);
  if (answeredAt) {
    const hours = (Date.parse(answeredAt) - Date.parse(raisedAt)) / 3_600_000;
    const late = hours > limit;
    return (
      <StatusMark
        status={late ? 'behind' : 'met'}
        said={t(late ? 'clock.late' : 'clock.met', { hours: round(hours * 3_600_000) })}
        why={why}
      />
    );
  }
  if (!dueAt) return null;
  const left = Date.parse(dueAt) - now;
  const due = t('clock.due', { at: formatTime(dueAt, language) });
  return left < 0 ? (
    <StatusMark status="off-track" said={t('clock.overdue', { hours: round(-left) })} why={`${due} ${why}`} />
  ) : (
    <StatusMark status="on-track" said={t('clock.left', { hours: round(left) })} why={`${due} ${why}`} />
  );
}

const riskStatus: Readonly<Record<Assessment['risk'], StatusName>> = {
  low: 'met',
  moderate: 'on-track',
  high: 'behind',
  'very-high': 'off-track',
};

export function RiskMark({ risk }: Pick<Assessment, 'risk'>) {
  const { t } = useTranslation('surveillance');
  return <StatusMark status={riskStatus[risk]} said={t(`risk.${risk}`)} why={t('assess.rule')} />;
}
