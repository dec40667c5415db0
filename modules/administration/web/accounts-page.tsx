import { useAddress, useKept } from '@songhua/ui/address.ts';
import { DataTable } from '@songhua/ui/data-table.tsx';
import { ExportLinks } from '@songhua/ui/export-links.tsx';
import { PageHead } from '@songhua/ui/page-head.tsx';
import { useApi } from '@songhua/ui/query.ts';
import { SearchBox } from '@songhua/ui/search-box.tsx';
import { useMay } from '@songhua/ui/session.ts';
import { useLanguage, useText } from '@songhua/ui/text.ts';
import { usePaging } from '@songhua/ui/use-paging.ts';
import { Button, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import { type AccountList, accountState } from '../contract.ts';
import { accountColumns } from './account-columns.tsx';
import { AddAccount } from './add-account.tsx';
import './administration.css';

/** Who may sign in, as what, and whether something is wrong with an account. */
export default function AccountsPage() {
  const { t } = useTranslation('administration');
  const language = useLanguage();
  const text = useText();
  const { get, set } = useAddress();
  const { id } = useParams();
  const kept = useKept(true);
  const mayManage = useMay('administration.manage-accounts');
  const [adding, setAdding] = useState(false);
  const sort = get('sort');
  const { limit, offset, paging } = usePaging();
  const filter = { q: get('q'), role: get('role'), state: get('state'), institution: get('institution') };
  const list = useApi<AccountList>('/api/administration/accounts', { ...filter, sort, limit, offset });
  const { data } = list;
  const roles = new Map((data?.roles ?? []).map(({ role, title }) => [role, title]));
  return (
    <>
      <PageHead title={t('accounts.title')} lead={t('accounts.lead')}>
        {mayManage && (
          <Button type="primary" size="small" onClick={() => setAdding(true)}>
            {t('accounts.add')}
          </Button>
        )}
      </PageHead>
      <DataTable
        id="administration.accounts"
        fill
        caption={t('accounts.title')}
        columns={accountColumns({ t, language, kept, roles })}
        rows={data?.items}
        error={data ? undefined : list.error}
        onRetry={() => void list.refetch()}
        rowKey={(row) => row.id}
        total={data?.total}
        current={id}
        sort={sort}
        onSort={(next) => set({ sort: next, offset: null })}
        paging={paging}
        empty={t('accounts.empty')}
        toolbar={
          <>
            <SearchBox label={t('accounts.search')} className="administration-filter" />
            <Select
              allowClear
              className="administration-filter"
              aria-label={t('account.roles')}
              placeholder={t('account.roles')}
              value={get('role') ?? null}
              popupMatchSelectWidth={false}
              options={(data?.roles ?? []).map(({ role, title }) => ({ value: role, label: text(title) }))}
              onChange={(value: string | undefined) => set({ role: value ?? null, offset: null })}
            />
            <Select
              allowClear
              className="administration-filter"
              aria-label={t('account.state')}
              placeholder={t('account.state')}
              value={get('state') ?? null}
              popupMatchSelectWidth={false}
              options={accountState.options.map((one) => ({ value: one, label: t(`account-state.${one}`) }))}
              onChange={(value: string | undefined) => set({ state: value ?? null, offset: null })}
            />
          </>
        }
        actions={<ExportLinks path="/api/administration/accounts/export" query={{ ...filter, sort }} />}
      />
      {adding && <AddAccount roles={data?.roles ?? []} onClose={() => setAdding(false)} />}
    </>
  );
}
