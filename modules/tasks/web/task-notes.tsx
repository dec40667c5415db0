import { formatTime } from '@songhua/ui/format.ts';
import { ProblemNotice } from '@songhua/ui/problem-notice.tsx';
import { useLanguage } from '@songhua/ui/text.ts';
import { Button, Input } from 'antd';
import { useTranslation } from 'react-i18next';
import type { TaskDetail } from '../contract.ts';
import { useDraft } from './use-draft.ts';
import { useWrite } from './use-write.ts';

/** Progress in words, the newest first; what is typed survives a reload until it is sent. */
export function TaskNotes({ detail: { task, notes, mayEdit } }: { readonly detail: TaskDetail }) {
  const { t } = useTranslation('tasks');
  const language = useLanguage();
  const { write, busy, error } = useWrite();
  const [text, setText, sent] = useDraft(`songhua.tasks.note.${task.id}`);
  return (
    <section className="tasks-section">
      <h2>{t('section.notes')}</h2>
      {mayEdit && (
        <form
          onSubmit={async (event) => {
            event.preventDefault();
            if (await write('POST', `/tasks/${encodeURIComponent(task.id)}/notes`, { text: text.trim() })) sent(text);
          }}
        >
          <Input.TextArea
            aria-label={t('note.text')}
            placeholder={t('note.text')}
            autoSize={{ minRows: 2, maxRows: 8 }}
            maxLength={4000}
            value={text}
            onChange={(event) => setText(event.target.value)}
          />
          <div className="sh-row tasks-add">
            <Button htmlType="submit" disabled={!text.trim() || busy}>
              {t('note.add')}
            </Button>
          </div>
        </form>
      )}
      {Boolean(error) && <ProblemNotice error={error} />}
      {notes.length === 0 && <p className="sh-quiet">{t('empty.notes')}</p>}
      {notes.map((note) => (
        <article key={note.id} className="tasks-note">
          <p className="sh-quiet">
            {note.by} · {formatTime(note.at, language)}
          </p>
          <p>{note.text}</p>
        </article>
      ))}
    </section>
  );
}
