import { request } from '@songhua/ui/api.ts';
import { type Column, DataTable } from '@songhua/ui/data-table.tsx';
import { EvidenceMark } from '@songhua/ui/evidence-mark.tsx';
import { ExportLinks } from '@songhua/ui/export-links.tsx';
import { formatDate, formatTime } from '@songhua/ui/format.ts';
import { ProblemNotice } from '@songhua/ui/problem-notice.tsx';
import { useApi } from '@songhua/ui/query.ts';
import { useLanguage } from '@songhua/ui/text.ts';
import { Value } from '@songhua/ui/value.tsx';
import { Button, Popconfirm } from 'antd';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AreaFigureChange, AreaFigureChanges } from '../contract.ts';

const pageSize = 20;

/** Every change of an area's figures, newest first; the newest of each may be undone by whoever may enter. */
export function FigureChanges({
  code,
  mayUndo,
  onUndone,
}: {
  readonly code: string;
  readonly mayUndo: boolean;
  readonly onUndone: () => void;
}) {
  const { t } = useTranslation('registry');
  const language = useLanguage();
  const [offset, setOffset] = useState(0);
  const [error, setError] = useState<unknown>(null);
  const path = `/api/registry/areas/${encodeURIComponent(code)}/stated-figures`;
  const list = useApi<AreaFigureChanges>(`${path}/changes`, { limit: pageSize, offset });
  const { refetch } = list;
  useEffect(() => void refetch(), [refetch]);
  const newest = new Set<string>();
  if (offset === 0)
    for (const measure of new Set(list.data?.items.map((one) => one.measure)))
      newest.add(list.data?.items.find((one) => one.measure === measure)?.change ?? '');
  const undo = async ({ measure, change }: AreaFigureChange) => {
    setError(null);
    try {
      await request(`${path}/undo`, { method: 'POST', language, body: { measure, change } });
      onUndone();
    } catch (problem) {
      setError(problem);
    }
  };
  const shown = (value: number | null, { unit }: AreaFigureChange) => (
    <Value
      value={value}
      decimals={value === null || Number.isInteger(value) ? 0 : 2}
      unit={unit[language]}
      reason={t('history.nothing')}
    />
  );
  const columns: Column<AreaFigureChange>[] = [
    { key: 'title', title: t('fact.measure'), rowHeader: true, render: ({ title }) => title[language] },
    { key: 'asOf', title: t('fact.as-of'), rank: 2, render: ({ asOf }) => formatDate(asOf, language) },
    {
      key: 'values',
      title: t('history.fields'),
      render: (row) => (
        <>
          {t(`history.${row.what}`)} {shown(row.before, row)} → {shown(row.after, row)}
        </>
      ),
    },
    {
      key: 'evidence',
      title: t('column.evidence'),
      rank: 2,
      render: ({ evidence, source }) => evidence && <EvidenceMark evidence={evidence} {...(source && { note: source })} />,
    },
    { key: 'source', title: t('history.source'), rank: 3, render: ({ source }) => source && <span lang="zh-CN">{source}</span> },
    {
      key: 'undo',
      title: t('stated.act'),
      render: (row) =>
        mayUndo &&
        newest.has(row.change) && (
          <Popconfirm
            title={t('stated.undo-ask')}
            okText={t('stated.undo')}
            cancelText={t('stated.cancel')}
            onConfirm={() => undo(row)}
          >
            <Button size="small" aria-label={t('stated.undo-title', { title: row.title[language] })}>
              {t('stated.undo')}
            </Button>
          </Popconfirm>
        ),
    },
  ];
  return (
    <>
      {error !== null && <ProblemNotice error={error} />}
      <DataTable
        id="registry.figure-changes"
        caption={t('stated.changes')}
        columns={columns.filter(({ key }) => key !== 'undo' || mayUndo)}
        rows={list.data?.items}
        error={list.error}
        onRetry={() => void list.refetch()}
        rowKey={({ change }) => change}
        groupOf={({ at, by }) =>
          `${formatTime(at, language)}${at.slice(16, 19)} · ${by.length === 0 ? t('history.by-system') : by.map(({ name, id }) => name ?? id).join(' / ')}`
        }
        total={list.data?.total}
        busy={list.isFetching}
        toolbar={<h3>{t('stated.changes')}</h3>}
        actions={<ExportLinks path={`${path}/changes/export`} query={{}} />}
        paging={{ offset, limit: pageSize, onChange: setOffset }}
        empty={t('stated.no-changes')}
      />
    </>
  );
}
