import type { HealthFigure, HealthState } from '@songhua/health/contract.ts';
import { formatNumber, formatTime } from '@songhua/ui/format.ts';
import type { MarkName } from '@songhua/ui/status-mark.tsx';
import type { Language } from '@songhua/ui/text.ts';

/** Each state by the shapes of the other pages. */
export const healthShapes: Readonly<Record<HealthState, MarkName>> = {
  good: 'met',
  watch: 'behind',
  act: 'off-track',
  unknown: 'unknown',
};

/** Worst first: what somebody must do, what is not known, what to keep an eye on. */
export const healthOrder: readonly HealthState[] = ['act', 'unknown', 'watch', 'good'];

const units = ['B', 'kB', 'MB', 'GB', 'TB'];

/** A size in the unit that keeps it short; decimal, as disks are sold. */
export function formatBytes(value: number, language: Language): string {
  const step = value < 1000 ? 0 : Math.min(Math.floor(Math.log10(value) / 3), units.length - 1);
  const scaled = value / 1000 ** step;
  return `${formatNumber(scaled, step === 0 || scaled >= 100 ? 0 : 1, language)} ${units[step]}`;
}

/** A figure as it is read; a dash where it is not known. */
export function formatHealthFigure({ kind, value }: HealthFigure, language: Language): string {
  if (value === null) return '—';
  if (typeof value === 'string') return kind === 'time' ? formatTime(value, language) : value;
  if (kind === 'bytes') return formatBytes(value, language);
  if (kind === 'seconds') return `${formatNumber(value * 1000, 0, language)} ms`;
  return formatNumber(value, 0, language);
}
