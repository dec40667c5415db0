import type { ChartTable } from './chart-file.ts';
import { formatNumber } from './format.ts';
import { useLanguage } from './text.ts';
import './data-table.css';

/** Keeps every decimal a figure carries, up to four. */
const decimalsOf = (value: number): number =>
  [0, 1, 2, 3].find((n) => Number(value.toFixed(n)) === Number(value.toFixed(4))) ?? 4;

export function ChartTableView({ name, table }: { readonly name: string; readonly table: ChartTable }) {
  const language = useLanguage();
  const show = (cell: string | number | null | undefined) =>
    typeof cell === 'number' ? formatNumber(cell, decimalsOf(cell), language) : (cell ?? '—');
  return (
    <div className="sh-table">
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard */}
      <section className="sh-table-box" tabIndex={0} aria-label={name}>
        <table>
          <caption className="sh-visually-hidden">{name}</caption>
          <thead>
            <tr>
              {table.columns.map((one) => (
                <th key={one.title} scope="col" className={one.numeric ? 'sh-number' : undefined}>
                  {one.title}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {table.rows.map((row) => (
              <tr key={String(row[0])}>
                {table.columns.map((one, at) =>
                  at === 0 ? (
                    <th key={one.title} scope="row">
                      {show(row[at])}
                    </th>
                  ) : (
                    <td key={one.title} className={one.numeric ? 'sh-number' : undefined}>
                      {show(row[at])}
                    </td>
                  ),
                )}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </div>
  );
}
