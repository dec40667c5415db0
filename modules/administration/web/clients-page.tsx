import { useAddress, useKept } from '@songhua/ui/address.ts';
import { DataTable } from '@songhua/ui/data-table.tsx';
import { ExportLinks } from '@songhua/ui/export-links.tsx';
import { PageHead } from '@songhua/ui/page-head.tsx';
import { useApi } from '@songhua/ui/query.ts';
import { SearchBox } from '@songhua/ui/search-box.tsx';
import { useMay } from '@songhua/ui/session.ts';
import { useLanguage } from '@songhua/ui/text.ts';
import { usePaging } from '@songhua/ui/use-paging.ts';
import { Button, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type AddedClient, type ClientList, clientKind } from '../contract.ts';
import { AddClient } from './add-client.tsx';
import { clientColumns } from './client-columns.tsx';
import { ClientSecret } from './client-secret.tsx';
import { SigningKeys } from './signing-keys.tsx';
import './administration.css';

const path = '/api/administration/clients';

/** Which programs may ask, for what and how they prove who they are; and the keys with which this server signs. */
export default function ClientsPage() {
  const { t } = useTranslation('administration');
  const language = useLanguage();
  const { get, set } = useAddress();
  const mayManage = useMay('administration.manage-clients');
  const kept = useKept(true);
  const [adding, setAdding] = useState(false);
  const [told, setTold] = useState<AddedClient | null>(null);
  const sort = get('sort');
  const { limit, offset, paging } = usePaging();
  const filter = { q: get('q'), kind: get('kind') };
  const list = useApi<ClientList>(path, { ...filter, sort, limit, offset });
  const { data } = list;
  return (
    <>
      <PageHead title={t('clients.title')} lead={t('clients.lead')}>
        {mayManage && (
          <Button type="primary" size="small" onClick={() => setAdding(true)}>
            {t('clients.add')}
          </Button>
        )}
      </PageHead>
      <DataTable
        id="administration.clients"
        caption={t('clients.title')}
        columns={clientColumns({ t, language, kept })}
        rows={data?.items}
        error={data ? undefined : list.error}
        onRetry={() => void list.refetch()}
        rowKey={(row) => row.id}
        total={data?.total}
        sort={sort}
        onSort={(next) => set({ sort: next, offset: null })}
        paging={paging}
        empty={t('clients.empty')}
        toolbar={
          <>
            <SearchBox label={t('clients.search')} className="administration-filter" />
            <Select
              allowClear
              className="administration-filter"
              aria-label={t('client.kind')}
              placeholder={t('client.kind')}
              value={get('kind') ?? null}
              popupMatchSelectWidth={false}
              options={clientKind.options.map((one) => ({ value: one, label: t(`client-kind.${one}`) }))}
              onChange={(value: string | undefined) => set({ kind: value ?? null, offset: null })}
            />
          </>
        }
        actions={<ExportLinks path={`${path}/export`} query={{ ...filter, sort }} />}
      />
      <SigningKeys mayRenew={mayManage} />
      {adding && (
        <AddClient
          onClose={() => setAdding(false)}
          onAdded={(added) => {
            setAdding(false);
            setTold(added);
          }}
        />
      )}
      {told && <ClientSecret told={told} onClose={() => setTold(null)} />}
    </>
  );
}
