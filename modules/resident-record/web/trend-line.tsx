import './record.css';
import './results.css';

export interface TrendPoint {
  readonly at: string;
  readonly value: number;
}

interface TrendLineProps {
  /** Oldest first. */
  readonly points: readonly TrendPoint[];
  readonly low: number | null;
  readonly high: number | null;
  /** The same in words, for those who do not see it. */
  readonly label: string;
}

const box = { width: 96, height: 26, pad: 4 } as const;

/** How values came to where they are, as a line the size of a word: the reference band behind, the newest value a dot. Drawn without a library. */
export function TrendLine({ points, low, high, label }: TrendLineProps) {
  const values = points.map(({ value }) => value);
  const bounds = [...values, ...[low, high].filter((one) => one !== null)];
  const [least, most] = [Math.min(...bounds), Math.max(...bounds)];
  const from = Date.parse(points[0]?.at ?? '');
  const span = Date.parse(points.at(-1)?.at ?? '') - from;
  const x = ({ at }: TrendPoint): number => box.pad + (span > 0 ? (Date.parse(at) - from) / span : 1) * (box.width - 2 * box.pad);
  const y = (value: number): number =>
    box.height - box.pad - (most > least ? (value - least) / (most - least) : 0.5) * (box.height - 2 * box.pad);
  const last = points.at(-1);
  const [top, bottom] = [high === null ? 0 : y(high), low === null ? box.height : y(low)];
  return (
    <svg
      className="record-trend"
      viewBox={`0 0 ${box.width} ${box.height}`}
      width={box.width}
      height={box.height}
      role="img"
      aria-label={label}
    >
      {(low !== null || high !== null) && (
        <rect className="record-trend-band" x="0" width={box.width} y={top} height={Math.max(1, bottom - top)} />
      )}
      <polyline points={points.map((one) => `${x(one).toFixed(1)},${y(one.value).toFixed(1)}`).join(' ')} />
      {last && <circle cx={x(last)} cy={y(last.value)} r="3" />}
    </svg>
  );
}
