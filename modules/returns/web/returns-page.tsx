import { useAddress } from '@songhua/ui/address.ts';
import { DataTable } from '@songhua/ui/data-table.tsx';
import { ExportLinks } from '@songhua/ui/export-links.tsx';
import { PageHead } from '@songhua/ui/page-head.tsx';
import { useApi } from '@songhua/ui/query.ts';
import { useLanguage, useText } from '@songhua/ui/text.ts';
import { Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { returnKind, returnState, type Submission, type SubmissionList } from '../contract.ts';
import { submissionColumns } from './return-columns.tsx';
import './returns.css';

const pageSize = 50;

/** Every return there ever was, newest step first. */
export default function ReturnsPage() {
  const { t } = useTranslation('returns');
  const language = useLanguage();
  const text = useText();
  const { get, set } = useAddress();
  const filters = { kind: get('kind'), state: get('state') };
  const sort = get('sort');
  const limit = Number(get('limit')) || pageSize;
  const offset = Number(get('offset')) || 0;
  const list = useApi<SubmissionList>('/api/returns/submissions', { ...filters, sort, limit, offset });
  const choose = (name: 'kind' | 'state', options: readonly string[]) => (
    <Select
      allowClear
      className="returns-filter"
      aria-label={t(`column.${name}`)}
      placeholder={t(`column.${name}`)}
      value={get(name) ?? null}
      options={options.map((value) => ({ value, label: t(`${name}.${value}`) }))}
      onChange={(value: string | undefined) => set({ [name]: value ?? null, offset: null })}
    />
  );
  return (
    <>
      <PageHead title={t('all.title')}>
        <Link to="/returns">{t('status.title')}</Link>
      </PageHead>
      <DataTable
        id="returns.all"
        fill
        caption={t('all.title')}
        columns={[
          {
            key: 'return',
            title: t('column.area'),
            sort: 'area',
            rowHeader: true,
            render: ({ id, areaName, kind }) => <Link to={`/returns/${id}`}>{`${text(areaName)} · ${t(`kind.${kind}`)}`}</Link>,
          },
          { key: 'year', title: t('column.year'), sort: 'year', keep: true, render: ({ year }) => year },
          ...submissionColumns<Submission>(t, language, (row) => row).map((column) =>
            column.key === 'changed' ? { ...column, sort: 'changed' } : column,
          ),
        ]}
        rows={list.data?.items}
        rowKey={({ id }) => id}
        total={list.data?.total}
        sort={sort ?? '-changed'}
        onSort={(next) => set({ sort: next, offset: null })}
        paging={{
          offset,
          limit,
          onChange: (from, size) => set({ offset: from ? String(from) : null, limit: size === pageSize ? null : String(size) }),
        }}
        error={list.error}
        onRetry={() => void list.refetch()}
        busy={list.isFetching}
        empty={t('all.empty')}
        toolbar={
          <>
            {choose('kind', returnKind.options)}
            {choose('state', returnState.options)}
          </>
        }
        actions={<ExportLinks path="/api/returns/submissions/export" query={{ ...filters, sort }} />}
      />
    </>
  );
}
