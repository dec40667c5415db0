import type { Column } from '@songhua/ui/data-table.tsx';
import { EvidenceMark } from '@songhua/ui/evidence-mark.tsx';
import type { Language } from '@songhua/ui/text.ts';
import { Value } from '@songhua/ui/value.tsx';
import type { TFunction } from 'i18next';
import { Link } from 'react-router';
import type { Institution } from '../contract.ts';

export const institutionColumns = (t: TFunction<'registry'>, language: Language, kept: string): Column<Institution>[] => [
  {
    key: 'name',
    title: t('column.name'),
    sort: 'name',
    rowHeader: true,
    render: (row) => (
      <Link lang="zh-CN" to={`/registry/institutions/${encodeURIComponent(row.id)}${kept}`}>
        {row.name}
      </Link>
    ),
  },
  { key: 'kind', title: t('column.kind'), sort: 'kind', rank: 2, render: (row) => t(`kind.${row.kind}`) },
  {
    key: 'level',
    keep: true,
    title: t('column.level'),
    rank: 3,
    render: (row) => (row.level === 'none' ? <span className="sh-quiet">{t('level.none')}</span> : t(`level.${row.level}`)),
  },
  { key: 'ownership', keep: true, title: t('column.ownership'), rank: 3, render: (row) => t(`ownership.${row.ownership}`) },
  { key: 'area', keep: true, title: t('column.area'), sort: 'area', render: (row) => row.areaName[language] },
  {
    key: 'town',
    keep: true,
    title: t('column.town'),
    rank: 3,
    render: (row) => row.townName ?? <Value value={null} reason={t('missing.town')} />,
  },
  {
    key: 'beds',
    title: t('column.beds'),
    unit: t('unit.beds'),
    sort: 'beds',
    numeric: true,
    render: (row) => <Value value={row.beds} reason={t('missing.beds')} />,
  },
  {
    key: 'staff',
    title: t('column.staff'),
    unit: t('unit.staff'),
    sort: 'staff',
    numeric: true,
    rank: 2,
    render: (row) => <Value value={row.staff} reason={t('missing.staff')} />,
  },
  { key: 'evidence', title: t('column.evidence'), rank: 2, render: (row) => <EvidenceMark evidence={row.evidence} /> },
  { key: 'class', title: t('column.class'), rank: 3, hidden: true, render: (row) => t(`class.${row.class}`) },
];
