import type { ChartTable } from '@songhua/ui/chart-file.ts';
import type { ChartOption } from '@songhua/ui/echarts.ts';
import { formatDate, formatFigure } from '@songhua/ui/format.ts';
import type { Palette } from '@songhua/ui/palette.ts';
import type { Language } from '@songhua/ui/text.ts';
import type { IndicatorDetail } from '../contract.ts';

export interface TrajectoryWords {
  readonly path: string;
  readonly now: string;
  readonly target: string;
  readonly date: string;
  readonly targetText: string | null;
}

const toYear = (iso: string, language: Language): string =>
  iso.endsWith('-12-31') ? (language === 'zh' ? `${iso.slice(0, 4)}年末` : `end ${iso.slice(0, 4)}`) : formatDate(iso, language);

const days = (from: string, to: string): number => (Date.parse(to) - Date.parse(from)) / 86_400_000;

/** Each newest figure stands at its own date; the line of the target carries its number. */
export function trajectoryOption(
  { item, trajectory, at }: IndicatorDetail,
  palette: Palette,
  language: Language,
  words: TrajectoryWords,
): ChartOption {
  const figure = (value: number): string => formatFigure(value, item.format, item.decimals, language);
  const { value: now, asOf } = item.current;
  const target = item.target.value ?? item.target.reference ?? null;
  const first = trajectory[0]?.date ?? asOf;
  const nearStart = first && asOf ? days(first, asOf) < 200 : false;
  const last = trajectory.at(-1);
  const falling = target !== null && (item.baseline.value ?? now ?? target) > target;
  const ticks = trajectory.map(({ date }) => Date.parse(date));
  const yearOf = (time: number): string =>
    toYear(trajectory.find(({ date }) => Date.parse(date) === time)?.date ?? new Date(time).toISOString().slice(0, 10), language);
  return {
    grid: { left: 8, right: 40, top: 30, bottom: 8, outerBoundsMode: 'same', outerBoundsContain: 'axisLabel' },
    tooltip: {
      trigger: 'item',
      backgroundColor: palette.ground,
      borderColor: palette.line,
      textStyle: { color: palette.text },
      formatter: ({ seriesName, value }: { seriesName: string; value: [string, number] }) =>
        `${seriesName}<br>${formatDate(value[0], language)} <b>${figure(value[1])}</b>`,
    },
    xAxis: {
      type: 'time',
      axisLine: { lineStyle: { color: palette.line } },
      axisLabel: { color: palette.quiet, hideOverlap: true, ...(ticks.length > 0 && { customValues: ticks, formatter: yearOf }) },
      axisTick: { show: ticks.length > 0, customValues: ticks },
      splitLine: { show: false },
    },
    yAxis: {
      type: 'value',
      scale: true,
      boundaryGap: ['14%', '10%'],
      axisLabel: {
        color: palette.quiet,
        formatter: (value: number) =>
          formatFigure(value, item.format, item.decimals > 1 && Math.abs(value) < 10 ? 2 : item.decimals > 0 ? 1 : 0, language),
      },
      splitLine: { lineStyle: { color: palette.line, type: 'dashed' } },
      splitNumber: 4,
    },
    series: [
      {
        name: words.path,
        type: 'line',
        data: trajectory.map(({ date, value }) => [date, value]),
        lineStyle: { color: palette.quiet, width: 2, type: 'dashed' },
        itemStyle: { color: palette.quiet },
        symbol: 'circle',
        symbolSize: 4,
        endLabel: { show: false },
        ...(target !== null && {
          markLine: {
            silent: true,
            symbol: 'none',
            lineStyle: { color: palette.target, type: 'solid', width: 1.5 },
            label: {
              formatter: `${words.target} ${words.targetText ?? figure(target)}`,
              position: falling ? 'insideEndBottom' : 'insideEndTop',
              color: palette.target,
              fontWeight: 600,
            },
            data: [
              { yAxis: target },
              ...(at !== asOf && last && at < last.date
                ? [
                    {
                      xAxis: at,
                      lineStyle: { color: palette.line },
                      label: { formatter: formatDate(at, language), color: palette.quiet, position: 'end' },
                    },
                  ]
                : []),
            ],
          },
        }),
      },
      {
        name: words.now,
        type: 'scatter',
        symbolSize: 12,
        itemStyle: { color: palette[item.status], opacity: 1 },
        label: {
          show: true,
          position: nearStart ? 'right' : 'top',
          distance: 8,
          ...(nearStart && { offset: [0, falling ? -11 : 12] }),
          color: palette.text,
          fontWeight: 600,
          formatter: now === null ? '' : `${words.now} ${figure(now)}`,
        },
        data: now === null || asOf === null ? [] : [[asOf, now]],
      },
    ],
  };
}

export function trajectoryTable({ item, trajectory }: IndicatorDetail, words: TrajectoryWords): ChartTable {
  const { value, asOf } = item.current;
  const rows = trajectory.map((one) => [one.date, one.value, one.date === asOf ? value : null] as const);
  const known =
    asOf === null || value === null || trajectory.some((one) => one.date === asOf) ? [] : [[asOf, null, value] as const];
  return {
    columns: [{ title: words.date }, { title: words.path, numeric: true }, { title: words.now, numeric: true }],
    rows: [...rows, ...known].sort((a, b) => a[0].localeCompare(b[0])),
  };
}
