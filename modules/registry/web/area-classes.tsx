import { type Column, DataTable } from '@songhua/ui/data-table.tsx';
import { ExportLinks } from '@songhua/ui/export-links.tsx';
import { formatNumber } from '@songhua/ui/format.ts';
import { useLanguage } from '@songhua/ui/text.ts';
import { Value } from '@songhua/ui/value.tsx';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { AreaDetail } from '../contract.ts';

type Row = AreaDetail['classes'][number];

/** Institutions by class, each leading to its list. */
export function AreaClasses({ area }: { readonly area: AreaDetail }) {
  const { t } = useTranslation('registry');
  const language = useLanguage();
  const columns: Column<Row>[] = [
    {
      key: 'class',
      title: t('column.class'),
      rowHeader: true,
      render: (row) => <Link to={`/registry/institutions?area=${area.code}&class=${row.class}`}>{t(`class.${row.class}`)}</Link>,
    },
    {
      key: 'institutions',
      title: t('map.institutions'),
      unit: t('unit.institutions'),
      numeric: true,
      render: (row) => formatNumber(row.institutions, 0, language),
    },
    {
      key: 'beds',
      title: t('column.beds'),
      unit: t('unit.beds'),
      numeric: true,
      render: (row) => <Value value={row.beds} reason={t('missing.beds')} />,
    },
    {
      key: 'staff',
      title: t('column.staff'),
      unit: t('unit.staff'),
      numeric: true,
      render: (row) => <Value value={row.staff} reason={t('missing.staff')} />,
    },
  ];
  return (
    <section className="registry-section">
      <DataTable
        id="registry.area-classes"
        caption={t('area.classes')}
        columns={columns}
        rows={area.classes}
        rowKey={(row) => row.class}
        actions={<ExportLinks path={`/api/registry/areas/${area.code}/export`} query={{ table: 'classes' }} />}
        toolbar={<h2>{t('area.classes')}</h2>}
        empty={t('area.no-institutions')}
      />
    </section>
  );
}
