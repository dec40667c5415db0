import { PlusOutlined } from '@ant-design/icons';
import { useAddress, useArea, useKept } from '@songhua/ui/address.ts';
import { type Column, DataTable } from '@songhua/ui/data-table.tsx';
import { formatDate, formatNumber } from '@songhua/ui/format.ts';
import { PageHead } from '@songhua/ui/page-head.tsx';
import { useApi } from '@songhua/ui/query.ts';
import { useMay } from '@songhua/ui/session.ts';
import { StatusMark } from '@songhua/ui/status-mark.tsx';
import { useLanguage } from '@songhua/ui/text.ts';
import { Value } from '@songhua/ui/value.tsx';
import { Button, Segmented, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { type Sentinel, type SentinelList, sentinelKinds } from '../contract.ts';
import { AreaFilter } from './area-filter.tsx';
import { SentinelForm } from './sentinel-form.tsx';
import './surveillance.css';

/** Whether its counts come. */
export function SilenceMark({ sentinel: { completeness, until } }: { readonly sentinel: Sentinel }) {
  const { t } = useTranslation('surveillance');
  const { due, missing, late } = completeness;
  const why = t('sentinel.rule');
  if (until !== null) return <StatusMark status="unknown" said={t('sentinel.ended')} />;
  if (due === 0) return <StatusMark status="unknown" said={t('sentinel.not-due')} />;
  if (missing >= 2) return <StatusMark status="off-track" said={t('sentinel.silent', { count: missing })} why={why} />;
  if (missing === 1 || late > 0) return <StatusMark status="behind" said={t('sentinel.late')} why={why} />;
  return <StatusMark status="met" said={t('sentinel.in-time')} why={why} />;
}

/** Who counts what, and who has fallen silent. */
export default function SentinelsPage() {
  const { t } = useTranslation('surveillance');
  const language = useLanguage();
  const { get, set } = useAddress();
  const { id } = useParams();
  const area = useArea();
  const kept = useKept(true);
  const mayKeep = useMay('surveillance.triage');
  const [adding, setAdding] = useState(false);
  const asked = { area: area || undefined, kind: get('kind'), silent: get('silent') };
  const list = useApi<SentinelList>('/api/surveillance/sentinels', asked);
  const columns: Column<Sentinel>[] = [
    {
      key: 'name',
      title: t('sentinel.name'),
      rowHeader: true,
      render: (row) => (
        <>
          <Link to={`/surveillance/sentinels/${row.id}${kept}`}>{row.name}</Link>
          <span className="sv-under">
            {t(`sentinel-kind.${row.kind}`)} · {t(`every.${row.every}`)}
          </span>
        </>
      ),
    },
    { key: 'silence', title: t('sentinel.state'), keep: true, render: (row) => <SilenceMark sentinel={row} /> },
    {
      key: 'complete',
      title: t('sentinel.complete'),
      unit: '%',
      numeric: true,
      render: ({ completeness: { due, came } }) => (
        <Value value={due === 0 ? null : (100 * came) / due} reason={t('sentinel.not-due')} />
      ),
    },
    {
      key: 'last',
      title: t('sentinel.last'),
      keep: true,
      rank: 2,
      render: ({ completeness: { last } }) => (last ? formatDate(last, language) : '—'),
    },
    { key: 'area', title: t('field.area'), keep: true, rank: 2, render: (row) => row.areaName[language] },
    {
      key: 'subjects',
      title: t('sentinel.subjects'),
      rank: 3,
      render: (row) => row.subjectNames.map((name) => name[language]).join(t('and')),
    },
  ];
  const complete = list.data?.complete;
  return (
    <>
      <PageHead
        title={t('sentinel.title')}
        lead={
          list.data &&
          t('sentinel.lead', {
            silent: list.data.silent,
            complete: complete === null || complete === undefined ? '—' : `${formatNumber(100 * complete, 1, language)} %`,
          })
        }
      >
        {mayKeep && (
          <Button icon={<PlusOutlined aria-hidden="true" />} aria-expanded={adding} onClick={() => setAdding(!adding)}>
            {t('sentinel.add')}
          </Button>
        )}
      </PageHead>
      {adding && <SentinelForm onDone={() => setAdding(false)} />}
      <DataTable
        id="surveillance.sentinels"
        caption={t('sentinel.title')}
        columns={columns}
        rows={list.data?.items}
        error={list.error}
        onRetry={() => void list.refetch()}
        rowKey={(row) => row.id}
        current={id}
        total={list.data?.total}
        busy={list.isFetching}
        empty={t('empty.sentinels')}
        toolbar={
          <>
            <AreaFilter />
            <Segmented
              size="small"
              aria-label={t('sentinel.state')}
              value={get('silent') === 'true' ? 'true' : 'all'}
              onChange={(next) => set({ silent: next === 'true' ? next : null })}
              options={['all', 'true'].map((value) => ({ value, label: t(`silent.${value}`) }))}
            />
            <Select
              allowClear
              className="sv-filter"
              aria-label={t('sentinel.kind')}
              placeholder={t('sentinel.kind')}
              value={get('kind') ?? null}
              popupMatchSelectWidth={false}
              options={sentinelKinds.map((value) => ({ value, label: t(`sentinel-kind.${value}`) }))}
              onChange={(value: string | undefined) => set({ kind: value ?? null })}
            />
          </>
        }
      />
    </>
  );
}
