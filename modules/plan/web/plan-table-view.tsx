import { ExportLinks } from '@songhua/ui/export-links.tsx';
import { formatDate, formatFigure } from '@songhua/ui/format.ts';
import { useLanguage } from '@songhua/ui/text.ts';
import { Value } from '@songhua/ui/value.tsx';
import { Popover } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { PlanTable } from '../contract.ts';
import '@songhua/ui/data-table.css';
import { findMisprints } from './find-misprints.ts';

type Cell = PlanTable['rows'][number]['cells'][string];
type ColumnSpec = PlanTable['groups'][number]['columns'][number];

function Misprint({
  figure,
  number,
  text,
}: {
  readonly figure: string;
  readonly number: number | undefined;
  readonly text: string;
}) {
  return (
    <Popover content={<div className="sh-popover-text">{text}</div>} trigger={['hover', 'focus', 'click']}>
      <button type="button" className="sh-plain-button plan-misprint" aria-label={`${figure} ${number} · ${text}`}>
        {figure} <sup>{number}</sup>
      </button>
    </Popover>
  );
}

function CellView({
  cell,
  column,
  number,
}: {
  readonly cell: Cell | undefined;
  readonly column: ColumnSpec;
  readonly number: number | undefined;
}) {
  const { t } = useTranslation('plan');
  const language = useLanguage();
  const value = cell?.value ?? null;
  if (!cell || value === null) return <Value value={null} reason={cell?.reason?.[language]} />;
  const figure = formatFigure(value, column.format, column.decimals, language);
  if (!cell.misprint) return <>{figure}</>;
  const text = t('counties.misprint', { printed: cell.misprint.printed, note: cell.misprint.note[language] });
  return <Misprint figure={figure} number={number} text={text} />;
}

function ColumnTitle({ column, number }: { readonly column: ColumnSpec; readonly number: number | undefined }) {
  const { t } = useTranslation('plan');
  const language = useLanguage();
  const title = column.title[language];
  if (!column.misprint) return <>{title}</>;
  return (
    <Misprint
      figure={title}
      number={number}
      text={t('counties.misprint', { printed: column.misprint.printed, note: column.misprint.note[language] })}
    />
  );
}

interface PlanTableViewProps {
  readonly table: PlanTable;
  /** What the table was asked with; its export asks the same. */
  readonly query: Readonly<Record<string, string | undefined>>;
}

export function PlanTableView({ table, query }: PlanTableViewProps) {
  const { t } = useTranslation('plan');
  const language = useLanguage();
  const columns = table.groups.flatMap(({ columns: own }) => own.map((column, at) => ({ column, last: at === own.length - 1 })));
  const misprints = findMisprints(table);
  const numberOf = (area: string, key: string) =>
    misprints.find((one) => one.area?.code === area && one.column.key === key)?.number;
  const title = table.title[language];
  return (
    <section className="plan-section sh-table" aria-label={title} style={{ flex: 'none' }}>
      <div className="sh-table-bar">
        <div>
          <h2>{title}</h2>
          <p className="sh-quiet">{t('counties.source', { section: table.section, date: formatDate(table.asOf, language) })}</p>
        </div>
        <ExportLinks path={`/api/plan/tables/${encodeURIComponent(table.id)}/export`} query={query} />
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard */}
      <section className="sh-table-box plan-table" tabIndex={0} aria-label={t('ui:table.region', { caption: title })}>
        <table>
          <caption className="sh-visually-hidden">{title}</caption>
          <thead>
            <tr>
              <th scope="col" rowSpan={2}>
                {t('areas.area')}
              </th>
              {table.groups.map((group) => (
                <th key={group.title.zh} scope="colgroup" colSpan={group.columns.length}>
                  {group.title[language]}
                </th>
              ))}
            </tr>
            <tr>
              {columns.map(({ column, last }) => (
                <th key={column.key} scope="col" className={`sh-number ${last ? 'plan-group-end' : ''}`}>
                  <ColumnTitle
                    column={column}
                    number={misprints.find((one) => one.area === null && one.column.key === column.key)?.number}
                  />
                  <span className="sh-unit">{column.unit[language]}</span>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {table.rows.map(({ area, cells }) => (
              <tr key={area.code}>
                <th scope="row">
                  <Link to={`/registry/areas/${area.code}`}>{area.name[language]}</Link>
                </th>
                {columns.map(({ column, last }) => (
                  <td key={column.key} className={`sh-number ${last ? 'plan-group-end' : ''}`}>
                    <CellView cell={cells[column.key]} column={column} number={numberOf(area.code, column.key)} />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      {misprints.length > 0 && (
        <details className="plan-misprints">
          <summary>{t('counties.misprints', { count: misprints.length })}</summary>
          <ol>
            {misprints.map(({ number, area, group, column, printed, note }) => (
              <li key={number} value={number}>
                {area ? area.name[language] : t('counties.heading')} · {group[language]} · {column.title[language]}:{' '}
                {t('counties.misprint', { printed, note: note[language] })}
              </li>
            ))}
          </ol>
        </details>
      )}
    </section>
  );
}
