import type { ComparedFigure } from '../domain/compare-summary.ts';
import { compareTownHealth } from '../domain/compare-town-health.ts';
import type { CitySummary } from '../domain/summarise-town.ts';

const count = (value: number): string => value.toLocaleString('en');

const line = (cells: readonly string[]): string =>
  `${(cells[0] ?? '').padStart(12)}  ${(cells[1] ?? '').padStart(12)}  ${cells[2] ?? ''}`;

/** Health as asked and as it came, each with its unit, then the months of what has seasons, in percent of the year. */
function healthLines(summary: Pick<CitySummary, 'health'>): readonly string[] {
  const { figures, seasons } = compareTownHealth(summary);
  if (figures.length === 0) return [];
  const rows = figures.map(({ title, unit, asked, came }) =>
    line([asked === null ? '' : count(asked), count(came), `${title.zh} ${title.en} (${unit.zh} ${unit.en})`]),
  );
  const months = seasons.map(
    ({ title, months: shares }) => `${shares.map((share) => share.toFixed(1).padStart(5)).join('')}  ${title.zh} ${title.en}`,
  );
  return ['', ...rows, '', '1–12 月各占全年 % · months, % of the year', ...months];
}

/**
 * The summary for a terminal: what was asked beside what came out, of people and of their health, the resources by type, and the rate of this run;
 * `before` were there when it began.
 */
export function summaryTable(
  compared: readonly ComparedFigure[],
  summary: Pick<CitySummary, 'resources' | 'health'>,
  seconds: number,
  before = 0,
): readonly string[] {
  const { resources } = summary;
  const rows = compared.map(({ title, asked, came }) => [
    asked === null ? '' : count(asked),
    count(came),
    `${title.zh} ${title.en}`,
  ]);
  const total = Object.values(resources).reduce((sum, n) => sum + n, 0);
  const rate = Math.round((total - before) / Math.max(seconds, 0.001));
  return [
    line(['设定 asked', '结果 came', '']),
    ...rows.map(line),
    ...healthLines(summary),
    '',
    ...Object.entries(resources)
      .sort()
      .map(([type, n]) => line(['', count(n), type])),
    line([
      '',
      count(total),
      [
        '资源 resources',
        ...(before > 0 ? [`本次 this run ${count(total - before)}`] : []),
        `${seconds.toFixed(1)} s`,
        `${count(rate)}/s`,
      ].join(' · '),
    ]),
  ];
}
