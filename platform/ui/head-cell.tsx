import { CaretDownFilled, CaretUpFilled } from '@ant-design/icons';
import { useTranslation } from 'react-i18next';
import type { Column } from './data-table.tsx';

interface HeadCellProps<Row> {
  readonly column: Column<Row>;
  readonly sort: string | undefined;
  readonly onSort: ((sort: string | null) => void) | undefined;
}

/** Numbers sort largest first, words A to Z first; the third press goes back to the table's own order. */
function nextSort(name: string, now: string | undefined, numeric: boolean): string | null {
  const [first, second] = numeric ? [`-${name}`, name] : [name, `-${name}`];
  if (now === first) return second;
  return now === second ? null : first;
}

export function HeadCell<Row>({ column, sort, onSort }: HeadCellProps<Row>) {
  const { t } = useTranslation('ui');
  const { title, unit, numeric = false, rank = 1, width } = column;
  const label = (
    <>
      {title}
      {unit && <span className="sh-unit">{unit}</span>}
    </>
  );
  const className = `${numeric ? 'sh-number' : ''} sh-rank-${rank}`;
  const name = column.sort;
  if (!name || !onSort) {
    return (
      <th scope="col" className={className} style={{ width }}>
        {label}
      </th>
    );
  }
  const direction = sort === name ? 'ascending' : sort === `-${name}` ? 'descending' : 'none';
  return (
    <th scope="col" className={className} style={{ width }} aria-sort={direction}>
      <button
        type="button"
        className="sh-plain-button sh-sort"
        title={t('table.sort')}
        onClick={() => onSort(nextSort(name, sort, numeric))}
      >
        <span>{label}</span>
        <span className="sh-sort-marks" aria-hidden="true">
          <CaretUpFilled className={direction === 'ascending' ? 'sh-on' : ''} />
          <CaretDownFilled className={direction === 'descending' ? 'sh-on' : ''} />
        </span>
      </button>
    </th>
  );
}
