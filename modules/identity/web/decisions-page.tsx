import { useKept } from '@songhua/ui/address.ts';
import { DataTable } from '@songhua/ui/data-table.tsx';
import { ExportLinks } from '@songhua/ui/export-links.tsx';
import { PageHead } from '@songhua/ui/page-head.tsx';
import { useApi } from '@songhua/ui/query.ts';
import { useMay } from '@songhua/ui/session.ts';
import { useLanguage } from '@songhua/ui/text.ts';
import { usePaging } from '@songhua/ui/use-paging.ts';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Decision, DecisionList } from '../contract.ts';
import { decisionColumns } from './decision-columns.tsx';
import { DecisionFilters, useDecisionFilter } from './decision-filters.tsx';
import { UndoDialog } from './undo-dialog.tsx';
import './identity.css';

/** Every decision of who is one person, by people and by the machine: found, read, and taken back where nothing stands on it. */
export default function DecisionsPage() {
  const { t } = useTranslation('identity');
  const language = useLanguage();
  const kept = useKept();
  const mayDecide = useMay('identity.decide');
  const { filter, isFiltered, set } = useDecisionFilter();
  const { limit, offset, paging } = usePaging();
  const [undoing, setUndoing] = useState<Decision | null>(null);
  const list = useApi<DecisionList>('/api/identity/decisions', { ...filter, limit, offset });
  const { data } = list;
  const close = () => setUndoing(null);
  return (
    <>
      <PageHead title={t('decisions.title')} lead={t('decisions.lead')} />
      <DataTable
        id="identity.decisions"
        fill
        caption={t('decisions.title')}
        columns={decisionColumns({ t, language, kept, onUndo: mayDecide ? setUndoing : null })}
        rows={data?.items}
        error={data ? undefined : list.error}
        onRetry={() => void list.refetch()}
        rowKey={({ id }) => id}
        total={data?.total}
        sort={filter.sort}
        onSort={(sort) => set({ sort, offset: null })}
        paging={paging}
        busy={list.isPlaceholderData}
        empty={t(isFiltered ? 'decisions.none-found' : 'decisions.empty')}
        notice={data?.more && <p className="sh-quiet">{t('decisions.more', { count: data.total })}</p>}
        toolbar={<DecisionFilters deciders={data?.deciders ?? []} />}
        actions={<ExportLinks path="/api/identity/decisions/export" query={filter} />}
      />
      {undoing && <UndoDialog decision={undoing} onClose={close} onDone={close} />}
    </>
  );
}
