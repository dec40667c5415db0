import { useAddress } from '@songhua/ui/address.ts';
import { DataTable } from '@songhua/ui/data-table.tsx';
import { ExportLinks } from '@songhua/ui/export-links.tsx';
import { PageHead } from '@songhua/ui/page-head.tsx';
import { useApi } from '@songhua/ui/query.ts';
import { useMay } from '@songhua/ui/session.ts';
import { useLanguage, useText } from '@songhua/ui/text.ts';
import { Button, Segmented, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { returnKind, type StatusList } from '../contract.ts';
import { submissionColumns } from './return-columns.tsx';
import './returns.css';

/** How far every county's return is, for one year and one kind. */
export default function StatusPage() {
  const { t } = useTranslation('returns');
  const language = useLanguage();
  const text = useText();
  const { get, set } = useAddress();
  const maySubmit = useMay('returns.submit');
  const asked = returnKind.safeParse(get('kind'));
  const kind = asked.success ? asked.data : 'annual';
  const year = get('year');
  const query = { kind, year };
  const status = useApi<StatusList>('/api/returns/status', query);
  const { data } = status;
  const counted = (state: string): number => data?.items.filter(({ submission }) => submission?.state === state).length ?? 0;
  const uploadTo = (area?: string): string => {
    const params = new URLSearchParams({
      kind,
      ...(data && { year: String(data.year) }),
      ...(area !== undefined && { county: area }),
    });
    return `/returns/upload?${params.toString()}`;
  };
  return (
    <>
      <PageHead
        title={t('status.title')}
        lead={
          data &&
          t('status.lead', {
            year: data.year,
            accepted: counted('accepted'),
            submitted: counted('submitted'),
            returned: counted('returned'),
          })
        }
      >
        <Link to="/returns/all">{t('all.title')}</Link>
        {maySubmit && (
          <Link to={uploadTo()}>
            <Button type="primary">{t('upload.title')}</Button>
          </Link>
        )}
      </PageHead>
      <DataTable
        id="returns.status"
        fill
        caption={t('status.title')}
        columns={[
          {
            key: 'area',
            title: t('column.area'),
            rowHeader: true,
            render: ({ area, areaName, submission }) => (
              <Link to={submission ? `/returns/${submission.id}` : uploadTo(area)}>{text(areaName)}</Link>
            ),
          },
          ...submissionColumns<StatusList['items'][number]>(t, language, ({ submission }) => submission),
        ]}
        rows={data?.items}
        rowKey={({ area }) => area}
        total={data?.total}
        error={status.error}
        onRetry={() => void status.refetch()}
        busy={status.isFetching}
        toolbar={
          <>
            <Select
              aria-label={t('column.year')}
              value={data?.year ?? null}
              options={(data?.years ?? []).map((one) => ({ value: one, label: String(one) }))}
              onChange={(one: number) => set({ year: String(one) })}
            />
            <Segmented
              size="small"
              aria-label={t('column.kind')}
              value={kind}
              options={returnKind.options.map((one) => ({ value: one, label: t(`kind.${one}`) }))}
              onChange={(one) => set({ kind: one === 'annual' ? null : one })}
            />
          </>
        }
        actions={<ExportLinks path="/api/returns/status/export" query={query} />}
      />
    </>
  );
}
