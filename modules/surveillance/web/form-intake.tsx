import { useArea } from '@songhua/ui/address.ts';
import { cityDay } from '@songhua/ui/format.ts';
import { ProblemNotice } from '@songhua/ui/problem-notice.tsx';
import { useApi } from '@songhua/ui/query.ts';
import { useMay } from '@songhua/ui/session.ts';
import { useLanguage } from '@songhua/ui/text.ts';
import { useWrite } from '@songhua/ui/use-write.ts';
import { Alert, Button, Form, Input, InputNumber, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { FormField, FormSpec, SignalList } from '../contract.ts';
import { AreaFields } from './area-fields.tsx';
import { signalTitle } from './signal-title.ts';
import { countiesOf, useAreas } from './use-areas.ts';

interface Draft {
  readonly area: string;
  readonly town?: string;
  readonly place?: string;
  readonly subject: string;
  readonly from: string;
  readonly to: string;
  readonly said?: string;
  readonly answers: Readonly<Record<string, string | number | null | undefined>>;
}

function Answer({ field }: { readonly field: FormField }) {
  const language = useLanguage();
  const { name, title, kind, required, unit, choices = [], most } = field;
  const label = title[language] + (unit ? ` (${unit[language]})` : '');
  return (
    <Form.Item name={['answers', name]} label={label} rules={[{ required }]}>
      {kind === 'count' ? (
        <InputNumber min={0} max={most ?? 1_000_000} precision={0} className="sv-number" />
      ) : kind === 'choice' ? (
        <Select allowClear options={choices.map((one) => ({ value: one.value, label: one.title[language] }))} />
      ) : (
        <Input maxLength={most ?? 500} />
      )}
    </Form.Item>
  );
}

/** What is open about the same in the same county: looked at before it is reported once more. */
function Known({ area, subject }: { readonly area: string | undefined; readonly subject: string | undefined }) {
  const { t } = useTranslation('surveillance');
  const language = useLanguage();
  const asked = area !== undefined && subject !== undefined;
  const list = useApi<SignalList>(asked ? '/api/surveillance/signals' : null, { area, subject, state: 'open', limit: 5 });
  const items = asked ? (list.data?.items ?? []) : [];
  if (items.length === 0) return null;
  return (
    <Alert
      type="info"
      showIcon
      title={t('report.known', { count: list.data?.total ?? items.length })}
      description={
        <ul className="sv-list">
          {items.map((one) => (
            <li key={one.id}>
              <Link to={`/surveillance/signals/${one.id}`}>
                #{one.number} {signalTitle(one, language)}
              </Link>
            </li>
          ))}
        </ul>
      }
    />
  );
}

/** One signal by its form. What is sent twice by mistake is one signal; after it the form is empty again. */
export function FormIntake({ spec }: { readonly spec: FormSpec }) {
  const { t } = useTranslation('surveillance');
  const language = useLanguage();
  const { areas } = useAreas();
  const mayRead = useMay('surveillance.read');
  const area = useArea();
  const [form] = Form.useForm<Draft>();
  const [key, setKey] = useState(() => crypto.randomUUID());
  const [sent, setSent] = useState<string | null>(null);
  const { write, busy, error } = useWrite();
  const chosen = Form.useWatch('area', form);
  const subject = Form.useWatch('subject', form);
  const counties = countiesOf(areas);
  // Who reports for one county is not asked which.
  const county = (counties.length === 1 ? counties[0] : counties.find(({ code, level }) => code === area && level === 'county'))
    ?.code;
  const today = cityDay(new Date()) ?? '';
  const send = async ({ answers, town, place, said, ...rest }: Draft): Promise<void> => {
    const given = Object.entries(answers).filter(([, value]) => value !== undefined && value !== null && value !== '');
    const body = { ...rest, key, town: town ?? null, place: place?.trim() || null, said: said?.trim() || null };
    const answer = await write<{ id: string }>('POST', `/api/surveillance/forms/${spec.id}`, {
      ...{ ...body, answers: Object.fromEntries(given) },
    });
    if (answer === null) return;
    setSent(answer.id);
    setKey(crypto.randomUUID());
    form.resetFields();
  };
  const day = (name: 'from' | 'to') => (
    <Form.Item name={name} label={t(`field.${name}`)} rules={[{ required: true }]}>
      <Input type="date" min="1900-01-01" max={today} />
    </Form.Item>
  );
  return (
    <Form<Draft>
      form={form}
      layout="vertical"
      className="sv-form"
      initialValues={{ subject: spec.subjects[0]?.code, from: today, to: today, ...(county && { area: county }) }}
      onFinish={(draft) => void send(draft)}
    >
      <p className="sh-quiet">{t('report.no-names')}</p>
      <div className="sv-pair">
        <AreaFields />
        <Form.Item name="place" label={t('field.place')}>
          <Input maxLength={200} />
        </Form.Item>
        <Form.Item name="subject" label={t('field.subject')} rules={[{ required: true }]}>
          <Select options={spec.subjects.map(({ code, name }) => ({ value: code, label: name[language] }))} />
        </Form.Item>
        {day('from')}
        {day('to')}
        {spec.fields.map((field) => (
          <Answer key={field.name} field={field} />
        ))}
      </div>
      <Form.Item name="said" label={t('field.said')}>
        <Input.TextArea autoSize={{ minRows: 2, maxRows: 8 }} maxLength={4000} />
      </Form.Item>
      {mayRead && <Known area={chosen} subject={subject} />}
      {Boolean(error) && <ProblemNotice error={error} />}
      {sent && (
        <p role="status">
          {t('report.sent')} {mayRead && <Link to={`/surveillance/signals/${sent}`}>{t('report.look')}</Link>}
        </p>
      )}
      <Button type="primary" htmlType="submit" loading={busy}>
        {t('report.send')}
      </Button>
    </Form>
  );
}
