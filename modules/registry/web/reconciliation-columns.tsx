import type { Column } from '@songhua/ui/data-table.tsx';
import { EvidenceMark } from '@songhua/ui/evidence-mark.tsx';
import { formatNumber } from '@songhua/ui/format.ts';
import type { StatusName } from '@songhua/ui/status.ts';
import { StatusShape } from '@songhua/ui/status-mark.tsx';
import type { Language } from '@songhua/ui/text.ts';
import { Value } from '@songhua/ui/value.tsx';
import type { TFunction } from 'i18next';
import type { Reconciliation } from '../contract.ts';

type Row = Reconciliation['items'][number];

const shapes: Readonly<Record<Row['status'], StatusName>> = { equal: 'met', differs: 'off-track', missing: 'unknown' };

const decimalsOf = (value: number): number => (Number.isInteger(value) ? 0 : 2);
const signed = (value: number, language: Language): string =>
  `${value > 0 ? '+' : value < 0 ? '−' : ''}${formatNumber(Math.abs(value), decimalsOf(value), language)}`;

export const reconciliationColumns = (t: TFunction<'registry'>, language: Language): Column<Row>[] => [
  { key: 'measure', title: t('reconciliation.measure'), rowHeader: true, render: ({ title }) => title[language] },
  { key: 'area', keep: true, title: t('column.area'), render: ({ area }) => area.name[language] },
  { key: 'unit', title: t('reconciliation.unit'), rank: 3, render: ({ unit }) => unit[language] },
  {
    key: 'published',
    title: t('reconciliation.published'),
    numeric: true,
    render: ({ published }) => <Value value={published} decimals={decimalsOf(published)} />,
  },
  {
    key: 'registry',
    title: t('reconciliation.registry'),
    numeric: true,
    render: ({ registry }) => (
      <Value value={registry} decimals={registry === null ? 0 : decimalsOf(registry)} reason={t('missing.registry')} />
    ),
  },
  {
    key: 'evidence',
    title: t('reconciliation.evidence'),
    rank: 2,
    render: ({ evidence }) => <EvidenceMark evidence={evidence} />,
  },
  {
    key: 'difference',
    title: t('reconciliation.difference'),
    numeric: true,
    rank: 2,
    render: ({ difference }) =>
      difference === null ? <Value value={null} reason={t('missing.registry')} /> : signed(difference, language),
  },
  {
    key: 'status',
    title: t('reconciliation.status'),
    render: ({ status }) => (
      <span className={`sh-status sh-status-${shapes[status]}`}>
        <StatusShape status={shapes[status]} />
        {t(`reconciliation.${status}`)}
      </span>
    ),
  },
  { key: 'source', title: t('reconciliation.source'), rank: 3, render: ({ source }) => <span lang="zh-CN">{source}</span> },
];
