import type { ChartOption } from '@songhua/ui/echarts.ts';
import { formatNumber } from '@songhua/ui/format.ts';
import type { Palette } from '@songhua/ui/palette.ts';
import type { Language } from '@songhua/ui/text.ts';
import type { AreaDetail } from '../contract.ts';

type Measure = 'institutions' | 'beds' | 'staff' | 'bedsPer1000' | 'staffPer1000';

/** Bars from zero, one a part, each with its figure; a part without one has none. */
export function partsOption(
  parts: AreaDetail['parts'],
  measure: Measure,
  decimals: number,
  language: Language,
  palette: Palette,
): ChartOption {
  return {
    grid: { left: 8, right: 64, top: 4, bottom: 4, containLabel: true },
    xAxis: { type: 'value', min: 0, show: false },
    yAxis: {
      type: 'category',
      inverse: true,
      data: parts.map(({ name }) => name[language]),
      axisLabel: { color: palette.text },
      axisLine: { lineStyle: { color: palette.line } },
      axisTick: { show: false },
    },
    tooltip: { show: false },
    series: [
      {
        type: 'bar',
        barMaxWidth: 16,
        itemStyle: { color: palette.accent },
        label: {
          show: true,
          position: 'right',
          color: palette.text,
          formatter: ({ value }: { readonly value: unknown }) =>
            typeof value === 'number' ? formatNumber(value, decimals, language) : '—',
        },
        data: parts.map((part) => part[measure]),
      },
    ],
  };
}
