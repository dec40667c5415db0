import { type Column, DataTable } from '@songhua/ui/data-table.tsx';
import { EvidenceMark } from '@songhua/ui/evidence-mark.tsx';
import { ExportLinks } from '@songhua/ui/export-links.tsx';
import { formatNumber } from '@songhua/ui/format.ts';
import { useLanguage } from '@songhua/ui/text.ts';
import { useTranslation } from 'react-i18next';
import type { InstitutionParts } from '../contract.ts';
import { CompleteNote } from './complete-note.tsx';

type Group = InstitutionParts['beds']['groups'][number];

/** Beds by class and department, with those that can be converted or opened. */
export function InstitutionBeds({ id, parts }: { readonly id: string; readonly parts: InstitutionParts }) {
  const { t } = useTranslation('registry');
  const language = useLanguage();
  const { beds } = parts;
  const number = (key: 'n' | 'convertible' | 'openable', rank: 1 | 2): Column<Group> => ({
    key,
    title: t(`beds.${key}`),
    unit: t('unit.beds'),
    numeric: true,
    rank,
    render: (group) => formatNumber(group[key], 0, language),
  });
  const columns: Column<Group>[] = [
    {
      key: 'department',
      title: t('beds.department'),
      rowHeader: true,
      render: ({ department }) => department.title?.[language] ?? t('beds.no-department'),
    },
    number('n', 1),
    number('convertible', 2),
    number('openable', 2),
  ];
  const classOf = (group: Group): string => {
    const same = beds.groups.filter((one) => one.class.code === group.class.code);
    const n = same.reduce((sum, one) => sum + one.n, 0);
    return `${group.class.title?.[language] ?? '—'} · ${formatNumber(n, 0, language)} ${t('unit.beds')}`;
  };
  return (
    <>
      <p className="sh-row">
        {t('beds.lead', { counted: formatNumber(beds.counted, 0, language) })} <EvidenceMark evidence={beds.evidence} />
      </p>
      <CompleteNote parts={parts} of="beds" />
      <DataTable
        id="registry.beds"
        caption={t('institution.beds')}
        columns={columns}
        rows={beds.groups}
        rowKey={(group) => `${group.class.code} ${group.department.code}`}
        groupOf={classOf}
        actions={
          <ExportLinks path={`/api/registry/institutions/${encodeURIComponent(id)}/parts/export`} query={{ table: 'beds' }} />
        }
        empty={t('beds.none')}
      />
    </>
  );
}
