import type { ComparedFigure } from '../domain/compare-summary.ts';
import type { CitySummary } from '../domain/summarise-town.ts';

const count = (value: number): string => value.toLocaleString('en');

/** The summary for a terminal: what was asked beside what came out, the resources by type, and the rate. */
export function summaryTable(
  compared: readonly ComparedFigure[],
  { resources }: Pick<CitySummary, 'resources'>,
  seconds: number,
): readonly string[] {
  const rows = compared.map(({ title, asked, came }) => [
    asked === null ? '' : count(asked),
    count(came),
    `${title.zh} ${title.en}`,
  ]);
  const total = Object.values(resources).reduce((sum, n) => sum + n, 0);
  const line = (cells: readonly string[]): string =>
    `${(cells[0] ?? '').padStart(12)}  ${(cells[1] ?? '').padStart(12)}  ${cells[2] ?? ''}`;
  return [
    line(['设定 asked', '结果 came', '']),
    ...rows.map(line),
    '',
    ...Object.entries(resources)
      .sort()
      .map(([type, n]) => line(['', count(n), type])),
    line([
      '',
      count(total),
      `资源 resources · ${seconds.toFixed(1)} s · ${count(Math.round(total / Math.max(seconds, 0.001)))}/s`,
    ]),
  ];
}
