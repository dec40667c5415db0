import { useAddress, useAt } from '@songhua/ui/address.ts';
import { PageHead } from '@songhua/ui/page-head.tsx';
import { Loaded } from '@songhua/ui/problem-notice.tsx';
import { useApi } from '@songhua/ui/query.ts';
import { useTranslation } from 'react-i18next';
import type { PlanTables } from '../contract.ts';
import { PlanTableView } from './plan-table-view.tsx';
import { AreaVerdictTable } from './rules/area-verdicts.tsx';
import './plan.css';

/** The plan's resource tables in its own layout, worked out from the counts; where the print differs, it says so. */
export default function CountiesPage() {
  const { t } = useTranslation('plan');
  const { get } = useAddress();
  const query = { plan: get('plan'), at: useAt() };
  const tables = useApi<PlanTables>('/api/plan/tables', query);
  return (
    <>
      <PageHead title={t('counties.title')} lead={t('counties.lead')} />
      <Loaded query={tables} rows={14}>
        {({ items }) => items.map((table) => <PlanTableView key={table.id} table={table} query={query} />)}
      </Loaded>
      <AreaVerdictTable query={query} />
    </>
  );
}
