import { PageHead } from '@songhua/ui/page-head.tsx';
import { Loaded, ProblemNotice } from '@songhua/ui/problem-notice.tsx';
import { useApi } from '@songhua/ui/query.ts';
import { useWrite } from '@songhua/ui/use-write.ts';
import { Button, Form, InputNumber } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ReportingSettings } from '../contract.ts';
import { LaidAside } from './laid-aside.tsx';
import './reporting.css';

function Days({ settings }: { readonly settings: ReportingSettings }) {
  const { t } = useTranslation('reporting');
  const { write, busy, error } = useWrite();
  const [days, setDays] = useState<number | null>(settings.captureDays);
  const [isSaved, setSaved] = useState(false);
  const save = async (): Promise<void> => {
    const body = { captureDays: days, version: settings.version };
    setSaved((await write('PUT', '/api/reporting/settings', body)) !== null);
  };
  return (
    <Form layout="vertical" className="reporting-narrow" onFinish={() => void save()}>
      <Form.Item label={t('settings.days')} htmlFor="reporting-capture-days" extra={t('settings.days-help')}>
        <InputNumber
          id="reporting-capture-days"
          min={0}
          max={365}
          precision={0}
          suffix={t('timeliness.days')}
          value={days}
          onChange={(value) => {
            setDays(value);
            setSaved(false);
          }}
        />
      </Form.Item>
      {Boolean(error) && <ProblemNotice error={error} />}
      <div className="sh-row">
        <Button type="primary" htmlType="submit" loading={busy} disabled={days === null || days === settings.captureDays}>
          {t('settings.save')}
        </Button>
        <span role="status" className="sh-quiet">
          {isSaved && t('settings.saved')}
        </span>
      </div>
    </Form>
  );
}

/** How far back do rules look for cases? */
export default function SettingsPage() {
  const { t } = useTranslation('reporting');
  const query = useApi<ReportingSettings>('/api/reporting/settings');
  return (
    <>
      <PageHead title={t('settings.title')} lead={t('settings.lead')} />
      <Loaded query={query}>{(settings) => <Days settings={settings} />}</Loaded>
      <LaidAside />
    </>
  );
}
