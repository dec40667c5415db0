import type { Column } from '@songhua/ui/data-table.tsx';
import { EvidenceMark } from '@songhua/ui/evidence-mark.tsx';
import { formatDate, formatFigure } from '@songhua/ui/format.ts';
import { StatusMark } from '@songhua/ui/status-mark.tsx';
import type { Language } from '@songhua/ui/text.ts';
import { Value } from '@songhua/ui/value.tsx';
import type { TFunction } from 'i18next';
import { Link } from 'react-router';
import type { IndicatorItem } from '../contract.ts';
import { Bullet } from './bullet.tsx';
import { baselineText, expectedText, gapText, referenceText, targetText, unitOf } from './figures.ts';
import { TargetView } from './target-view.tsx';

const inBrackets = (unit: string | null, language: Language): string =>
  unit === null ? '' : language === 'zh' ? `（${unit}）` : ` (${unit})`;

const or = (text: string | null, missing: string) => text ?? <Value value={null} reason={missing} />;

/** The columns of the overview: where it started, stands, should stand and is to arrive, and what decides. */
export function overviewColumns(t: TFunction<'plan'>, language: Language, kept: string): Column<IndicatorItem>[] {
  const describe = (item: IndicatorItem): string =>
    [
      `${t('column.baseline')} ${baselineText(item, language) ?? '—'}`,
      `${t('column.current')} ${item.current.value === null ? '—' : formatFigure(item.current.value, item.format, item.decimals, language)}`,
      `${t('column.expected')} ${expectedText(item, language) ?? '—'}`,
      `${t('column.target')} ${targetText(item, language) ?? referenceText(item, language) ?? '—'}`,
    ].join(language === 'zh' ? '，' : ', ');
  return [
    {
      key: 'name',
      title: t('column.name'),
      rowHeader: true,
      render: (item) => (
        <>
          <Link to={`/plan/indicators/${item.id}${kept}`}>{item.name[language]}</Link>
          <span className="sh-quiet plan-unit">{inBrackets(unitOf(item), language)}</span>
        </>
      ),
    },
    {
      key: 'status',
      title: t('column.status'),
      width: 100,
      render: (item) => <StatusMark status={item.status} why={item.why[language]} />,
    },
    {
      key: 'current',
      title: t('column.current'),
      numeric: true,
      render: ({ current, format, decimals }) => (
        <strong>
          <Value value={current.value} format={format} decimals={decimals} reason={current.reason} />
        </strong>
      ),
    },
    {
      key: 'expected',
      title: t('column.expected'),
      numeric: true,
      rank: 2,
      render: (item) => or(expectedText(item, language), t('missing.expected')),
    },
    {
      key: 'target',
      title: t('column.target'),
      numeric: true,
      render: (item) => <TargetView item={item} />,
    },
    {
      key: 'gap',
      title: t('column.gap'),
      numeric: true,
      rank: 2,
      render: (item) => or(gapText(item.gap, language), t(item.status === 'met' ? 'missing.gap-met' : 'missing.gap')),
    },
    { key: 'way', title: t('column.way'), rank: 3, width: 140, render: (item) => <Bullet item={item} label={describe(item)} /> },
    {
      key: 'baseline',
      title: t('column.baseline'),
      numeric: true,
      rank: 3,
      render: (item) => or(baselineText(item, language), t('missing.baseline')),
    },
    {
      key: 'evidence',
      title: t('column.evidence'),
      rank: 2,
      render: ({ current }) => (
        <EvidenceMark
          evidence={current.evidence}
          {...(current.asOf && { note: t('as-of', { date: formatDate(current.asOf, language) }) })}
        />
      ),
    },
    {
      key: 'asOf',
      title: t('column.as-of'),
      rank: 3,
      hidden: true,
      render: ({ current }) => (current.asOf ? formatDate(current.asOf, language) : '—'),
    },
    { key: 'nature', title: t('column.nature'), rank: 3, hidden: true, render: ({ nature }) => t(`nature.${nature}`) },
    { key: 'dimension', title: t('column.dimension'), rank: 3, hidden: true, render: ({ dimension }) => dimension[language] },
  ];
}
