import { type Column, DataTable } from '@songhua/ui/data-table.tsx';
import { EvidenceMark } from '@songhua/ui/evidence-mark.tsx';
import { ExportLinks } from '@songhua/ui/export-links.tsx';
import { formatDate } from '@songhua/ui/format.ts';
import { useLanguage } from '@songhua/ui/text.ts';
import { Value } from '@songhua/ui/value.tsx';
import { useTranslation } from 'react-i18next';
import type { AreaDetail } from '../contract.ts';

type Row = AreaDetail['figures'][number];

/** Every figure summed from the registry, with its rate by residents, its day and what it rests on. */
export function AreaFigures({ area }: { readonly area: AreaDetail }) {
  const { t } = useTranslation('registry');
  const language = useLanguage();
  const columns: Column<Row>[] = [
    { key: 'title', title: t('fact.measure'), rowHeader: true, render: ({ title }) => title[language] },
    {
      key: 'value',
      title: t('fact.value'),
      numeric: true,
      render: ({ value, unit }) => <Value value={value} decimals={Number.isInteger(value) ? 0 : 2} unit={unit[language]} />,
    },
    {
      key: 'per1000',
      title: t('area.per-1000'),
      numeric: true,
      render: ({ per1000 }) => <Value value={per1000} decimals={2} reason={t('missing.rate')} />,
    },
    { key: 'asOf', title: t('fact.as-of'), rank: 3, render: ({ asOf }) => formatDate(asOf, language) },
    {
      key: 'missing',
      title: t('area.missing'),
      unit: t('unit.institutions'),
      numeric: true,
      rank: 3,
      render: ({ missing }) => <Value value={missing} />,
    },
    { key: 'evidence', title: t('column.evidence'), rank: 2, render: ({ evidence }) => <EvidenceMark evidence={evidence} /> },
  ];
  return (
    <section className="registry-section">
      <DataTable
        id="registry.area-figures"
        caption={t('area.figures')}
        columns={columns}
        rows={area.figures}
        rowKey={({ measure }) => measure}
        actions={<ExportLinks path={`/api/registry/areas/${area.code}/export`} query={{ table: 'figures' }} />}
        toolbar={<h2>{t('area.figures')}</h2>}
        total={area.figures.length}
      />
    </section>
  );
}
