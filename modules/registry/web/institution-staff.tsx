import { useAddress } from '@songhua/ui/address.ts';
import { type Column, DataTable } from '@songhua/ui/data-table.tsx';
import { EvidenceMark } from '@songhua/ui/evidence-mark.tsx';
import { ExportLinks } from '@songhua/ui/export-links.tsx';
import { formatNumber } from '@songhua/ui/format.ts';
import { useApi } from '@songhua/ui/query.ts';
import { useLanguage } from '@songhua/ui/text.ts';
import { useTranslation } from 'react-i18next';
import type { InstitutionParts, StaffList } from '../contract.ts';
import { CompleteNote } from './complete-note.tsx';
import { staffColumns } from './staff-columns.tsx';

type Group = InstitutionParts['staff']['groups'][number];

const pageSize = 20;
const keyOf = ({ profession, specialty }: Group): string => `${profession.code ?? ''}:${specialty.code ?? ''}`;

/** People by profession and specialty; choosing a group lists its people, names masked. */
export function InstitutionStaff({ id, parts }: { readonly id: string; readonly parts: InstitutionParts }) {
  const { t } = useTranslation('registry');
  const language = useLanguage();
  const { get, set } = useAddress();
  const chosen = get('staff');
  const [profession, specialty] = (chosen ?? '').split(':');
  const offset = Number(get('from')) || 0;
  const path = `/api/registry/institutions/${encodeURIComponent(id)}/staff`;
  const filter = { profession, specialty };
  const list = useApi<StaffList>(path, { ...filter, limit: pageSize, offset });
  const { staff } = parts;
  const columns: Column<Group>[] = [
    {
      key: 'specialty',
      title: t('staff.specialty'),
      rowHeader: true,
      render: (group) => (
        <button
          type="button"
          className="sh-plain-button registry-choice"
          aria-pressed={keyOf(group) === chosen}
          onClick={() => set({ staff: keyOf(group) === chosen ? null : keyOf(group), from: null })}
        >
          {group.specialty.title?.[language] ?? t('staff.no-specialty')}
        </button>
      ),
    },
    { key: 'n', title: t('staff.n'), unit: t('unit.staff'), numeric: true, render: ({ n }) => formatNumber(n, 0, language) },
    {
      key: 'established',
      title: t('staff.established'),
      unit: t('unit.staff'),
      numeric: true,
      rank: 2,
      render: ({ established }) => formatNumber(established, 0, language),
    },
  ];
  const professionOf = (group: Group): string => {
    const people = staff.groups.filter((one) => one.profession.code === group.profession.code);
    const n = people.reduce((sum, one) => sum + one.n, 0);
    return `${group.profession.title?.[language] ?? '—'} · ${formatNumber(n, 0, language)} ${t('unit.staff')}`;
  };
  return (
    <>
      <p className="sh-row">
        {t('staff.lead', {
          counted: formatNumber(staff.counted, 0, language),
          established: formatNumber(staff.established, 0, language),
          further: formatNumber(staff.listed - staff.counted, 0, language),
        })}
        <EvidenceMark evidence={staff.evidence} />
      </p>
      <CompleteNote parts={parts} of="staff" />
      <section className="registry-section">
        <DataTable
          id="registry.staff-groups"
          caption={t('staff.groups')}
          columns={columns}
          rows={staff.groups}
          rowKey={keyOf}
          groupOf={professionOf}
          current={chosen}
          toolbar={<h2>{t('staff.groups')}</h2>}
          actions={<ExportLinks path={`${path.replace(/staff$/, 'parts')}/export`} query={{ table: 'staff' }} />}
          empty={t('staff.none')}
        />
      </section>
      <section className="registry-section">
        <DataTable
          id="registry.staff"
          caption={t('staff.people')}
          columns={staffColumns(t, language)}
          rows={list.data?.items}
          error={list.error}
          onRetry={() => void list.refetch()}
          rowKey={(row) => row.id}
          total={list.data?.total}
          busy={list.isFetching}
          toolbar={<h2>{t('staff.people')}</h2>}
          actions={<ExportLinks path={`${path}/export`} query={filter} />}
          paging={{ offset, limit: pageSize, onChange: (from) => set({ from: from ? String(from) : null }) }}
          empty={t('staff.none')}
        />
      </section>
    </>
  );
}
