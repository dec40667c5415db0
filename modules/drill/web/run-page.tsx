import { PageHead } from '@songhua/ui/page-head.tsx';
import { Loaded } from '@songhua/ui/problem-notice.tsx';
import { useApi } from '@songhua/ui/query.ts';
import { useLanguage } from '@songhua/ui/text.ts';
import { usePost } from '@songhua/ui/use-write.ts';
import { Button, Form, Input, Select } from 'antd';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { type Remark, type Run, remarkKinds } from '../contract.ts';
import { FormDialog } from './form-dialog.tsx';
import { RunMark, VerdictMark } from './marks.tsx';
import { RunCourse } from './run-course.tsx';
import { sayHours } from './say-hours.ts';
import './drill.css';

/** Hours of the drill now: what the answer said, and what has passed since at its speed. */
function useDrillHours({ hours, speed, state }: Run, answeredAt: number): number {
  const [now, setNow] = useState(answeredAt);
  useEffect(() => {
    if (state !== 'running') return undefined;
    const timer = setInterval(() => setNow(Date.now()), 1_000);
    return () => clearInterval(timer);
  }, [state]);
  return state === 'running' ? hours + (Math.max(0, now - answeredAt) / 3_600_000) * speed : hours;
}

function Head({ run, answeredAt }: { readonly run: Run; readonly answeredAt: number }) {
  const { t } = useTranslation('drill');
  const { busy, post } = usePost();
  const hours = useDrillHours(run, answeredAt);
  const move = (to: Run['state']) => () => void post(`/api/drill/runs/${run.id}/moves`, { to, version: run.version });
  const done = run.judged.filter(({ state }) => state === 'met').length;
  return (
    <section className="dr-marks" aria-label={t('run.now')}>
      <span className="dr-clock">{t('run.time', { hours: sayHours(hours) })}</span>
      <RunMark state={run.state} />
      <span>{t('run.speed', { speed: run.speed })}</span>
      <span>{t('run.done', { done, all: run.judged.length })}</span>
      {run.mayManage && run.state !== 'ended' && (
        <span className="dr-marks sh-no-print">
          <Button disabled={busy} onClick={move(run.state === 'running' ? 'paused' : 'running')}>
            {t(run.state === 'running' ? 'run.pause' : 'run.go-on')}
          </Button>
          <Button disabled={busy} onClick={move('ended')}>
            {t('run.end')}
          </Button>
        </span>
      )}
    </section>
  );
}

/** What is judged: what presses first. */
function Points({ run }: { readonly run: Run }) {
  const { t } = useTranslation('drill');
  const language = useLanguage();
  const order = { overdue: 0, missed: 1, running: 2, late: 3, waiting: 4, met: 5 } as const;
  return (
    <section aria-labelledby="dr-points">
      <h2 id="dr-points">{t('point.title')}</h2>
      <ul className="dr-list">
        {run.judged
          .toSorted((a, b) => order[a.state] - order[b.state])
          .map((one) => (
            <li key={one.id}>
              {one.title[language]} <VerdictMark judged={one} />
              <span className="dr-under">
                {one.standard[language]}
                {!one.verified && ` · ${t('point.unverified')}`}
              </span>
            </li>
          ))}
      </ul>
    </section>
  );
}

function Remarks({ run }: { readonly run: Run }) {
  const { t } = useTranslation('drill');
  return (
    <section aria-labelledby="dr-remarks">
      <h2 id="dr-remarks">{t('remark.title')}</h2>
      <ul className="dr-list">
        {run.remarks.map(({ id, kind, text, by }) => (
          <li key={id}>
            <strong>{t(`remark-kind.${kind}`)}</strong> {text} <span className="dr-under">{by}</span>
          </li>
        ))}
      </ul>
      <FormDialog<Pick<Remark, 'kind' | 'text'>>
        title={t('remark.add')}
        small
        path={`/api/drill/runs/${run.id}/remarks`}
        initial={{ kind: 'gap' }}
        body={({ kind, text }) => ({ kind, text })}
      >
        <Form.Item name="kind" label={t('remark.kind')} rules={[{ required: true }]}>
          <Select options={remarkKinds.map((value) => ({ value, label: t(`remark-kind.${value}`) }))} />
        </Form.Item>
        <Form.Item name="text" label={t('remark.text')} rules={[{ required: true, whitespace: true }]}>
          <Input.TextArea autoSize={{ minRows: 2, maxRows: 8 }} maxLength={2000} />
        </Form.Item>
      </FormDialog>
    </section>
  );
}

/** One drill as it goes on: its clock, what is judged, what came in and what was done. */
export default function RunPage() {
  const { t } = useTranslation('drill');
  const language = useLanguage();
  const { id = '' } = useParams();
  const query = useApi<Run>(`/api/drill/runs/${encodeURIComponent(id)}`);
  const running = query.data?.state === 'running';
  const { refetch } = query;
  useEffect(() => {
    if (!running) return undefined;
    // What is overdue becomes so without anything happening.
    const timer = setInterval(() => void refetch(), 15_000);
    return () => clearInterval(timer);
  }, [running, refetch]);
  return (
    <Loaded query={query} rows={12}>
      {(run) => (
        <>
          <PageHead title={run.title[language]} lead={run.participants}>
            <Link className="sh-no-print" to="/drill">
              {t('run.back')}
            </Link>
            <Link to={`/drill/runs/${id}/report`}>{t('report.title')}</Link>
          </PageHead>
          <Head run={run} answeredAt={query.dataUpdatedAt} />
          <div className="dr-two">
            <div>
              <Points run={run} />
              <Remarks run={run} />
            </div>
            <RunCourse run={run} />
          </div>
        </>
      )}
    </Loaded>
  );
}
