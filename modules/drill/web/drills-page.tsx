import { formatTime } from '@songhua/ui/format.ts';
import { PageHead } from '@songhua/ui/page-head.tsx';
import { Loaded } from '@songhua/ui/problem-notice.tsx';
import { useApi } from '@songhua/ui/query.ts';
import { useLanguage } from '@songhua/ui/text.ts';
import { Form, Input, InputNumber } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';
import type { DrillOverview, Run, Script } from '../contract.ts';
import { FormDialog } from './form-dialog.tsx';
import { HousePicker } from './house-picker.tsx';
import { RunMark } from './marks.tsx';
import { PlanTable } from './plan-table.tsx';
import { sayHours } from './say-hours.ts';
import './drill.css';

interface StartDraft {
  readonly houses?: string[];
  readonly speed: number;
  readonly participants: string;
}

function Start({ script }: { readonly script: Script }) {
  const { t } = useTranslation('drill');
  const navigate = useNavigate();
  return (
    <FormDialog<StartDraft, Run>
      title={t('start.title')}
      primary
      path="/api/drill/runs"
      initial={{ speed: script.speed }}
      body={({ speed, participants, houses = [] }) => ({ script: script.id, speed, participants, houses })}
      onDone={({ id }) => void navigate(`/drill/runs/${id}`)}
    >
      <p>{t('start.help')}</p>
      <Form.Item name="speed" label={t('start.speed')} extra={t('start.speed-help')} rules={[{ required: true }]}>
        <InputNumber min={0.1} max={5000} />
      </Form.Item>
      <Form.Item name="houses" label={t('start.houses')} extra={t('start.houses-help')}>
        <HousePicker />
      </Form.Item>
      <Form.Item name="participants" label={t('start.participants')} rules={[{ required: true, whitespace: true }]}>
        <Input.TextArea autoSize={{ minRows: 2, maxRows: 6 }} maxLength={2000} />
      </Form.Item>
    </FormDialog>
  );
}

function Scripts({ scripts, house, mayManage }: DrillOverview) {
  const { t } = useTranslation('drill');
  const language = useLanguage();
  return (
    <section aria-labelledby="dr-scripts">
      <h2 id="dr-scripts">{t('script.title')}</h2>
      {!house && <p>{t('script.no-house')}</p>}
      <ul className="dr-list">
        {scripts.map((one) => (
          <li key={one.id}>
            <strong>{one.title[language]}</strong>
            <span className="dr-under">
              {one.audiences.map((who) => t(`audience.${who}`)).join(t('and'))} ·{' '}
              {t('script.size', { injects: one.injects.length, points: one.expectations.length })}
            </span>
            <p>{one.purpose[language]}</p>
            {house && mayManage && <Start script={one} />}
          </li>
        ))}
      </ul>
    </section>
  );
}

function Runs({ runs }: DrillOverview) {
  const { t } = useTranslation('drill');
  const language = useLanguage();
  return (
    <section aria-labelledby="dr-runs">
      <h2 id="dr-runs">{t('run.all')}</h2>
      {runs.length === 0 && <p className="sh-quiet">{t('run.none')}</p>}
      <ul className="dr-list">
        {runs.map((one) => (
          <li key={one.id} className={one.state === 'ended' ? undefined : 'dr-next'}>
            <Link to={`/drill/runs/${one.id}`}>{one.title[language]}</Link> <RunMark state={one.state} />
            <span className="dr-under">
              {[formatTime(one.startedAt, language), one.startedBy, t('run.time', { hours: sayHours(one.hours) })].join(' · ')}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** The drill under way first, then what can be drilled, then the calendar. */
export default function DrillsPage() {
  const { t } = useTranslation('drill');
  const query = useApi<DrillOverview>('/api/drill/overview');
  return (
    <>
      <PageHead title={t('title')} lead={t('lead')} />
      <Loaded query={query} rows={8}>
        {(overview) => (
          <div className="dr-two">
            <Runs {...overview} />
            <Scripts {...overview} />
          </div>
        )}
      </Loaded>
      <PlanTable />
    </>
  );
}
