import { formatTime } from '@songhua/ui/format.ts';
import { PageHead } from '@songhua/ui/page-head.tsx';
import { StatusMark } from '@songhua/ui/status-mark.tsx';
import { useLanguage } from '@songhua/ui/text.ts';
import { Button, Form, Input, InputNumber, Segmented } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Errand, symptom, type VisitDraft, visitOutcome } from '../contract.ts';
import { dueMarks } from './contacts-tab.tsx';
import { useFollowUp } from './use-follow-up.ts';
import './investigation.css';

interface FormProps {
  readonly errand: Errand;
  readonly onEnter: (form: VisitDraft) => void;
}

type Draft = Pick<VisitDraft, 'outcome' | 'temperature' | 'note'>;

/** What was found at one contact on the first day that nobody has entered yet. */
function VisitForm({ errand, onEnter }: FormProps) {
  const { t } = useTranslation('investigation');
  const [form] = Form.useForm<Draft>();
  const [symptoms, setSymptoms] = useState<readonly VisitDraft['symptoms'][number][]>([]);
  const send = (draft: Draft): void =>
    onEnter({
      ...{ id: crypto.randomUUID(), investigation: errand.investigation, contact: errand.contact, day: errand.nextDue },
      ...{ outcome: draft.outcome, temperature: draft.temperature ?? null, symptoms: [...symptoms] },
      ...{ note: draft.note?.trim() || null, entered: new Date().toISOString() },
    });
  return (
    <Form form={form} layout="vertical" initialValues={{ outcome: 'seen' }} onFinish={send} className="iv-visit">
      <Form.Item name="outcome" label={t('visit.outcome')}>
        <Segmented block options={visitOutcome.options.map((value) => ({ value, label: t(`visit.${value}`) }))} />
      </Form.Item>
      <Form.Item name="temperature" label={t('visit.temperature')}>
        <InputNumber min={30} max={45} step={0.1} precision={1} className="iv-wide" inputMode="decimal" />
      </Form.Item>
      <fieldset className="iv-symptoms">
        <legend>{t('visit.symptoms')}</legend>
        {symptom.options.map((value) => (
          <label key={value}>
            <input
              type="checkbox"
              checked={symptoms.includes(value)}
              onChange={({ target }) =>
                setSymptoms((now) => (target.checked ? [...now, value] : now.filter((one) => one !== value)))
              }
            />
            {t(`symptom.${value}`)}
          </label>
        ))}
      </fieldset>
      <Form.Item name="note" label={t('visit.note')}>
        <Input.TextArea maxLength={500} autoSize={{ minRows: 1, maxRows: 4 }} />
      </Form.Item>
      <Button type="primary" htmlType="submit" block>
        {t('visit.save', { day: errand.nextDue })}
      </Button>
    </Form>
  );
}

/** Whom I follow up today, overdue ones first. Works without a connection once it has been opened with one. */
export default function FollowUpPage() {
  const { t } = useTranslation('investigation');
  const language = useLanguage();
  const { kept, offline, trouble, enter, sync, signOn } = useFollowUp();
  const [open, setOpen] = useState<string | null>(null);
  const waiting = new Set((kept?.forms ?? []).map(({ contact, day }) => `${contact} ${day}`));
  const items = kept?.list?.items ?? [];
  const isOpen = (one: Errand) => (one.due === 'due' || one.due === 'overdue') && !waiting.has(`${one.contact} ${one.nextDue}`);
  const left = items.filter(isOpen).length;
  return (
    <div className="iv-follow">
      <PageHead
        title={t('follow.title')}
        lead={kept?.list ? t('follow.lead', { count: left, at: formatTime(kept.list.asOf, language) }) : undefined}
      >
        <Button size="small" onClick={() => void signOn().then(sync)}>
          {t('follow.sign-on')}
        </Button>
        <Button size="small" onClick={() => void sync()}>
          {t('follow.sync')}
        </Button>
      </PageHead>
      <p role="status" className="iv-connection">
        {offline && <StatusMark status="behind" said={t('follow.offline')} />}
        {waiting.size > 0 && <span> {t('follow.waiting', { count: waiting.size })}</span>}
        {!offline && waiting.size === 0 && kept?.list && <StatusMark status="met" said={t('follow.sent')} />}
      </p>
      {trouble.map((one) => (
        <p key={one.id} role="alert" className="iv-trouble">
          <StatusMark
            status="off-track"
            said={t(`follow.${one.became}`, {
              name: items.find(({ contact }) => contact === one.contact)?.name ?? '',
              why: one.why?.[language] ?? '',
            })}
          />
        </p>
      ))}
      {kept && !kept.list && !offline && <div className="sh-skeleton iv-skeleton" />}
      {kept?.list && items.length === 0 && <p>{t('follow.empty')}</p>}
      <ul className="iv-errands">
        {items.map((one) => (
          <li key={one.contact}>
            <div className="iv-errand">
              <div>
                <strong>{one.name}</strong>
                <span className="iv-under">
                  {[
                    one.sex && t(`sex.${one.sex}`),
                    one.age !== null && t('age', { age: one.age }),
                    t(`kind.${one.kind}`),
                    one.title,
                  ]
                    .filter(Boolean)
                    .join(' · ')}
                </span>
                <span className="iv-under">
                  {one.phone && <a href={`tel:${one.phone}`}>{one.phone}</a>} {one.address}
                </span>
                {waiting.has(`${one.contact} ${one.nextDue}`) ? (
                  <StatusMark status="behind" said={t('follow.kept')} />
                ) : (
                  <StatusMark status={dueMarks[one.due]} said={t(`due.${one.due}`, { day: one.nextDue })} />
                )}
              </div>
              {isOpen(one) && (
                <Button onClick={() => setOpen(open === one.contact ? null : one.contact)} aria-expanded={open === one.contact}>
                  {t('follow.enter')}
                </Button>
              )}
            </div>
            {open === one.contact && isOpen(one) && (
              <VisitForm
                key={one.nextDue}
                errand={one}
                onEnter={(form) => {
                  setOpen(null);
                  void enter(form);
                }}
              />
            )}
          </li>
        ))}
      </ul>
      {kept?.list?.more && <p className="sh-quiet">{t('follow.more')}</p>}
    </div>
  );
}
