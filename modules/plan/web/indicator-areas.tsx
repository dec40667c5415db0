import { Chart } from '@songhua/ui/chart.tsx';
import { type Column, DataTable } from '@songhua/ui/data-table.tsx';
import { EvidenceMark } from '@songhua/ui/evidence-mark.tsx';
import { formatFigure, formatNumber } from '@songhua/ui/format.ts';
import { StatusMark } from '@songhua/ui/status-mark.tsx';
import { useLanguage } from '@songhua/ui/text.ts';
import { Value } from '@songhua/ui/value.tsx';
import { useTranslation } from 'react-i18next';
import type { IndicatorDetail } from '../contract.ts';
import { areasOption, areasTable } from './areas-option.ts';
import { unitOf } from './figures.ts';

type AreaRow = IndicatorDetail['byArea'][number];

/** The same indicator in each area, as bars from zero with the target as a line, and as a table. */
export function IndicatorAreas({ detail }: { readonly detail: IndicatorDetail }) {
  const { t } = useTranslation('plan');
  const language = useLanguage();
  const { item, byArea } = detail;
  if (byArea.length === 0) return null;
  const { format, decimals } = item;
  const name = `${item.name[language]} · ${t('areas.title')}`;
  const columns: Column<AreaRow>[] = [
    { key: 'area', keep: true, title: t('areas.area'), rowHeader: true, render: ({ area }) => area.name[language] },
    {
      key: 'current',
      title: t('column.current'),
      unit: unitOf(item) ?? undefined,
      numeric: true,
      render: ({ current }) => <Value value={current.value} format={format} decimals={decimals} reason={current.reason} />,
    },
    {
      key: 'numerator',
      title: t('areas.numerator'),
      numeric: true,
      rank: 2,
      render: ({ current }) => <Value value={current.numerator} reason={current.reason ?? t('missing.parts')} />,
    },
    {
      key: 'denominator',
      title: t('areas.denominator'),
      numeric: true,
      rank: 2,
      render: ({ current }) => <Value value={current.denominator} reason={current.reason ?? t('missing.parts')} />,
    },
    {
      key: 'target',
      title: t('column.target'),
      numeric: true,
      render: ({ target }) =>
        target === null ? (
          <Value value={null} reason={t('missing.area-target')} />
        ) : (
          formatFigure(target, format, decimals, language)
        ),
    },
    {
      key: 'status',
      title: t('column.status'),
      render: ({ status, target }) =>
        target === null ? <Value value={null} reason={t('missing.area-status')} /> : <StatusMark status={status} />,
    },
    {
      key: 'evidence',
      title: t('column.evidence'),
      rank: 2,
      render: ({ current }) => <EvidenceMark evidence={current.evidence} />,
    },
  ];
  const known = byArea.some((one) => one.current.value !== null);
  const words = { target: t('areas.city-target'), current: t('column.current'), area: t('areas.area') };
  return (
    <section className="plan-section">
      <h2>{t('areas.title')}</h2>
      {known ? (
        <Chart
          name={name}
          height={Math.max(150, 60 + byArea.length * 28)}
          option={(palette) => areasOption(detail, palette, language, words)}
          table={areasTable(detail, language, words)}
        />
      ) : (
        <p className="sh-quiet">{t('areas.none')}</p>
      )}
      <DataTable
        id="plan.areas"
        caption={name}
        columns={columns}
        rows={byArea}
        rowKey={({ area }) => area.code}
        toolbar={
          <span className="sh-quiet">{t('areas.total', { count: byArea.length, formatted: formatNumber(byArea.length) })}</span>
        }
      />
    </section>
  );
}
