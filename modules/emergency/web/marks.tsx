import type { StatusName } from '@songhua/ui/status.ts';
import { StatusMark } from '@songhua/ui/status-mark.tsx';
import { useLanguage } from '@songhua/ui/text.ts';
import { useTranslation } from 'react-i18next';
import type { Clock, EmergencyEvent, ResponseTask, Supply } from '../contract.ts';
import { sayMoment } from './when.ts';

const levelStatus = { I: 'off-track', II: 'off-track', III: 'behind', IV: 'on-track' } as const;

/** The level as shape, word and colour; none is said as such. */
export function LevelMark({ level }: { readonly level: EmergencyEvent['level'] }) {
  const { t } = useTranslation('emergency');
  return <StatusMark status={level ? levelStatus[level] : 'unknown'} said={t(`level.${level ?? 'none'}`)} />;
}

const stateStatus: Readonly<Record<EmergencyEvent['state'], StatusName>> = {
  reported: 'unknown',
  verified: 'behind',
  responding: 'off-track',
  ended: 'on-track',
  closed: 'met',
  discarded: 'unknown',
};

export function StateMark({ state }: { readonly state: EmergencyEvent['state'] }) {
  const { t } = useTranslation('emergency');
  return <StatusMark status={stateStatus[state]} said={t(`state.${state}`)} />;
}

const clockStatus: Readonly<Record<Clock['state'], StatusName>> = {
  met: 'met',
  late: 'behind',
  running: 'on-track',
  overdue: 'off-track',
  unknown: 'unknown',
};

/** One clock of 7-1-7 or of the law, with its limit where it is pointed at. */
export function ClockMark({ clock }: { readonly clock: Clock }) {
  const { t } = useTranslation('emergency');
  const language = useLanguage();
  const hours = clock.hours === null ? '' : ` ${t('hours', { hours: clock.hours })}`;
  const due = clock.dueAt === null ? '' : ` · ${t('due-at', { at: sayMoment(clock.dueAt, language) })}`;
  return (
    <StatusMark
      status={clockStatus[clock.state]}
      said={`${t(`clock.${clock.step}`)}: ${t(`clock-state.${clock.state}`)}${hours}`}
      why={t(clock.step === 'report' ? 'clock.limit-law' : 'clock.limit', { hours: clock.limitHours }) + due}
    />
  );
}

/** How a task stands, and how late it is. */
export function TaskMark({ task }: { readonly task: Pick<ResponseTask, 'state' | 'lateHours' | 'percent'> }) {
  const { t } = useTranslation('emergency');
  const { state, lateHours, percent } = task;
  const word = t(`task.${state}`) + (state === 'acknowledged' ? ` ${percent}%` : '');
  if (lateHours > 0)
    return (
      <StatusMark
        status={state === 'done' ? 'behind' : state === 'cancelled' ? 'unknown' : 'off-track'}
        said={`${word} · ${t('late-by', { hours: lateHours })}`}
      />
    );
  const status = { waiting: 'behind', acknowledged: 'on-track', done: 'met', cancelled: 'unknown' } as const;
  return <StatusMark status={status[state]} said={word} />;
}

const warningStatus = { 'none-left': 'off-track', expired: 'off-track', 'below-minimum': 'behind', expiring: 'behind' } as const;

/** What to warn of; that all is well is said, too. */
export function SupplyMarks({ warnings }: { readonly warnings: Supply['warnings'] }) {
  const { t } = useTranslation('emergency');
  if (warnings.length === 0) return <StatusMark status="met" said={t('warning.none')} />;
  return (
    <span className="em-marks">
      {warnings.map((one) => (
        <StatusMark key={one} status={warningStatus[one]} said={t(`warning.${one}`)} />
      ))}
    </span>
  );
}
