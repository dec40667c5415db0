import { useAddress, useArea, useKept } from '@songhua/ui/address.ts';
import { type Column, DataTable } from '@songhua/ui/data-table.tsx';
import { PageHead } from '@songhua/ui/page-head.tsx';
import { useApi } from '@songhua/ui/query.ts';
import { useMay } from '@songhua/ui/session.ts';
import { useLanguage } from '@songhua/ui/text.ts';
import { Value } from '@songhua/ui/value.tsx';
import { Segmented } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import type { Supply, SupplyList } from '../contract.ts';
import { DialogButton } from './dialog.tsx';
import { AreaField, ChoiceField, CountField, TextField } from './fields.tsx';
import { SupplyMarks } from './marks.tsx';
import './emergency.css';

const categories = ['protection', 'disinfection', 'medicine', 'device', 'laboratory', 'vehicle', 'other'] as const;

interface Draft {
  readonly name: string;
  readonly category: string;
  readonly unit: string;
  readonly area: string;
  readonly place: string;
  readonly minimum: number;
}

/** What there is, what of it can be used, and what is short or about to expire. */
export default function SuppliesPage() {
  const { t } = useTranslation('emergency');
  const language = useLanguage();
  const area = useArea();
  const kept = useKept(true);
  const { id } = useParams();
  const { get, set } = useAddress();
  const mayChange = useMay('emergency.command');
  const list = useApi<SupplyList>('/api/emergency/supplies', { area: area || undefined, warned: get('warned') });
  const columns: Column<Supply>[] = [
    {
      key: 'name',
      title: t('field.name'),
      rowHeader: true,
      render: (row) => (
        <>
          <Link to={`/emergency/supplies/${row.id}${kept}`}>{row.name}</Link>
          <span className="em-under">{t(`category.${row.category}`)}</span>
        </>
      ),
    },
    { key: 'warnings', title: t('field.warnings'), render: (row) => <SupplyMarks warnings={row.warnings} /> },
    { key: 'usable', title: t('supplies.usable'), numeric: true, render: (row) => <Value value={row.usable} unit={row.unit} /> },
    {
      key: 'minimum',
      title: t('supplies.minimum'),
      numeric: true,
      render: (row) => <Value value={row.minimum} unit={row.unit} />,
    },
    {
      key: 'stock',
      title: t('supplies.stock'),
      numeric: true,
      rank: 2,
      render: (row) => <Value value={row.stock} unit={row.unit} />,
    },
    { key: 'place', title: t('field.place'), rank: 2, render: (row) => `${row.areaName[language]} ${row.place}` },
  ];
  return (
    <>
      <PageHead title={t('supplies.title')} lead={list.data && t('supplies.lead', { count: list.data.warned })}>
        {mayChange && (
          <DialogButton<Draft>
            title={t('supplies.new')}
            button="primary"
            path="/supplies"
            initial={{ category: 'protection' }}
            body={({ ...draft }) => draft}
          >
            <TextField name="name" label={t('field.name')} most={100} required />
            <ChoiceField name="category" label={t('field.category')} of="category" values={categories} required />
            <TextField name="unit" label={t('field.unit')} most={20} required />
            <AreaField name="area" label={t('field.area')} />
            <TextField name="place" label={t('field.place')} required />
            <CountField name="minimum" label={t('supplies.minimum')} required />
          </DialogButton>
        )}
      </PageHead>
      <DataTable
        id="emergency.supplies"
        caption={t('supplies.title')}
        columns={columns}
        rows={list.data?.items}
        error={list.error}
        onRetry={() => void list.refetch()}
        rowKey={(row) => row.id}
        total={list.data?.items.length}
        current={id}
        busy={list.isFetching}
        empty={t('empty.supplies')}
        toolbar={
          <Segmented
            size="small"
            aria-label={t('field.warnings')}
            value={get('warned') ?? 'all'}
            onChange={(next) => set({ warned: next === 'all' ? null : next })}
            options={['all', 'true', 'false'].map((value) => ({ value, label: t(`warned.${value}`) }))}
          />
        }
      />
    </>
  );
}
