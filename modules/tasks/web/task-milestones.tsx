import { DeleteOutlined } from '@ant-design/icons';
import { formatDate } from '@songhua/ui/format.ts';
import { ProblemNotice } from '@songhua/ui/problem-notice.tsx';
import { useLanguage } from '@songhua/ui/text.ts';
import { useUndo } from '@songhua/ui/use-undo.tsx';
import { Button, Checkbox, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { TaskDetail } from '../contract.ts';
import { useWrite } from './use-write.ts';

/** The steps of a task: reached with one click, each by itself, so that two people who tick two of them both have. */
export function TaskMilestones({ detail }: { readonly detail: TaskDetail }) {
  const { task, milestones, today } = detail;
  const mayEdit = detail.mayEdit && task.state !== 'done' && task.state !== 'cancelled';
  const { t } = useTranslation('tasks');
  const language = useLanguage();
  const { write, busy, error } = useWrite();
  const undo = useUndo();
  const [title, setTitle] = useState('');
  const [due, setDue] = useState('');
  const path = `/tasks/${encodeURIComponent(task.id)}/milestones`;
  const shown = milestones.filter(({ id }) => !undo.pending.includes(id));
  return (
    <section className="tasks-section">
      <h2>{t('section.milestones')}</h2>
      {shown.length === 0 && <p className="sh-quiet">{t('empty.milestones')}</p>}
      <ul className="tasks-list">
        {shown.map((one) => (
          <li key={one.id}>
            <Checkbox
              checked={one.doneOn !== null}
              disabled={!mayEdit || busy}
              onChange={() =>
                void write('PATCH', `${path}/${one.id}`, { version: one.version, doneOn: one.doneOn ? null : today })
              }
            >
              {one.title[language]}
            </Checkbox>
            <span className={one.doneOn === null && one.due !== null && one.due < today ? 'tasks-late' : 'sh-quiet'}>
              {one.doneOn
                ? t('milestone.done', { day: formatDate(one.doneOn, language) })
                : one.due && t('milestone.due', { day: formatDate(one.due, language) })}
            </span>
            {mayEdit && !one.id.startsWith(`${task.id}.m`) && (
              <Button
                size="small"
                type="text"
                icon={<DeleteOutlined aria-hidden="true" />}
                aria-label={t('remove', { what: one.title[language] })}
                onClick={() =>
                  undo.start(one.id, t('removed', { what: one.title[language] }), async () => {
                    await write('DELETE', `${path}/${one.id}`);
                  })
                }
              />
            )}
          </li>
        ))}
      </ul>
      {mayEdit && (
        <form
          className="sh-row tasks-add"
          onSubmit={async (event) => {
            event.preventDefault();
            if (!title.trim()) return;
            const body = { title: { zh: title.trim(), en: title.trim() }, due: due || null };
            if (!(await write('POST', path, body))) return;
            // What was typed while it was on its way stays.
            setTitle((now) => (now === title ? '' : now));
            setDue((now) => (now === due ? '' : now));
          }}
        >
          <Input
            className="tasks-grow"
            aria-label={t('milestone.title')}
            placeholder={t('milestone.title')}
            maxLength={300}
            value={title}
            onChange={(event) => setTitle(event.target.value)}
          />
          <input
            type="date"
            aria-label={t('column.due')}
            value={due}
            min="2000-01-01"
            max="2200-12-31"
            onChange={(event) => setDue(event.target.value)}
          />
          <Button htmlType="submit" disabled={!title.trim() || busy}>
            {t('add')}
          </Button>
        </form>
      )}
      {Boolean(error) && <ProblemNotice error={error} />}
    </section>
  );
}
