import { useAddress } from '@songhua/ui/address.ts';
import { DataTable } from '@songhua/ui/data-table.tsx';
import { ExportLinks } from '@songhua/ui/export-links.tsx';
import { useApi } from '@songhua/ui/query.ts';
import { useText } from '@songhua/ui/text.ts';
import { Select } from 'antd';
import { useTranslation } from 'react-i18next';
import type { ErrorList, RowError } from '../contract.ts';

const limit = 50;

/** Every bad cell: line, column, rule, what was written, what is wrong. */
export function ReturnErrors({ id, version }: { readonly id: string; readonly version: number }) {
  const { t } = useTranslation('returns');
  const text = useText();
  const { get, set } = useAddress();
  const [rule, sort] = [get('rule'), get('errorSort')];
  const offset = Number(get('errorOffset')) || 0;
  const path = `/api/returns/submissions/${id}/errors`;
  const list = useApi<ErrorList>(path, { rule, sort, limit, offset });
  const { data } = list;
  return (
    <section className="returns-section" key={version}>
      <h2>{t('errors.title')}</h2>
      <DataTable<RowError>
        id="returns.errors"
        caption={t('errors.title')}
        columns={[
          {
            key: 'line',
            title: t('errors.line'),
            rowHeader: true,
            sort: 'line',
            numeric: true,
            render: ({ sheet, line }) => (line === 0 ? '—' : `${sheet} ${line}`.trim()),
          },
          { key: 'field', title: t('errors.field'), sort: 'field', keep: true, render: ({ fieldTitle }) => text(fieldTitle) },
          {
            key: 'value',
            title: t('errors.value'),
            render: ({ value }) => (value === '' ? <span className="sh-quiet">{t('errors.empty-cell')}</span> : value),
          },
          { key: 'message', title: t('errors.message'), render: ({ message }) => text(message) },
          {
            key: 'rule',
            title: t('errors.rule'),
            sort: 'rule',
            rank: 3,
            keep: true,
            render: ({ rule: broken }) => <code>{broken}</code>,
          },
        ]}
        rows={data?.items}
        rowKey={({ n }) => String(n)}
        total={data?.total}
        sort={sort ?? 'line'}
        onSort={(next) => set({ errorSort: next, errorOffset: null })}
        paging={{ offset, limit, onChange: (from) => set({ errorOffset: from ? String(from) : null }) }}
        error={list.error}
        onRetry={() => void list.refetch()}
        busy={list.isFetching}
        toolbar={
          <Select
            allowClear
            className="returns-filter"
            aria-label={t('errors.rule')}
            placeholder={t('errors.rule')}
            value={rule ?? null}
            options={Object.entries(data?.rules ?? {}).map(([value, count]) => ({ value, label: `${value} ${count}` }))}
            onChange={(value: string | undefined) => set({ rule: value ?? null, errorOffset: null })}
          />
        }
        actions={<ExportLinks path={`${path}/export`} query={{ rule, sort }} />}
      />
    </section>
  );
}
