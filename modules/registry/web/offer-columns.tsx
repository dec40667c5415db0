import type { Column } from '@songhua/ui/data-table.tsx';
import { EvidenceMark } from '@songhua/ui/evidence-mark.tsx';
import type { Language } from '@songhua/ui/text.ts';
import { Value } from '@songhua/ui/value.tsx';
import type { TFunction } from 'i18next';
import type { OfferRow } from '../contract.ts';
import { InstitutionLink } from './institution-link.tsx';
import { OfferMark } from './offer-mark.tsx';

export const offerColumns = (t: TFunction<'registry'>, language: Language): Column<OfferRow>[] => [
  {
    key: 'name',
    title: t('column.name'),
    sort: 'name',
    rowHeader: true,
    render: (row) => <InstitutionLink id={row.id} name={row.name} />,
  },
  {
    key: 'state',
    keep: true,
    title: t('services.state'),
    sort: 'state',
    render: (row) => <OfferMark state={row.state} />,
  },
  { key: 'kind', title: t('column.kind'), rank: 2, render: (row) => t(`kind.${row.kind}`) },
  {
    key: 'level',
    keep: true,
    title: t('column.level'),
    rank: 3,
    render: (row) => (row.level === 'none' ? <span className="sh-quiet">{t('level.none')}</span> : t(`level.${row.level}`)),
  },
  { key: 'area', keep: true, title: t('column.area'), sort: 'area', rank: 2, render: (row) => row.areaName[language] },
  {
    key: 'town',
    keep: true,
    title: t('column.town'),
    rank: 3,
    render: (row) => row.townName ?? <Value value={null} reason={t('missing.town')} />,
  },
  { key: 'evidence', title: t('column.evidence'), rank: 2, render: (row) => <EvidenceMark evidence={row.evidence} /> },
];
