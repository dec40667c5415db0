import type { StatusName } from '@songhua/ui/status.ts';
import { StatusShape } from '@songhua/ui/status-mark.tsx';
import { useTranslation } from 'react-i18next';
import type { Task, TaskState } from '../contract.ts';
import { Missing } from './missing.tsx';

const shapes: Readonly<Record<TaskState, StatusName>> = {
  open: 'unknown',
  'in-progress': 'on-track',
  reported: 'behind',
  done: 'met',
  cancelled: 'unknown',
};

/** The state as shape, word and colour. Of what nobody was given it is not known whether it has begun. */
export function StateMark({ task: { state, given } }: { readonly task: Pick<Task, 'state' | 'given'> }) {
  const { t } = useTranslation('tasks');
  const word = state === 'open' && !given ? t('state.not-given') : t(`state.${state}`);
  return (
    <span className={`sh-status sh-status-${shapes[state]}`}>
      <StatusShape status={shapes[state]} />
      <span>{word}</span>
    </span>
  );
}

/** How late it is, or how soon it is due: shape, words and colour; nothing when there is time. */
export function DueMark({
  task,
  today,
}: {
  readonly task: Pick<Task, 'late' | 'level' | 'due' | 'state' | 'given' | 'assumed' | 'retired'>;
  readonly today: string;
}) {
  const { t } = useTranslation('tasks');
  if (task.late > 0) {
    const words = t('due.late', { count: task.late });
    return (
      <span
        className="sh-status sh-status-off-track"
        title={task.level > 0 ? t('due.level-why', { level: task.level }) : undefined}
      >
        <StatusShape status="off-track" />
        <span>
          {words}
          {task.level > 0 && ` · ${t('due.level', { level: task.level })}`}
        </span>
      </span>
    );
  }
  const pending = task.state === 'open' || task.state === 'in-progress';
  if (!pending || task.due === null || task.retired) return null;
  const left = Math.round((Date.parse(task.due) - Date.parse(today)) / 86_400_000);
  if (left > 30) return null;
  if (!task.given && left < 0)
    return (
      <span className="sh-status sh-status-unknown" title={t('due.not-given-why')}>
        <StatusShape status="unknown" />
        <span>{t('due.not-given')}</span>
      </span>
    );
  if (task.assumed.includes('due'))
    return (
      <span className="sh-status sh-status-unknown">
        <StatusShape status="unknown" />
        <span>{t('due.assumed')}</span>
      </span>
    );
  return (
    <span className="sh-status sh-status-behind">
      <StatusShape status="behind" />
      <span>{left === 0 ? t('due.today') : t('due.left', { count: left })}</span>
    </span>
  );
}

/** Progress of a task; a dash while nobody was given it, for then nothing is known of it. */
export function Progress({ task }: { readonly task: Pick<Task, 'percent' | 'given'> }) {
  const { t } = useTranslation('tasks');
  return task.given ? <ProgressBar percent={task.percent} /> : <Missing text={null} reason={t('missing.not-given')} />;
}

/** A bar with its number: progress in percent. */
export function ProgressBar({ percent, label }: { readonly percent: number; readonly label?: string }) {
  return (
    <span className="tasks-progress">
      <span className="tasks-progress-track" aria-hidden="true">
        <span style={{ width: `${percent}%` }} />
      </span>
      <span className="tasks-progress-number">{label ?? `${percent}%`}</span>
    </span>
  );
}
