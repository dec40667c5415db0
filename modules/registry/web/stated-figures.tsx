import { type Column, DataTable } from '@songhua/ui/data-table.tsx';
import { EvidenceMark } from '@songhua/ui/evidence-mark.tsx';
import { ExportLinks } from '@songhua/ui/export-links.tsx';
import { formatDate } from '@songhua/ui/format.ts';
import { useApi } from '@songhua/ui/query.ts';
import { useReadOnly } from '@songhua/ui/read-only.ts';
import { useLanguage } from '@songhua/ui/text.ts';
import { Value } from '@songhua/ui/value.tsx';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AreaFigureSheet } from '../contract.ts';
import { EnterFigure } from './enter-figure.tsx';
import { FigureChanges } from './figure-changes.tsx';

type Row = AreaFigureSheet['items'][number];

/** The figures that are asked of an area and are no sums: each with its day and what it rests on, and a way to enter it. */
export function StatedFigures({ code, day }: { readonly code: string; readonly day: string }) {
  const { t } = useTranslation('registry');
  const language = useLanguage();
  const readOnly = useReadOnly();
  const [asked, setAsked] = useState<Row | null>(null);
  const [showing, setShowing] = useState(false);
  const [edits, setEdits] = useState(0);
  const sheet = useApi<AreaFigureSheet>(`/api/registry/areas/${encodeURIComponent(code)}/stated-figures`);
  const mayEnter = sheet.data?.mayEnter === true;
  const refresh = () => {
    setEdits((n) => n + 1);
    void sheet.refetch();
  };
  const columns: Column<Row>[] = [
    {
      key: 'title',
      title: t('fact.measure'),
      rowHeader: true,
      render: ({ title, explain }) => <span title={explain[language]}>{title[language]}</span>,
    },
    {
      key: 'value',
      title: t('fact.value'),
      numeric: true,
      render: ({ figure, unit, decimals }) => (
        <Value
          value={figure?.value}
          decimals={figure && !Number.isInteger(figure.value) ? decimals : 0}
          reason={t('stated.missing')}
          {...(figure && { unit: unit[language] })}
        />
      ),
    },
    { key: 'asOf', title: t('fact.as-of'), rank: 2, render: ({ figure }) => figure && formatDate(figure.asOf, language) },
    {
      key: 'evidence',
      title: t('column.evidence'),
      rank: 2,
      render: ({ figure }) =>
        figure && <EvidenceMark evidence={figure.evidence} {...(figure.source && { note: figure.source })} />,
    },
    {
      key: 'enter',
      title: t('stated.act'),
      hidden: !mayEnter,
      render: (row) => {
        const act = row.figure && row.figure.evidence !== 'synthetic' ? 'correct' : 'enter';
        const label = t(`stated.${act}-title`, { title: row.title[language] });
        return (
          <Button size="small" aria-label={label} disabled={readOnly} onClick={() => setAsked(row)}>
            {t(`stated.${act}`)}
          </Button>
        );
      },
    },
  ];
  if (sheet.data && sheet.data.items.length === 0) return null;
  return (
    <section className="registry-section">
      <DataTable
        id="registry.stated-figures"
        caption={t('stated.title')}
        columns={columns.filter(({ hidden }) => !hidden)}
        rows={sheet.data?.items}
        error={sheet.error}
        onRetry={() => void sheet.refetch()}
        rowKey={({ measure }) => measure}
        busy={sheet.isFetching}
        actions={<ExportLinks path="/api/registry/area-figures/export" query={{ area: code }} />}
        toolbar={<h2>{t('stated.title')}</h2>}
        notice={<p className="sh-quiet">{t('stated.lead')}</p>}
        total={sheet.data?.items.length}
      />
      <Button type="link" aria-expanded={showing} onClick={() => setShowing(!showing)}>
        {t(showing ? 'stated.hide-changes' : 'stated.show-changes')}
      </Button>
      {showing && <FigureChanges key={edits} code={code} mayUndo={mayEnter && !readOnly} onUndone={refresh} />}
      {asked && (
        <EnterFigure
          area={code}
          item={asked}
          day={day}
          onClose={() => setAsked(null)}
          onDone={() => {
            setAsked(null);
            refresh();
          }}
        />
      )}
    </section>
  );
}
