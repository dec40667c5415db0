import { useAddress } from '@songhua/ui/address.ts';
import { DataTable } from '@songhua/ui/data-table.tsx';
import { ExportLinks } from '@songhua/ui/export-links.tsx';
import { useApi } from '@songhua/ui/query.ts';
import { useText } from '@songhua/ui/text.ts';
import { Input, Segmented } from 'antd';
import { useTranslation } from 'react-i18next';
import { actions, mostExportRows, type PlannedChange, type PreviewList, type ValueText } from '../contract.ts';

const limit = 50;

function Differences({ differences }: Pick<PlannedChange, 'differences'>) {
  const text = useText();
  const said = (value: ValueText): string => (typeof value === 'string' ? value : text(value));
  if (differences.length === 0) return <span className="sh-quiet">—</span>;
  return (
    <ul className="returns-differences">
      {differences.map(({ field, title, before, after }) => (
        <li key={field}>
          {text(title)}
          {': '}
          {before !== null && <del>{said(before)}</del>} {before !== null && <span aria-hidden="true">→</span>}{' '}
          <ins>{after === null ? '—' : said(after)}</ins>
        </li>
      ))}
    </ul>
  );
}

/** What accepting would change, one by one: field, before, after. */
export function ReturnChanges({ id, applied }: { readonly id: string; readonly applied: boolean }) {
  const { t } = useTranslation('returns');
  const { get, set } = useAddress();
  const [action, q] = [get('action'), get('q')];
  const offset = Number(get('offset')) || 0;
  const path = `/api/returns/submissions/${id}/preview`;
  const list = useApi<PreviewList>(path, { action, q, limit, offset });
  const { data } = list;
  const title = t(applied ? 'changes.title-applied' : 'changes.title');
  return (
    <section className="returns-section">
      <h2>{title}</h2>
      <DataTable<PlannedChange>
        id="returns.changes"
        caption={title}
        columns={[
          {
            key: 'name',
            title: t('changes.name'),
            rowHeader: true,
            render: ({ name, id: own }) => <span title={own}>{name}</span>,
          },
          { key: 'subject', title: t('changes.subject'), keep: true, rank: 2, render: ({ subject }) => t(`subject.${subject}`) },
          { key: 'action', title: t('changes.action'), keep: true, render: (row) => t(`action.${row.action}`) },
          { key: 'differences', title: t('changes.differences'), render: (row) => <Differences differences={row.differences} /> },
          { key: 'line', title: t('errors.line'), numeric: true, rank: 2, render: ({ line }) => line ?? '—' },
          {
            key: 'institution',
            title: t('changes.institution'),
            rank: 3,
            hidden: true,
            render: ({ institution }) => institution,
          },
        ]}
        rows={data?.items}
        rowKey={({ n }) => String(n)}
        total={data?.total}
        paging={{ offset, limit, onChange: (from) => set({ offset: from ? String(from) : null }) }}
        error={list.error}
        onRetry={() => void list.refetch()}
        busy={list.isFetching}
        empty={t('changes.empty')}
        toolbar={
          <>
            <Segmented
              size="small"
              aria-label={t('changes.action')}
              value={action ?? 'all'}
              options={[
                { value: 'all', label: t('changes.all') },
                ...actions.map((one) => ({ value: one, label: `${t(`action.${one}`)} ${data?.counts[one] ?? ''}` })),
              ]}
              onChange={(one) => set({ action: one === 'all' ? null : one, offset: null })}
            />
            <Input.Search
              allowClear
              className="returns-search"
              aria-label={t('changes.search')}
              placeholder={t('changes.search')}
              defaultValue={q ?? ''}
              onSearch={(value) => set({ q: value || null, offset: null })}
            />
          </>
        }
        actions={
          <>
            {data && data.exportRows > mostExportRows.xlsx && (
              <span className="sh-quiet">{t('changes.too-many', { rows: data.exportRows, most: mostExportRows.xlsx })}</span>
            )}
            <ExportLinks path={`${path}/export`} query={{ action, q }} />
          </>
        }
      />
    </section>
  );
}
