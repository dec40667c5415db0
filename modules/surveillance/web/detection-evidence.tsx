import { Chart } from '@songhua/ui/chart.tsx';
import { useApi } from '@songhua/ui/query.ts';
import { useLanguage } from '@songhua/ui/text.ts';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { z } from 'zod';
import type { MethodList, Signal } from '../contract.ts';
import { seriesLink } from './series-link.ts';
import { seriesOption } from './series-option.ts';

const figure = z.number().nullable();
/** What detection puts into a signal; anything else is shown as it is. */
const found = z.object({
  p: z.number(),
  looks: z.number(),
  series: z.string(),
  weeks: z.object({ from: z.iso.date(), counts: z.array(z.number()), skipped: z.number().default(0) }).nullish(),
  judgements: z.array(
    z.object({
      method: z.string(),
      step: z.enum(['day', 'week']),
      observed: z.number(),
      expected: figure,
      upper: figure,
      alarm: z.boolean(),
      p: figure,
    }),
  ),
});
type Found = z.infer<typeof found>;

/** The evidence of a signal as detection writes it; null: it is of another kind. */
export const readFound = (evidence: Signal['evidence']): Found | null => found.safeParse(evidence).data ?? null;

/** What was counted week by week as it was known that night, and what each method said. */
export function DetectionEvidence({ signal, evidence }: { readonly signal: Signal; readonly evidence: Found }) {
  const { t } = useTranslation('surveillance');
  const language = useLanguage();
  const methods = useApi<MethodList>('/api/surveillance/detection/methods', {}, { stays: true }).data?.items;
  const { weeks, judgements, p, looks, series } = evidence;
  const said = (value: number | null): string => (value === null ? '—' : value.toFixed(1));
  const points = (weeks?.counts ?? []).map((count, at) => ({
    date: new Date(Date.parse(weeks?.from ?? '') + (at + (weeks?.skipped ?? 0)) * 7 * 86_400_000).toISOString().slice(0, 10),
    ...{ count, expected: null, upper: null, alarm: false },
  }));
  const titles = {
    count: t('field.observed'),
    expected: t('field.expected'),
    upper: t('detect.upper'),
    alarm: t('detect.alarm'),
  };
  return (
    <>
      <p>{t('signal.found', { p: p.toPrecision(2), looks })}</p>
      {points.length > 1 && (
        <Chart
          name={t('signal.weeks')}
          height={160}
          option={(palette) => seriesOption(points, palette, titles)}
          table={{
            columns: [{ title: t('warning.week') }, { title: titles.count, numeric: true }],
            rows: points.toReversed().map(({ date, count }) => [date, count]),
          }}
        />
      )}
      <ul>
        {judgements.map((one) => (
          <li key={`${one.method}${one.step}`}>
            {methods?.find(({ name }) => name === one.method)?.title[language] ?? one.method}（{t(`detect.steps.${one.step}`)}）：
            {t('warning.said', {
              observed: one.observed,
              expected: said(one.expected),
              upper: said(one.upper),
              p: one.p === null ? '—' : one.p.toPrecision(2),
            })}{' '}
            {one.alarm ? <strong>{t('detect.alarm')}</strong> : t('warning.quiet')}
          </li>
        ))}
      </ul>
      <p className="sh-no-print">
        <Link to={seriesLink({ ...signal, subject: series, until: signal.to })}>{t('warning.series')}</Link>
      </p>
    </>
  );
}
