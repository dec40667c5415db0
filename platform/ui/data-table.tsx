import { type KeyboardEvent, type ReactNode, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { ColumnChooser } from './column-chooser.tsx';
import { HeadCell } from './head-cell.tsx';
import { ProblemNotice } from './problem-notice.tsx';
import { TablePaging } from './table-paging.tsx';
import { Empty, SkeletonRows } from './table-states.tsx';
import { useHiddenColumns } from './use-columns.ts';
import './data-table.css';

export interface Column<Row> {
  readonly key: string;
  readonly title: string;
  readonly unit?: string | undefined;
  readonly render: (row: Row) => ReactNode;
  readonly numeric?: boolean;
  /** Name the server sorts by; `-name` is descending. */
  readonly sort?: string;
  /** 1 always shown, 2 not on a phone, 3 only on a wide screen. */
  readonly rank?: 1 | 2 | 3;
  readonly hidden?: boolean;
  /** Short words that read badly when broken over lines. */
  readonly keep?: boolean;
  readonly width?: number | string;
  /** Makes the first cell of a row its header for screen readers. */
  readonly rowHeader?: boolean;
}

export interface DataTableProps<Row> {
  /** Name under which the column choice is remembered. */
  readonly id: string;
  readonly caption: string;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[] | undefined;
  readonly rowKey: (row: Row) => string;
  /** Heading of the group a row belongs to; rows of one group stand together. */
  readonly groupOf?: ((row: Row) => string) | undefined;
  readonly total?: number | undefined;
  readonly sort?: string | undefined;
  readonly onSort?: (sort: string | null) => void;
  readonly paging?: {
    readonly offset: number;
    readonly limit: number;
    readonly onChange: (offset: number, limit: number) => void;
  };
  /** Left of the toolbar: filters, counts; right: export links. */
  readonly toolbar?: ReactNode;
  readonly actions?: ReactNode;
  readonly notice?: ReactNode;
  readonly empty?: ReactNode;
  /** Why the rows could not be read; said above the rows still in view, or in their place. */
  readonly error?: unknown;
  readonly onRetry?: () => void;
  readonly busy?: boolean;
  /** Grow to the height of the page and scroll inside. */
  readonly fill?: boolean;
  readonly current?: string | undefined;
}

/** Arrow keys walk the rows; Enter on a row's link opens it. */
function walkRows(event: KeyboardEvent<HTMLElement>) {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!step || !(event.target instanceof HTMLElement) || !event.target.matches('tbody a, tbody button')) return;
  const rows = [...event.currentTarget.querySelectorAll<HTMLElement>('tbody tr')].filter((row) => row.querySelector('a'));
  const now = rows.findIndex((row) => row.contains(event.target as Node));
  const next = rows[now + step]?.querySelector<HTMLElement>('a');
  if (!next) return;
  event.preventDefault();
  next.focus();
}

/** A compact table: sticky header, column choice, sort, paging and export stay with the server; the total is always said. */
export function DataTable<Row>(props: DataTableProps<Row>) {
  const {
    id,
    caption,
    columns,
    rows,
    rowKey,
    groupOf,
    total,
    sort,
    onSort,
    paging,
    toolbar,
    actions,
    notice,
    empty,
    busy,
    error,
    onRetry,
    fill,
    current,
  } = props;
  const { t } = useTranslation('ui');
  const box = useRef<HTMLDivElement>(null);
  const [hidden, setHidden] = useHiddenColumns(
    id,
    columns.filter((one) => one.hidden).map((one) => one.key),
  );
  const shown = columns.filter((one) => one.rowHeader || !hidden.includes(one.key));
  const choosable = columns.filter((one) => !one.rowHeader);
  let lastGroup: string | undefined;
  const groupRow = (row: Row): ReactNode => {
    const group = groupOf?.(row);
    if (group === undefined || group === lastGroup) return null;
    lastGroup = group;
    return (
      <tr key={`group ${group}`} className="sh-group">
        <th colSpan={shown.length} scope="colgroup">
          {group}
        </th>
      </tr>
    );
  };
  return (
    <section className={`sh-table ${fill ? 'sh-table-fill' : ''}`} aria-label={caption} aria-busy={busy ?? false}>
      <div className="sh-table-bar">
        <div className="sh-row">{toolbar}</div>
        <div className="sh-row sh-table-actions">
          {total !== undefined && <span className="sh-quiet">{t('table.total', { count: total })}</span>}
          {actions}
          <ColumnChooser columns={choosable} hidden={hidden} onChange={setHidden} />
        </div>
      </div>
      {notice}
      {Boolean(error) && <ProblemNotice error={error} {...(onRetry && { onRetry })} />}
      {!(error && rows === undefined) && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
        <section ref={box} className="sh-table-box" tabIndex={0} aria-label={t('table.region', { caption })} onKeyDown={walkRows}>
          <table>
            <caption className="sh-visually-hidden">{caption}</caption>
            <thead>
              <tr>
                {shown.map((column) => (
                  <HeadCell key={column.key} column={column} sort={sort} onSort={onSort} />
                ))}
              </tr>
            </thead>
            <tbody>
              {rows?.map((row) => {
                const key = rowKey(row);
                return [
                  groupRow(row),
                  <tr key={key} className={key === current ? 'sh-current' : undefined}>
                    {shown.map((column) => {
                      const className = `${column.numeric ? 'sh-number' : ''} ${column.keep ? 'sh-keep' : ''} sh-rank-${column.rank ?? 1}`;
                      return column.rowHeader ? (
                        <th key={column.key} scope="row" className={className}>
                          {column.render(row)}
                        </th>
                      ) : (
                        <td key={column.key} className={className}>
                          {column.render(row)}
                        </td>
                      );
                    })}
                  </tr>,
                ];
              })}
              {rows === undefined && <SkeletonRows columns={shown.length} />}
            </tbody>
          </table>
          {rows?.length === 0 && <Empty>{empty || t('table.empty')}</Empty>}
        </section>
      )}
      {paging && total !== undefined && (
        <TablePaging
          {...paging}
          total={total}
          onChange={(offset, limit) => {
            paging.onChange(offset, limit);
            box.current?.scrollTo({ top: 0 });
          }}
        />
      )}
    </section>
  );
}
