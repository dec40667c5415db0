import { useAddress } from '@songhua/ui/address.ts';
import { DataTable } from '@songhua/ui/data-table.tsx';
import { ExportLinks } from '@songhua/ui/export-links.tsx';
import { formatTime } from '@songhua/ui/format.ts';
import { useApi } from '@songhua/ui/query.ts';
import { useLanguage } from '@songhua/ui/text.ts';
import { Segmented } from 'antd';
import { useTranslation } from 'react-i18next';
import type { ChangeRow, HistoryList } from '../contract.ts';
import { historyColumns } from './history-columns.tsx';

const pageSize = 20;

/** Every version of the institution's resources: when, by whom, what was and what is, and where it came from. */
export function InstitutionHistory({ id }: { readonly id: string }) {
  const { t } = useTranslation('registry');
  const language = useLanguage();
  const { get, set } = useAddress();
  const show = get('show') === 'all' ? 'all' : 'edits';
  const offset = Number(get('from')) || 0;
  const path = `/api/registry/institutions/${encodeURIComponent(id)}/history`;
  const list = useApi<HistoryList>(path, { show, limit: pageSize, offset });
  const makers = ({ by }: ChangeRow): string =>
    by.length === 0 ? t('history.by-system') : by.map(({ name, id: who }) => name ?? who).join(' / ');
  return (
    <DataTable
      id="registry.history"
      caption={t('institution.history')}
      columns={historyColumns(t, language)}
      rows={list.data?.items}
      error={list.error}
      onRetry={() => void list.refetch()}
      rowKey={(row) => `${row.type}/${row.id}/${row.version}`}
      // The seconds keep two changes of one minute apart.
      groupOf={(row) => `${formatTime(row.at, language)}${row.at.slice(16, 19)} · ${makers(row)}`}
      total={list.data?.total}
      busy={list.isFetching}
      toolbar={
        <Segmented
          size="small"
          aria-label={t('history.show')}
          value={show}
          onChange={(next) => set({ show: next === 'all' ? next : null, from: null })}
          options={[
            { value: 'edits', label: t('history.edits') },
            { value: 'all', label: t('history.all') },
          ]}
        />
      }
      actions={<ExportLinks path={`${path}/export`} query={{ show }} />}
      paging={{ offset, limit: pageSize, onChange: (from) => set({ from: from ? String(from) : null }) }}
      empty={t(show === 'edits' ? 'history.no-edits' : 'history.none')}
    />
  );
}
