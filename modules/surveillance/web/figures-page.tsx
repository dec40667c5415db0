import { useAddress, useArea } from '@songhua/ui/address.ts';
import { Chart } from '@songhua/ui/chart.tsx';
import { formatDate, formatNumber } from '@songhua/ui/format.ts';
import { PageHead } from '@songhua/ui/page-head.tsx';
import { Loaded } from '@songhua/ui/problem-notice.tsx';
import { useApi } from '@songhua/ui/query.ts';
import type { StatusName } from '@songhua/ui/status.ts';
import { StatusMark } from '@songhua/ui/status-mark.tsx';
import { useLanguage } from '@songhua/ui/text.ts';
import { Value } from '@songhua/ui/value.tsx';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Figures } from '../contract.ts';
import { AreaFilter } from './area-filter.tsx';
import { weeksOption, weeksTable } from './weeks-option.ts';
import './surveillance.css';

const shares = ['answered', 'within2Hours', 'within24Hours', 'suspected', 'confirmed'] as const;

type Row = { readonly [K in keyof Figures['all']]?: Figures['all'][K] | undefined };

function Cells({ row }: { readonly row: Row }) {
  const { t } = useTranslation('surveillance');
  const reason = t('figures.none');
  const share = (value: number | null | undefined) => (value === null || value === undefined ? value : value * 100);
  return (
    <>
      <td>
        <Value value={row.signals} reason={reason} />
      </td>
      <td>
        <Value value={row.perCountyWeek} decimals={2} reason={reason} />
      </td>
      {shares.map((one) => (
        <td key={one}>
          <Value value={share(row[one])} decimals={one === 'suspected' || one === 'confirmed' ? 2 : 1} reason={reason} />
        </td>
      ))}
      <td>
        <Value value={row.medianHours} decimals={1} reason={reason} />
      </td>
    </>
  );
}

/** Ours above, by channel below, and what is published of the national system under it. */
function Compared({ figures }: { readonly figures: Figures }) {
  const { t } = useTranslation('surveillance');
  const language = useLanguage();
  return (
    <section className="sv-section" aria-labelledby="sv-compared">
      <h2 id="sv-compared">{t('figures.compared')}</h2>
      <section className="sv-scroll" aria-labelledby="sv-compared" tabIndex={-1}>
        <table className="sv-table">
          <thead>
            <tr>
              <th scope="col">{t('figures.whose')}</th>
              <th scope="col">{t('figures.signals')}</th>
              <th scope="col">{t('figures.perCountyWeek')}</th>
              {shares.map((one) => (
                <th key={one} scope="col">
                  {t(`figures.${one}`)} (%)
                </th>
              ))}
              <th scope="col">{t('figures.medianHours')}</th>
            </tr>
          </thead>
          <tbody>
            <tr>
              <th scope="row">{t('figures.ours')}</th>
              <Cells row={figures.all} />
            </tr>
            {figures.byChannel.map(({ channel, ...row }) => (
              <tr key={channel}>
                <th scope="row">{t(`channel.${channel}`)}</th>
                <Cells row={row} />
              </tr>
            ))}
            {figures.published.map(({ title, source, verified, ...row }) => (
              <tr key={source}>
                <th scope="row">
                  {title[language]} {!verified && <StatusMark status="unknown" said={t('figures.unverified')} why={source} />}
                </th>
                <Cells row={row} />
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      <p className="sh-quiet">{t('figures.note')}</p>
    </section>
  );
}

const phaseStatus: Readonly<Record<Figures['events']['items'][number]['phases'][number]['state'], StatusName>> = {
  met: 'met',
  late: 'behind',
  open: 'on-track',
  overdue: 'off-track',
  unknown: 'unknown',
  disordered: 'unknown',
};

/** How the events opened in the period met 7-1-7, together and each by itself. */
function Events717({ events }: Pick<Figures, 'events'>) {
  const { t } = useTranslation('surveillance');
  const language = useLanguage();
  return (
    <section className="sv-section" aria-labelledby="sv-717">
      <h2 id="sv-717">7-1-7</h2>
      <p>{events.judged === 0 ? t('events-717.none') : t('events-717.met', { met: events.met, judged: events.judged })}</p>
      <ul className="sv-list">
        {events.phases.map(({ phase, limitDays, share, over, medianDays }) => (
          <li key={phase}>
            <StatusMark
              status={share === null ? 'unknown' : share >= 0.9 ? 'met' : share >= 0.5 ? 'behind' : 'off-track'}
              said={t(`events-717.${phase}`, { days: limitDays })}
            />{' '}
            {share !== null &&
              t('events-717.share', {
                share: formatNumber(share * 100, 0, language),
                count: over,
                median: medianDays === null ? '—' : formatNumber(medianDays, 1, language),
              })}
          </li>
        ))}
      </ul>
      <ul className="sv-list">
        {events.items.map(({ id, number, title, phases }) => (
          <li key={id}>
            <Link to={`/emergency/events/${id}`}>{title}</Link> <span className="sh-quiet">{number}</span>
            <span className="sv-marks">
              {phases.map(({ phase, days, state }) => (
                <StatusMark
                  key={phase}
                  status={phaseStatus[state]}
                  said={t('events-717.phase', {
                    phase: t(`events-717.step.${phase}`),
                    state: t(`events-717.state.${state}`),
                    days: days === null ? '—' : formatNumber(days, 1, language),
                  })}
                />
              ))}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Whether signals are answered in time and events met 7-1-7, over a period that stands in the address. */
export default function FiguresPage() {
  const { t } = useTranslation('surveillance');
  const language = useLanguage();
  const { get, set } = useAddress();
  const area = useArea();
  const query = useApi<Figures>('/api/surveillance/figures', { area: area || undefined, from: get('from'), to: get('to') });
  const words = {
    ...{ week: t('figures.week'), late: t('figures.late'), inTime: t('figures.in-time') },
    day: (iso: string) => formatDate(iso, language),
  };
  const day = (name: 'from' | 'to', shown: string) => (
    <input
      type="date"
      className="sv-date"
      aria-label={t(`figures.${name}`)}
      min="1900-01-01"
      max="2100-12-31"
      value={get(name) ?? shown}
      onChange={({ target }) => (target.validity.valid && target.value ? set({ [name]: target.value }) : undefined)}
    />
  );
  return (
    <>
      <PageHead title={t('figures.title')} lead={t('figures.lead')} />
      <Loaded query={query}>
        {(figures) => (
          <>
            <p className="sv-marks sh-no-print">
              <AreaFilter /> {day('from', figures.from)} – {day('to', figures.to)}
            </p>
            {figures.byWeek.length === 0 ? (
              <p>{t('empty.figures')}</p>
            ) : (
              <Chart
                name={t('figures.chart')}
                option={(palette) => weeksOption(figures.byWeek, palette, words)}
                table={weeksTable(figures.byWeek, words)}
                note={t('figures.chart-note')}
              />
            )}
            <Compared figures={figures} />
            <Events717 events={figures.events} />
          </>
        )}
      </Loaded>
    </>
  );
}
