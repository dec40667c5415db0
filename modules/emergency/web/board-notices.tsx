import { useApi } from '@songhua/ui/query.ts';
import type { StatusName } from '@songhua/ui/status.ts';
import { StatusMark } from '@songhua/ui/status-mark.tsx';
import { useLanguage } from '@songhua/ui/text.ts';
import { usePost } from '@songhua/ui/use-write.ts';
import { Button, Form, type FormInstance, Popconfirm, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { audiences, type Board, departments, type Notice, type NoticeProposal } from '../contract.ts';
import { DialogButton } from './dialog.tsx';
import { ChoiceField, TextField } from './fields.tsx';
import { InstitutionPicker } from './institution-picker.tsx';
import { sayMoment } from './when.ts';

interface Draft {
  readonly audience?: Notice['audience'];
  readonly title: string;
  readonly body: string;
  readonly departments?: string[];
  readonly institutions?: { readonly value: string }[];
}

/** Text and recipients; what the data and the plan say to an audience can be taken over, and is then changed by hand. */
function DraftFields({ event, form }: { readonly event: string; readonly form: FormInstance<Draft> }) {
  const { t } = useTranslation('emergency');
  const audience = Form.useWatch('audience', form);
  const proposed = useApi<NoticeProposal>(audience ? `/api/emergency/events/${event}/notice-draft` : null, { audience });
  return (
    <>
      <ChoiceField name="audience" label={t('notice.audience')} of="audience" values={audiences} required />
      <p>
        <Button disabled={!audience || !proposed.data} onClick={() => proposed.data && form.setFieldsValue(proposed.data)}>
          {t('notice.propose')}
        </Button>
      </p>
      <TextField name="title" label={t('field.title')} required />
      <TextField name="body" label={t('notice.body')} most={4000} rows={6} required />
      <Form.Item name="departments" label={t('notice.departments')}>
        <Select
          mode="multiple"
          showSearch={{ optionFilterProp: 'label' }}
          options={departments.map((value) => ({ value, label: t(`department.${value}`) }))}
        />
      </Form.Item>
      <Form.Item name="institutions" label={t('notice.institutions')}>
        <InstitutionPicker />
      </Form.Item>
    </>
  );
}

const stateStatus: Readonly<Record<Notice['state'], StatusName>> = { draft: 'behind', sent: 'met', withdrawn: 'unknown' };

/** Who has it: what is acknowledged with by whom, what is not with a way to enter it for those outside the system. */
function Recipients({ board: { event, mayReport }, notice }: { readonly board: Board; readonly notice: Notice }) {
  const { t } = useTranslation('emergency');
  const language = useLanguage();
  const done = notice.to.filter(({ acknowledgedAt }) => acknowledgedAt !== null).length;
  return (
    <details>
      <summary>{t('notice.acknowledged', { done, all: notice.to.length })}</summary>
      <ul className="em-list">
        {notice.to.map((one) => (
          <li key={`${one.kind} ${one.code}`} className="em-task-head">
            <StatusMark
              status={one.acknowledgedAt === null ? 'behind' : 'met'}
              said={t(one.acknowledgedAt === null ? 'notice.waiting' : 'notice.has', {
                name: one.name[language],
                by: one.acknowledgedBy,
              })}
            />
            {one.acknowledgedAt === null && mayReport && (
              <DialogButton<{ by: string }>
                title={t('notice.enter')}
                small
                path={`/events/${event.id}/notices/${notice.id}/acknowledgements`}
                body={({ by }) => ({ kind: one.kind, code: one.code, by })}
              >
                <p>{one.name[language]}</p>
                <TextField name="by" label={t('notice.who')} most={100} required />
              </DialogButton>
            )}
          </li>
        ))}
      </ul>
    </details>
  );
}

/** Advice, bulletins and proposals: drafted here, approved by the command, sent, and acknowledged by those they name. */
export function BoardNotices({ board }: { readonly board: Board }) {
  const { t } = useTranslation('emergency');
  const language = useLanguage();
  const { busy, post } = usePost();
  const { event, mayReport, mayCommand, notices } = board;
  return (
    <section className="em-section" aria-labelledby="em-notices">
      <h2 id="em-notices">{t('notice.title')}</h2>
      {mayReport && (
        <DialogButton<Draft>
          title={t('notice.issue')}
          path={`/events/${event.id}/notices`}
          body={({ audience, title, body, departments: to = [], institutions = [] }) => ({
            ...{ audience, title, body, departments: to },
            institutions: institutions.map(({ value }) => value),
          })}
        >
          {(form) => <DraftFields event={event.id} form={form} />}
        </DialogButton>
      )}
      {notices.length === 0 && <p className="sh-quiet">{t('empty.notices')}</p>}
      {notices.toReversed().map((one) => (
        <article key={one.id} className="em-report" aria-label={one.title}>
          <p className="em-task-head">
            <strong>{t(`audience.${one.audience}`)}</strong> {one.title}
            <StatusMark status={stateStatus[one.state]} said={t(`notice-state.${one.state}`)} />
          </p>
          <p className="em-under">
            {[
              one.by,
              sayMoment(one.at, language),
              one.decidedAt && `${one.decidedBy ?? '—'} ${sayMoment(one.decidedAt, language)}`,
            ]
              .filter(Boolean)
              .join(' · ')}
          </p>
          {one.to.length > 0 && one.state === 'sent' && <Recipients board={board} notice={one} />}
          <p className="em-task-head sh-no-print">
            <Link to={`/emergency/events/${event.id}/notices/${one.id}`}>{t('notice.publish')}</Link>
            {one.state === 'draft' && mayCommand && (
              <>
                <Popconfirm
                  title={t('notice.send')}
                  description={t('notice.send-help')}
                  okText={t('save')}
                  cancelText={t('cancel')}
                  onConfirm={() => post(`/api/emergency/events/${event.id}/notices/${one.id}`, { to: 'sent' })}
                >
                  <Button size="small" type="primary" disabled={busy}>
                    {t('notice.send')}
                  </Button>
                </Popconfirm>
                <Button
                  size="small"
                  disabled={busy}
                  onClick={() => void post(`/api/emergency/events/${event.id}/notices/${one.id}`, { to: 'withdrawn' })}
                >
                  {t('notice.withdraw')}
                </Button>
              </>
            )}
          </p>
        </article>
      ))}
    </section>
  );
}
