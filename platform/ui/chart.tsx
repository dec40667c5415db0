import { Button, Segmented } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type ChartTable, drawChart, save, toCsv } from './chart-file.ts';
import { ChartTableView } from './chart-table.tsx';
import type { ChartOption, ECharts } from './echarts.ts';
import type { Palette } from './palette.ts';
import { useTheme } from './theme.tsx';
import './chart.css';

interface ChartProps {
  /** Says what is drawn, for those who do not see it, and names the saved files. */
  readonly name: string;
  readonly option: (palette: Palette) => ChartOption;
  /** The same figures as a table, one click away. */
  readonly table: ChartTable;
  readonly height?: number;
  /** A line under the chart: units, what rests on synthetic facts. */
  readonly note?: string | undefined;
}

/** Texts and lines every chart shares. */
const dress = (option: ChartOption, palette: Palette): ChartOption => ({
  animationDuration: 200,
  textStyle: { fontFamily: "'Noto Sans SC Variable', 'Noto Sans SC', sans-serif", color: palette.text, fontSize: 12 },
  ...option,
});

/** A chart with its table one click away, saved as PNG, SVG or CSV. */
export function Chart({ name, option, table, height = 260, note }: ChartProps) {
  const { t } = useTranslation('ui');
  const { palette } = useTheme();
  const [view, setView] = useState<'chart' | 'table'>('chart');
  const box = useRef<HTMLDivElement>(null);
  const chart = useRef<ECharts | null>(null);
  const wanted = dress(option(palette), palette);
  const latest = useRef(wanted);
  latest.current = wanted;

  useEffect(() => {
    const element = box.current;
    if (view !== 'chart' || !element) return;
    let alive = true;
    const sizes = new ResizeObserver(() => chart.current?.resize());
    void import('./echarts.ts').then(async ({ init }) => {
      // Text is measured when it is drawn, so the page's font must be there.
      await document.fonts.ready;
      if (!alive) return;
      chart.current = init(element, null, { renderer: 'svg' });
      chart.current.setOption(latest.current);
      sizes.observe(element);
    });
    return () => {
      alive = false;
      sizes.disconnect();
      chart.current?.dispose();
      chart.current = null;
    };
  }, [view]);

  useEffect(() => {
    chart.current?.setOption(latest.current, { notMerge: true });
  });

  const savePicture = async (kind: 'png' | 'svg') => {
    const size = { width: box.current?.clientWidth || 720, height };
    save(`${name}.${kind}`, await drawChart(latest.current, kind, size, palette.ground));
  };

  return (
    <figure className="sh-chart" aria-label={name}>
      <div className="sh-chart-bar sh-no-print">
        <Segmented
          size="small"
          value={view}
          onChange={setView}
          aria-label={t('chart.view')}
          options={[
            { value: 'chart', label: t('chart.chart') },
            { value: 'table', label: t('chart.table') },
          ]}
        />
        <span className="sh-row" style={{ gap: 2 }}>
          {(['png', 'svg'] as const).map((kind) => (
            <Button
              key={kind}
              type="text"
              size="small"
              onClick={() => void savePicture(kind)}
              aria-label={t('chart.save', { format: kind.toUpperCase() })}
            >
              {kind.toUpperCase()}
            </Button>
          ))}
          <Button
            type="text"
            size="small"
            aria-label={t('chart.save', { format: 'CSV' })}
            onClick={() => save(`${name}.csv`, new Blob([toCsv(table)], { type: 'text/csv;charset=utf-8' }))}
          >
            CSV
          </Button>
        </span>
      </div>
      {view === 'chart' ? (
        <div ref={box} className="sh-chart-box" role="img" aria-label={name} style={{ height }} />
      ) : (
        <ChartTableView name={name} table={table} />
      )}
      {note && <figcaption className="sh-quiet">{note}</figcaption>}
    </figure>
  );
}
