import { type Column, DataTable } from '@songhua/ui/data-table.tsx';
import { DetailDrawer } from '@songhua/ui/detail-drawer.tsx';
import { formatDate, formatTime } from '@songhua/ui/format.ts';
import { Loaded, ProblemNotice } from '@songhua/ui/problem-notice.tsx';
import { useApi } from '@songhua/ui/query.ts';
import { useMay } from '@songhua/ui/session.ts';
import { useLanguage } from '@songhua/ui/text.ts';
import { useWrite } from '@songhua/ui/use-write.ts';
import { Value } from '@songhua/ui/value.tsx';
import { Button, Form, Input, InputNumber } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import type { SentinelDetail } from '../contract.ts';
import { SentinelForm } from './sentinel-form.tsx';
import { SilenceMark } from './sentinels-page.tsx';

type Period = SentinelDetail['periods'][number];
type Correction = SentinelDetail['corrections'][number];
interface Props {
  readonly detail: SentinelDetail;
}

/** The counts of one day or week; sent again they are corrected. The first one that is missing is offered. */
function Enter({ detail: { sentinel, periods } }: Props) {
  const { t } = useTranslation('surveillance');
  const language = useLanguage();
  const [form] = Form.useForm<{ day: string; population?: number | null; counts: Record<string, number> }>();
  const { write, busy, error } = useWrite();
  const [saved, setSaved] = useState<string | null>(null);
  const missing = periods.findLast(({ came }) => !came)?.day ?? periods[0]?.day ?? '';
  return (
    <Form
      form={form}
      layout="vertical"
      className="sv-ask"
      initialValues={{ day: missing }}
      onFinish={async ({ day, population, counts }) => {
        const body = {
          ...{ day, population: population ?? null },
          counts: Object.entries(counts).map(([subject, count]) => ({ subject, count })),
        };
        const done = await write<SentinelDetail>('PUT', `/api/surveillance/sentinels/${sentinel.id}/counts`, body);
        if (done === null) return;
        setSaved(day);
        form.resetFields();
        form.setFieldValue('day', done.periods.findLast(({ came }) => !came)?.day ?? day);
      }}
    >
      <div className="sv-pair">
        <Form.Item name="day" label={t(`sentinel.of-${sentinel.every}`)} rules={[{ required: true }]}>
          <Input type="date" min={sentinel.since} max="2100-12-31" step={sentinel.every === 'week' ? 7 : 1} />
        </Form.Item>
        {sentinel.subjects.map((code, at) => (
          <Form.Item
            key={code}
            name={['counts', code]}
            label={sentinel.subjectNames[at]?.[language] ?? code}
            rules={[{ required: true }]}
          >
            <InputNumber min={0} max={1_000_000} precision={0} className="sv-number" />
          </Form.Item>
        ))}
        <Form.Item name="population" label={t('sentinel.population')}>
          <InputNumber min={0} max={10_000_000} precision={0} className="sv-number" />
        </Form.Item>
      </div>
      {Boolean(error) && <ProblemNotice error={error} />}
      {saved && <p role="status">{t('sentinel.saved', { day: formatDate(saved, language) })}</p>}
      <Button type="primary" htmlType="submit" loading={busy}>
        {t('sentinel.send')}
      </Button>
    </Form>
  );
}

/** What counts were before they were said otherwise, by whom and when. */
function Corrections({ detail: { sentinel, corrections } }: Props) {
  const { t } = useTranslation('surveillance');
  const language = useLanguage();
  const nameOf = (code: string): string => sentinel.subjectNames[sentinel.subjects.indexOf(code)]?.[language] ?? code;
  const columns: Column<Correction>[] = [
    { key: 'day', title: t('sentinel.period'), keep: true, rowHeader: true, render: ({ day }) => formatDate(day, language) },
    { key: 'subject', title: t('field.subject'), render: ({ subject }) => nameOf(subject) },
    { key: 'before', title: t('sentinel.was'), numeric: true, render: ({ before }) => before },
    { key: 'after', title: t('sentinel.became'), numeric: true, render: ({ after }) => after },
    { key: 'at', title: t('sentinel.told'), rank: 2, render: ({ at, by }) => `${formatTime(at, language)} ${by ?? ''}` },
  ];
  return (
    <DataTable
      id="surveillance.corrections"
      caption={t('sentinel.corrections')}
      columns={columns}
      rows={corrections}
      rowKey={({ day, subject, at }) => `${day} ${subject} ${at}`}
      total={corrections.length}
    />
  );
}

function Body({ detail }: Props) {
  const { t } = useTranslation('surveillance');
  const language = useLanguage();
  const { sentinel, periods, mayReport } = detail;
  const mayKeep = useMay('surveillance.triage');
  const [changing, setChanging] = useState(false);
  const columns: Column<Period>[] = [
    { key: 'day', title: t('sentinel.period'), keep: true, rowHeader: true, render: ({ day }) => formatDate(day, language) },
    ...sentinel.subjects.map(
      (code, at): Column<Period> => ({
        ...{ key: code, title: sentinel.subjectNames[at]?.[language] ?? code, numeric: true },
        render: ({ counts }) => (
          <Value value={counts.find(({ subject }) => subject === code)?.count} reason={t('sentinel.not-told')} />
        ),
      }),
    ),
    {
      key: 'population',
      title: t('sentinel.population'),
      numeric: true,
      rank: 2,
      render: ({ population }) => <Value value={population} />,
    },
    {
      key: 'at',
      title: t('sentinel.told'),
      keep: true,
      rank: 2,
      render: ({ at, by, corrected }) => (
        <>
          {at ? `${formatTime(at, language)} ${by ?? ''}` : '—'}
          {corrected && (
            <span className="sv-under">
              {t('sentinel.corrected', {
                times: corrected.times,
                by: corrected.by ?? '',
                at: formatTime(corrected.at, language),
              })}
            </span>
          )}
        </>
      ),
    },
  ];
  return (
    <>
      <p className="sv-marks">
        <SilenceMark sentinel={sentinel} />
        <span>{t(`sentinel-kind.${sentinel.kind}`)}</span>
        <span>{sentinel.areaName[language]}</span>
        <span>{t(`every.${sentinel.every}`)}</span>
        {sentinel.contact && <span>{sentinel.contact}</span>}
        {mayKeep && (
          <Button size="small" className="sh-no-print" aria-expanded={changing} onClick={() => setChanging(!changing)}>
            {t('sentinel.change')}
          </Button>
        )}
      </p>
      {changing && <SentinelForm key={sentinel.version} sentinel={sentinel} onDone={() => setChanging(false)} />}
      {mayReport && sentinel.until === null && <Enter detail={detail} />}
      <DataTable
        id="surveillance.periods"
        caption={t('sentinel.periods')}
        columns={columns}
        rows={periods}
        rowKey={({ day }) => day}
        total={periods.length}
        empty={t('sentinel.not-due')}
      />
      {detail.corrections.length > 0 && <Corrections detail={detail} />}
    </>
  );
}

/** One sentinel over the list: its last periods, and where its counts are entered. */
export default function SentinelDrawer() {
  const { t } = useTranslation('surveillance');
  const { id = '' } = useParams();
  const query = useApi<SentinelDetail>(`/api/surveillance/sentinels/${encodeURIComponent(id)}`);
  return (
    <DetailDrawer title={query.data?.sentinel.name ?? t('sentinel.one')} back="/surveillance/sentinels">
      <Loaded query={query}>{(detail) => <Body detail={detail} />}</Loaded>
    </DetailDrawer>
  );
}
