import { formatTime } from '@songhua/ui/format.ts';
import { PageHead } from '@songhua/ui/page-head.tsx';
import { Loaded } from '@songhua/ui/problem-notice.tsx';
import { useApi } from '@songhua/ui/query.ts';
import { useLanguage } from '@songhua/ui/text.ts';
import { usePost } from '@songhua/ui/use-write.ts';
import { Alert, Button, Form, Input, InputNumber } from 'antd';
import { useTranslation } from 'react-i18next';
import './privacy.css';

interface Own {
  readonly items: readonly { readonly id: string; readonly patient: string; readonly until: string }[];
}

interface Wanted {
  readonly patient: string;
  readonly reason: string;
  readonly minutes: number;
}

/** Reaches the record of a person in an emergency: whom, why, for how long; and what is open now. */
export default function EmergencyPage() {
  const { t } = useTranslation('privacy');
  const language = useLanguage();
  const { busy, post } = usePost();
  const [form] = Form.useForm<Wanted>();
  const own = useApi<Own>('/api/access/emergency/mine');
  return (
    <>
      <PageHead title={t('emergency.title')} lead={t('emergency.lead')} />
      <Form
        form={form}
        layout="vertical"
        style={{ maxWidth: 560 }}
        initialValues={{ minutes: 60 }}
        onFinish={async (wanted: Wanted) => {
          if (await post('/api/access/emergency', wanted)) form.resetFields();
        }}
      >
        <Form.Item
          name="patient"
          label={t('patient')}
          rules={[{ required: true, pattern: /^Patient\/[A-Za-z0-9.-]{1,64}$/, message: t('emergency.patient-rule') }]}
        >
          <Input placeholder="Patient/123" />
        </Form.Item>
        <Form.Item
          name="reason"
          label={t('emergency.reason')}
          extra={t('emergency.reason-hint')}
          rules={[{ required: true, whitespace: true, min: 5, message: t('emergency.reason-rule') }]}
        >
          <Input.TextArea rows={3} maxLength={500} />
        </Form.Item>
        <Form.Item
          name="minutes"
          label={t('emergency.minutes')}
          rules={[{ required: true, message: t('emergency.minutes-rule') }]}
        >
          <InputNumber min={5} max={240} step={15} />
        </Form.Item>
        <Button type="primary" danger htmlType="submit" loading={busy}>
          {t('emergency.open')}
        </Button>
      </Form>
      <h2>{t('emergency.mine')}</h2>
      <Loaded query={own} rows={2}>
        {({ items }) =>
          items.length === 0 ? (
            <p className="sh-quiet">{t('emergency.none')}</p>
          ) : (
            items.map(({ id, patient, until }) => (
              <Alert
                key={id}
                type="warning"
                showIcon
                style={{ marginBlockEnd: 8 }}
                title={t('emergency.until', { patient, until: formatTime(until, language) })}
                action={
                  <Button size="small" onClick={() => void post(`/api/access/emergency/${id}/end`, {})}>
                    {t('emergency.end')}
                  </Button>
                }
              />
            ))
          )
        }
      </Loaded>
    </>
  );
}
