import { formatDate } from '@songhua/ui/format.ts';
import { useLanguage } from '@songhua/ui/text.ts';
import { Button, Form, Input, InputNumber, Segmented } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Errand, symptom, type VisitDraft, visitOutcome } from '../contract.ts';

interface FormProps {
  readonly errand: Errand;
  readonly onEnter: (form: VisitDraft) => void;
}

type Draft = Pick<VisitDraft, 'outcome' | 'temperature' | 'note'>;

/** What was found at one contact on the first day that nobody has entered yet. */
export function VisitForm({ errand, onEnter }: FormProps) {
  const { t } = useTranslation('investigation');
  const language = useLanguage();
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
        {t('visit.save', { day: formatDate(errand.nextDue, language) })}
      </Button>
    </Form>
  );
}
