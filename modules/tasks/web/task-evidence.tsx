import { DeleteOutlined, LinkOutlined, PaperClipOutlined, UploadOutlined } from '@ant-design/icons';
import { formatNumber, formatTime } from '@songhua/ui/format.ts';
import { ProblemNotice } from '@songhua/ui/problem-notice.tsx';
import { useLanguage } from '@songhua/ui/text.ts';
import { useUndo } from '@songhua/ui/use-undo.tsx';
import { Alert, Button, Input } from 'antd';
import { type ReactNode, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { limits, type TaskDetail } from '../contract.ts';
import { readBase64 } from './read-base64.ts';
import { useWrite } from './use-write.ts';

const accepted = '.pdf,.png,.jpg,.jpeg,.docx,.xlsx,.pptx,.doc,.xls,.ofd,.txt,.csv';
const megabytes = limits.attachmentBytes / (1024 * 1024);

/** What proves the progress: files kept in the database, and links. A removal can be undone. */
export function TaskEvidence({ detail: { task, attachments, links, mayEdit } }: { readonly detail: TaskDetail }) {
  const { t } = useTranslation('tasks');
  const language = useLanguage();
  const { write, busy, error } = useWrite();
  const undo = useUndo();
  const chooser = useRef<HTMLInputElement>(null);
  const [tooLarge, setTooLarge] = useState<string | null>(null);
  const [url, setUrl] = useState('');
  const [title, setTitle] = useState('');
  const path = `/tasks/${encodeURIComponent(task.id)}`;
  const upload = async (file: File | undefined): Promise<void> => {
    if (!file) return;
    setTooLarge(file.size > limits.attachmentBytes ? file.name : null);
    if (file.size > limits.attachmentBytes) return;
    await write('POST', `${path}/attachments`, { name: file.name, content: await readBase64(file) });
  };
  const item = (id: string, kind: 'attachments' | 'links', name: string, shown: ReactNode, stamp: string) =>
    undo.pending.includes(id) ? null : (
      <li key={id}>
        {shown}
        <span className="sh-quiet">{stamp}</span>
        {mayEdit && (
          <Button
            size="small"
            type="text"
            icon={<DeleteOutlined aria-hidden="true" />}
            aria-label={t('remove', { what: name })}
            onClick={() =>
              undo.start(id, t('removed', { what: name }), async () => {
                await write('DELETE', `${path}/${kind}/${id}`);
              })
            }
          />
        )}
      </li>
    );
  return (
    <section className="tasks-section">
      <h2>{t('section.evidence')}</h2>
      {attachments.length + links.length === 0 && <p className="sh-quiet">{t('empty.evidence')}</p>}
      <ul className="tasks-list">
        {attachments.map(({ id, name, size, by, at }) =>
          item(
            id,
            'attachments',
            name,
            <a href={`/api/tasks${path}/attachments/${id}`} download={name}>
              <PaperClipOutlined aria-hidden="true" /> {name}
            </a>,
            `${formatNumber(Math.max(1, Math.round(size / 1024)), 0, language)} KB · ${by} · ${formatTime(at, language)}`,
          ),
        )}
        {links.map(({ id, url: target, title: name, by, at }) =>
          item(
            id,
            'links',
            name,
            <a href={target} target="_blank" rel="noreferrer noopener">
              <LinkOutlined aria-hidden="true" /> {name}
            </a>,
            `${by} · ${formatTime(at, language)}`,
          ),
        )}
      </ul>
      {mayEdit && (
        <>
          <div className="sh-row tasks-add">
            <input
              ref={chooser}
              type="file"
              hidden
              accept={accepted}
              aria-label={t('file.add')}
              onChange={(event) => {
                void upload(event.target.files?.[0]);
                event.target.value = '';
              }}
            />
            <Button icon={<UploadOutlined aria-hidden="true" />} disabled={busy} onClick={() => chooser.current?.click()}>
              {t('file.add')}
            </Button>
            <span className="sh-quiet">{t('file.hint', { most: megabytes })}</span>
          </div>
          <form
            className="sh-row tasks-add"
            onSubmit={async (event) => {
              event.preventDefault();
              if (!(await write('POST', `${path}/links`, { url: url.trim(), title: title.trim() || url.trim() }))) return;
              // What was typed while it was on its way stays.
              setUrl((now) => (now === url ? '' : now));
              setTitle((now) => (now === title ? '' : now));
            }}
          >
            <Input
              className="tasks-grow"
              type="url"
              aria-label={t('link.url')}
              placeholder="https://"
              maxLength={2000}
              value={url}
              onChange={(event) => setUrl(event.target.value)}
            />
            <Input
              className="tasks-grow"
              aria-label={t('link.title')}
              placeholder={t('link.title')}
              maxLength={200}
              value={title}
              onChange={(event) => setTitle(event.target.value)}
            />
            <Button htmlType="submit" disabled={!/^https?:\/\/./.test(url.trim()) || busy}>
              {t('link.add')}
            </Button>
          </form>
        </>
      )}
      {tooLarge !== null && (
        <Alert type="error" showIcon role="alert" title={t('file.too-large', { name: tooLarge, most: megabytes })} />
      )}
      {Boolean(error) && <ProblemNotice error={error} />}
    </section>
  );
}
