import { useAddress } from '@songhua/ui/address.ts';
import { type Column, DataTable } from '@songhua/ui/data-table.tsx';
import { ExportLinks } from '@songhua/ui/export-links.tsx';
import { PageHead } from '@songhua/ui/page-head.tsx';
import { useApi } from '@songhua/ui/query.ts';
import { useText } from '@songhua/ui/text.ts';
import { usePaging } from '@songhua/ui/use-paging.ts';
import { Select } from 'antd';
import { useTranslation } from 'react-i18next';
import type { PolicyList } from '../contract.ts';

type Row = PolicyList['items'][number];

/** Who sees what: every policy as a sentence, by role. */
export default function PoliciesPage() {
  const { t } = useTranslation('privacy');
  const text = useText();
  const { get, set } = useAddress();
  const { limit, offset, paging } = usePaging();
  const role = get('role');
  const list = useApi<PolicyList>('/api/access/policies', { role, limit, offset });
  const columns: readonly Column<Row>[] = [
    {
      key: 'roles',
      title: t('policies.roles'),
      rowHeader: true,
      width: '16%',
      render: ({ roles }) => roles.map(({ title }) => text(title)).join(t('list')),
    },
    { key: 'sentence', title: t('policies.sentence'), render: ({ sentence }) => text(sentence) },
    {
      key: 'labels',
      title: t('policies.labels'),
      rank: 2,
      width: '18%',
      render: ({ labels }) => (labels.length > 0 ? labels.map(({ title }) => text(title)).join(t('list')) : t('policies.none')),
    },
    {
      key: 'types',
      title: t('policies.types'),
      rank: 3,
      hidden: true,
      render: ({ groups }) => groups.flatMap(({ types }) => types).join(' '),
    },
  ];
  return (
    <>
      <PageHead title={t('policies.title')} lead={t('policies.lead')} />
      <DataTable
        id="privacy.policies"
        fill
        caption={t('policies.title')}
        columns={columns}
        rows={list.data?.items}
        error={list.data ? undefined : list.error}
        onRetry={() => void list.refetch()}
        rowKey={({ id }) => id}
        total={list.data?.total}
        paging={paging}
        empty={t('policies.empty')}
        toolbar={
          <Select
            allowClear
            style={{ minWidth: 200 }}
            aria-label={t('policies.role')}
            placeholder={t('policies.role')}
            value={role ?? null}
            options={(list.data?.roles ?? []).map((one) => ({ value: one.role, label: text(one.title) }))}
            onChange={(value: string | undefined) => set({ role: value ?? null, offset: null })}
          />
        }
        actions={<ExportLinks path="/api/access/policies/export" query={{ role }} />}
      />
    </>
  );
}
