import { StatusMark } from '@songhua/ui/status-mark.tsx';
import { useLanguage } from '@songhua/ui/text.ts';
import { usePost } from '@songhua/ui/use-write.ts';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Board, ResponseTask } from '../contract.ts';
import { DialogButton } from './dialog.tsx';
import { CountField, TextField } from './fields.tsx';
import { TaskMark } from './marks.tsx';
import { sayMoment } from './when.ts';

interface Draft {
  readonly percent?: number;
  readonly note?: string;
}

function TaskActions({ path, task }: { readonly path: string; readonly task: ResponseTask }) {
  const { t } = useTranslation('emergency');
  const { busy, post } = usePost();
  if (task.state === 'done' || task.state === 'cancelled') return null;
  if (task.state === 'waiting')
    return (
      <Button size="small" disabled={busy} onClick={() => void post(`/api/emergency${path}`, { to: 'acknowledged' })}>
        {t('task.take')}
      </Button>
    );
  const body =
    (to: string) =>
    ({ percent, note }: Draft) => ({
      to,
      ...(percent !== undefined && percent !== null && { percent }),
      ...(note?.trim() && { note }),
    });
  return (
    <>
      <DialogButton<Draft>
        title={t('task.progress')}
        small
        path={path}
        initial={{ percent: task.percent }}
        body={body('acknowledged')}
      >
        <CountField name="percent" label={t('task.percent')} />
        <TextField name="note" label={t('task.note')} most={1000} rows={2} />
      </DialogButton>
      <DialogButton<Draft> title={t('task.finish')} small path={path} body={body('done')}>
        <TextField name="note" label={t('task.note')} most={1000} rows={2} />
      </DialogButton>
    </>
  );
}

/** Where in the time of the response a deadline lies, in percent; the bar ends where it was done, or now. */
function place(task: ResponseTask, from: number, until: number, now: number) {
  const at = (moment: number): number => Math.min(100, Math.max(0, ((moment - from) / (until - from)) * 100));
  const end = task.doneAt === null ? now : Date.parse(task.doneAt);
  return { due: at(Date.parse(task.dueAt)), end: at(end) };
}

/** Tasks by deadline, those that are late first, each with its time as a bar: who is late is seen at once. */
export function BoardTasks({ board }: { readonly board: Board }) {
  const { t } = useTranslation('emergency');
  const language = useLanguage();
  const { tasks, event, responses, now, mayReport } = board;
  const live = tasks.filter(({ state }) => state !== 'cancelled');
  const lapsed = tasks.filter(({ state, lateHours }) => state === 'cancelled' && lateHours > 0);
  const pressing = ({ state, lateHours }: ResponseTask): number => (state === 'done' ? 2 : lateHours > 0 ? 0 : 1);
  const sorted = live.toSorted((a, b) => pressing(a) - pressing(b) || Date.parse(a.dueAt) - Date.parse(b.dueAt));
  const from = Date.parse(responses[0]?.startedAt ?? now);
  const until = Math.max(from + 3_600_000, Date.parse(now), ...live.map(({ dueAt }) => Date.parse(dueAt)));
  return (
    <section className="em-section" aria-labelledby="em-tasks">
      <h2 id="em-tasks">{t('task.title')}</h2>
      {live.length === 0 && <p className="sh-quiet">{t('empty.tasks')}</p>}
      <ul className="em-tasks">
        {sorted.map((task) => {
          const { due, end } = place(task, from, until, Date.parse(now));
          return (
            <li key={task.id}>
              <div className="em-task-head">
                <strong>{task.title[language]}</strong>
                <TaskMark task={task} />
                {mayReport && (
                  <span className="em-task-actions sh-no-print">
                    <TaskActions path={`/events/${event.id}/tasks/${task.id}`} task={task} />
                  </span>
                )}
              </div>
              <div className="em-bar" aria-hidden="true">
                <span className={task.lateHours > 0 ? 'em-bar-late' : undefined} style={{ width: `${end}%` }} />
                <i style={{ insetInlineStart: `${due}%` }} />
              </div>
              <p className="em-under">
                {[
                  t(`department.${task.department}`),
                  t(`party.${task.party}`),
                  t('due-at', { at: sayMoment(task.dueAt, language) }),
                  task.acknowledgedBy && t('task.taken-by', { by: task.acknowledgedBy }),
                  task.doneBy && t('task.done-by', { by: task.doneBy }),
                  task.note,
                ]
                  .filter(Boolean)
                  .join(' · ')}
              </p>
            </li>
          );
        })}
      </ul>
      {tasks.length > live.length && (
        <p className="sh-quiet">
          <StatusMark status="unknown" said={t('task.cancelled-count', { count: tasks.length - live.length })} />
        </p>
      )}
      {lapsed.length > 0 && (
        <details>
          <summary>{t('task.cancelled-late')}</summary>
          <ul className="em-list">
            {lapsed.map((task) => (
              <li key={task.id}>
                {task.title[language]} <TaskMark task={task} />
              </li>
            ))}
          </ul>
        </details>
      )}
    </section>
  );
}
