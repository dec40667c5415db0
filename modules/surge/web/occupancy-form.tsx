import { ProblemNotice } from '@songhua/ui/problem-notice.tsx';
import { useWrite } from '@songhua/ui/use-write.ts';
import { App, Button, Form, Input, InputNumber } from 'antd';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import type { Facility } from '../contract.ts';

interface Draft {
  readonly day: string;
  readonly occupied: Record<string, number | null>;
}

/** A day's beds in use, ward by ward, or from a spreadsheet's table. */
export function OccupancyForm({ facility }: { readonly facility: Facility }) {
  const { t } = useTranslation('surge');
  const { message } = App.useApp();
  const { write, busy, error } = useWrite();
  const [form] = Form.useForm<Draft>();
  const file = useId();
  const { institution, wards, today } = facility;
  const done = (answer: { taken: number } | null) => {
    if (answer) void message.success(t('report.taken', { count: answer.taken }));
  };
  const send = async ({ day, occupied }: Draft) => {
    const entries = Object.entries(occupied).flatMap(([ward, count]) =>
      typeof count === 'number' ? { ward, occupied: count } : [],
    );
    done(await write<{ taken: number }>('POST', '/api/surge/occupancy', { institution, day, entries }));
  };
  const sendFile = async (chosen: File | undefined) => {
    if (!chosen) return;
    const day = form.getFieldValue('day') as string;
    done(await write<{ taken: number }>('POST', '/api/surge/occupancy/file', { institution, day, csv: await chosen.text() }));
  };
  return (
    <section className="su-report sh-no-print" aria-label={t('report.title')}>
      <h2>{t('report.title')}</h2>
      <Form form={form} layout="vertical" initialValues={{ day: today }} onFinish={(draft) => void send(draft)}>
        <Form.Item name="day" label={t('report.day')} rules={[{ required: true }]}>
          <Input type="date" max={today} className="su-date" />
        </Form.Item>
        <div className="su-grid">
          {wards.map((ward) => (
            <Form.Item key={ward.id} name={['occupied', ward.id]} label={`${ward.name}（${ward.beds}）`}>
              <InputNumber min={0} max={2 * ward.beds} className="su-number" />
            </Form.Item>
          ))}
        </div>
        <div className="sh-row">
          <Button type="primary" htmlType="submit" loading={busy}>
            {t('report.send')}
          </Button>
          <label htmlFor={file}>{t('report.file')}</label>
          <input id={file} type="file" accept=".csv,text/csv" onChange={(event) => void sendFile(event.target.files?.[0])} />
        </div>
      </Form>
      {Boolean(error) && <ProblemNotice error={error} />}
    </section>
  );
}
