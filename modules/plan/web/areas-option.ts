import type { ChartTable } from '@songhua/ui/chart-file.ts';
import type { ChartOption } from '@songhua/ui/echarts.ts';
import { formatFigure } from '@songhua/ui/format.ts';
import type { Palette } from '@songhua/ui/palette.ts';
import type { Language } from '@songhua/ui/text.ts';
import type { IndicatorDetail } from '../contract.ts';

export interface AreaWords {
  readonly target: string;
  readonly current: string;
  readonly area: string;
}

/** Bars start at zero; an area without a figure has a dash and no bar. The line of the target stands where there are bars to hold against it. */
export function areasOption(
  { item, byArea, definition }: IndicatorDetail,
  palette: Palette,
  language: Language,
  words: AreaWords,
): ChartOption {
  const figure = (value: number): string => formatFigure(value, item.format, item.decimals, language);
  // A city's count says nothing about a county's; a rate does.
  const isRate = definition.denominator !== null || definition.publishedRate !== null;
  const target = isRate ? (item.target.value ?? item.target.reference ?? null) : null;
  // From the top down in the order of the table.
  const rows = byArea.toReversed();
  const line = rows.some(({ current }) => current.value !== null) ? target : null;
  return {
    grid: { left: 8, right: 64, top: 26, bottom: 4, outerBoundsMode: 'same', outerBoundsContain: 'axisLabel' },
    xAxis: {
      type: 'value',
      min: 0,
      ...(line !== null && { max: ({ max }: { max: number }) => Math.max(max, line) * 1.02 }),
      axisLabel: { show: false },
      splitLine: { show: false },
    },
    yAxis: {
      type: 'category',
      data: rows.map(({ area }) => area.name[language]),
      axisTick: { show: false },
      axisLine: { lineStyle: { color: palette.line } },
      axisLabel: { color: palette.text, interval: 0 },
    },
    series: [
      {
        type: 'bar',
        name: words.current,
        barMaxWidth: 18,
        label: {
          show: true,
          position: 'right',
          color: palette.text,
          formatter: ({ dataIndex }: { dataIndex: number }) => {
            const now = rows[dataIndex]?.current;
            return now?.value === null || now === undefined ? '—' : figure(now.value);
          },
        },
        itemStyle: { color: palette.accent },
        // A bar of no length carries the dash of what is not known.
        data: rows.map(({ current }) => current.value ?? 0),
        ...(line !== null && {
          markLine: {
            silent: true,
            symbol: 'none',
            lineStyle: { color: palette.target, type: 'solid', width: 1.5 },
            label: {
              formatter: `${words.target} ${figure(line)}`,
              position: 'end',
              color: palette.target,
              fontWeight: 600,
            },
            data: [{ xAxis: line }],
          },
        }),
      },
    ],
  };
}

export const areasTable = ({ byArea }: IndicatorDetail, language: Language, words: AreaWords): ChartTable => ({
  columns: [{ title: words.area }, { title: words.current, numeric: true }],
  rows: byArea.map(({ area, current }) => [area.name[language], current.value]),
});
