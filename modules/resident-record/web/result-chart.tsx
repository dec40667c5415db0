import { Chart } from '@songhua/ui/chart.tsx';
import { useLanguage, useText } from '@songhua/ui/text.ts';
import { useTranslation } from 'react-i18next';
import type { Series } from '../contract.ts';
import { ResultMark } from './marks.tsx';
import { type ResultWords, resultOption, resultTable } from './result-option.ts';
import { useRange } from './use-range.ts';
import { sayDay } from './when.ts';
import './results.css';

/** One measurement over time, its table and files one click away. */
export function ResultChart({ series, span }: { readonly series: Series; readonly span: readonly [number, number] | null }) {
  const { t } = useTranslation('resident-record');
  const language = useLanguage();
  const text = useText();
  const sayRange = useRange();
  const words: ResultWords = {
    range: t('range.title'),
    columns: {
      at: t('result.column.at'),
      value: t('result.column.value'),
      state: t('result.column.state'),
      range: t('result.column.range'),
      source: t('result.column.source'),
    },
    state: (one) => t(`interpretation.${one}`),
    sayRange,
  };
  const last = series.points.at(-1);
  const name = series.unit ? `${series.name} (${series.unit})` : series.name;
  const converted = series.points.filter((one) => one.converted).length;
  const notes = [
    converted > 0 && t('result.converted', { count: converted, unit: series.unit ?? '' }),
    series.apart && text(series.apart),
  ].filter(Boolean);
  return (
    <section className="record-chart" aria-label={name}>
      <h3>
        {series.name} {series.unit && <span className="sh-quiet">{series.unit}</span>}
      </h3>
      {last && (
        <p className="record-chart-last">
          <strong>{last.reported.text}</strong>
          {last.interpretation && <ResultMark of={last.interpretation} />}
          <span className="sh-quiet">
            {sayRange(last.range)} · {sayDay(last.at, language)} · {last.source.institution.name}
          </span>
        </p>
      )}
      <Chart
        name={name}
        height={190}
        option={(palette) => resultOption(series, span, palette, language, words)}
        table={resultTable(series, language, words)}
        {...(notes.length > 0 && { note: notes.join(' ') })}
      />
    </section>
  );
}
