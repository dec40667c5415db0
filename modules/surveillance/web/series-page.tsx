import { useAddress, useArea } from '@songhua/ui/address.ts';
import { Chart } from '@songhua/ui/chart.tsx';
import { save } from '@songhua/ui/chart-file.ts';
import { formatDate, formatNumber } from '@songhua/ui/format.ts';
import { PageHead } from '@songhua/ui/page-head.tsx';
import { Loaded } from '@songhua/ui/problem-notice.tsx';
import { useApi } from '@songhua/ui/query.ts';
import { useLanguage } from '@songhua/ui/text.ts';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { SeriesPointView, SeriesView } from '../contract.ts';
import { AreaFilter } from './area-filter.tsx';
import { SeriesChoice } from './series-choice.tsx';
import { seriesOption } from './series-option.ts';
import { useAreas } from './use-areas.ts';
import './surveillance.css';

/** For a spreadsheet: what the table shows, dates and numbers plain. */
const toCsv = (points: readonly SeriesPointView[]): string =>
  [
    'date,count,expected,upper,p,alarm,night,night_alarm',
    ...points.map(({ from, count, expected, upper, p, alarm, night }) =>
      [from, count, expected, upper, p, alarm, night?.day, night?.alarm].map((cell) => cell ?? '').join(','),
    ),
    '',
  ].join('\r\n');

function Drawn({ found }: { readonly found: SeriesView }) {
  const { t } = useTranslation('surveillance');
  const language = useLanguage();
  const { points, step, channel, subjectName, areaName, townName } = found;
  const name = t('series.chart', {
    ...{ area: [areaName, townName].map((one) => one?.[language] ?? '').join(''), subject: subjectName[language] },
    channel: t(`channel.${channel}`),
  });
  const titles = {
    ...{ count: t('field.observed'), expected: t('field.expected'), upper: t('detect.upper'), alarm: t('detect.alarm') },
    night: t('series.night-alarm'),
  };
  const nights = points.filter(({ night }) => night?.alarm).length;
  const file = (ending: string, type: string, text: string) =>
    save(`${channel}-${found.subject}-${found.town ?? found.area}.${ending}`, new Blob([text], { type }));
  const figure = (value: number | null) => (value === null ? null : formatNumber(value, 1, language));
  return (
    <section className="sv-section" aria-live="polite">
      <h2>{name}</h2>
      <p>
        {found.counts !== null && t('series.since', { day: formatDate(found.counts, language) })}{' '}
        {found.judging === 'done' &&
          t('series.alarms', { steps: points.length, alarms: points.filter(({ alarm }) => alarm).length, nights })}{' '}
        {points.every(({ count }) => count === 0) && t('series.zero')}
      </p>
      {(found.judging === 'slow' || found.judging === 'busy') && <p role="status">{t(`series.judging.${found.judging}`)}</p>}
      <Chart
        name={name}
        height={300}
        option={(palette) =>
          seriesOption(
            points.map(({ from, night, ...rest }) => ({ ...rest, date: from, night: night?.alarm ?? false })),
            palette,
            titles,
          )
        }
        table={{
          columns: [
            { title: t(step === 'week' ? 'series.week' : 'series.date') },
            { title: titles.count, numeric: true },
            { title: titles.expected, numeric: true },
            { title: titles.upper, numeric: true },
            { title: t('field.p'), numeric: true },
            { title: titles.alarm },
            { title: t('series.night') },
          ],
          rows: points.toReversed().map((one) => [
            ...[formatDate(one.from, language), one.count, figure(one.expected), figure(one.upper)],
            ...[one.p === null ? null : one.p.toPrecision(2), one.alarm ? titles.alarm : ''],
            one.night &&
              t('series.night-said', {
                day: formatDate(one.night.day, language),
                said: t(one.night.alarm ? 'series.alarm' : 'series.quiet'),
              }),
          ]),
        }}
        note={found.methodName ? `${found.methodName[language]}：${t('series.parameters')}。${t('series.note')}` : undefined}
      />
      <p className="sv-marks sh-no-print">
        <Button onClick={() => file('csv', 'text/csv;charset=utf-8', `\uFEFF${toCsv(points)}`)}>{t('series.csv')}</Button>
        {found.r === null ? (
          found.methodName && <span className="sh-quiet">{t('series.no-r')}</span>
        ) : (
          <Button onClick={() => file('R', 'text/plain;charset=utf-8', found.r ?? '')}>{t('series.r')}</Button>
        )}
      </p>
    </section>
  );
}

/** What was counted of one subject by one channel in one place, with its bounds and what the nights said. */
export default function SeriesPage() {
  const { t } = useTranslation('surveillance');
  const { get } = useAddress();
  const { areas } = useAreas();
  const area = useArea();
  const at = areas.find(({ code }) => code === area);
  const [county, town] = at?.level === 'town' ? [at.parent ?? '', area] : [area, undefined];
  const step: 'day' | 'week' = get('step') === 'day' ? 'day' : 'week';
  const asked = {
    ...{
      channel: get('channel') ?? 'case-reports',
      subject: get('subject') ?? 'influenza',
      area: county || undefined,
      town,
      step,
    },
    ...{ from: get('from'), until: get('until'), method: get('method') ?? 'earsC2' },
  };
  // What happens elsewhere does not judge it anew: that takes seconds.
  const query = useApi<SeriesView>('/api/surveillance/series', asked, { stays: true });
  return (
    <>
      <PageHead title={t('series.title')} lead={t('series.lead')}>
        <Link className="sh-no-print" to="/surveillance/series/files">
          {t('series.history')}
        </Link>
      </PageHead>
      <div className="sv-marks sh-no-print">
        <AreaFilter />
      </div>
      <SeriesChoice asked={asked} county={county} town={town} found={query.data} />
      <Loaded query={query}>
        {(found) =>
          found.counts === null || found.points.length === 0 ? <p role="status">{t('series.empty')}</p> : <Drawn found={found} />
        }
      </Loaded>
    </>
  );
}
