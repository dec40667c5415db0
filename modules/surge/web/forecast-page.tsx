import { Chart } from '@songhua/ui/chart.tsx';
import { ExportLinks } from '@songhua/ui/export-links.tsx';
import { formatNumber } from '@songhua/ui/format.ts';
import { PageHead } from '@songhua/ui/page-head.tsx';
import { Loaded } from '@songhua/ui/problem-notice.tsx';
import { useApi } from '@songhua/ui/query.ts';
import { useLanguage } from '@songhua/ui/text.ts';
import { usePost } from '@songhua/ui/use-write.ts';
import { Button, Progress } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { type Forecast, type KindOutlook, surgeKinds } from '../contract.ts';
import { bedsOption, bedsTable } from './beds-option.ts';
import { CourseTable } from './course-table.tsx';
import { ForecastMark } from './forecasts-page.tsx';
import './surge.css';

function Working({ forecast: { id, done, runs } }: { readonly forecast: Forecast }) {
  const { t } = useTranslation('surge');
  const { post, busy } = usePost();
  return (
    <section className="su-answer" aria-label={t('forecast.working')}>
      <p>{t('forecast.working-on', { done, runs })}</p>
      <Progress percent={Math.round((100 * done) / runs)} aria-label={t('forecast.working')} />
      <Button disabled={busy} onClick={() => void post(`/api/surge/forecasts/${id}/cancel`)}>
        {t('forecast.cancel')}
      </Button>
    </section>
  );
}

function Outlook({ one }: { readonly one: KindOutlook }) {
  const { t } = useTranslation('surge');
  const language = useLanguage();
  return (
    <li>
      <strong>{t(`kind.${one.kind}`)}</strong>:{' '}
      {t('outlook.peak', { peak: formatNumber(Math.ceil(one.peak), 0, language), day: one.peakOn })}
      {' · '}
      {t('outlook.beds', { beds: one.beds })}
      {' · '}
      {one.others === null ? t('outlook.others-unknown') : t('outlook.others', { count: one.others })}
      {' · '}
      {one.shortFrom === null ? t('outlook.enough') : t('outlook.short', { day: one.shortFrom })}
    </li>
  );
}

function Found({ forecast }: { readonly forecast: Forecast }) {
  const { t } = useTranslation('surge');
  const language = useLanguage();
  const { answer, result, capacity, draft } = forecast;
  if (!result) return null;
  const from = answer ? result.days.indexOf(answer.from) + 1 : 0;
  const first = draft.cases.at(-1)?.day ?? '';
  const days = [first, ...result.days].slice(Math.max(0, from));
  const words = {
    ...{ day: t('field.day'), need: t('chart.need'), wide: '5–95%', narrow: '25–75%' },
    ...{ beds: t('chart.beds'), withConversions: t('chart.with') },
  };
  const { mean, deviation, estimated } = result.reproduction;
  return (
    <>
      <section className="su-answer" aria-label={t('answer.when')}>
        <h2 className="su-when">{t('answer.when')}</h2>
        {answer ? (
          <ul className="su-list su-sentences">
            {answer.sentences.map((said) => (
              <li key={said.en}>{said[language]}</li>
            ))}
          </ul>
        ) : (
          <p>{t('forecast.past')}</p>
        )}
        {answer?.withheld.map((one) => (
          <p key={one.ward} className="sh-quiet">
            {t('answer.withheld', { ward: `${one.institutionName} ${one.wardName}`, group: t(`kind.${one.group}`) })}{' '}
            {one.reason[language]}
          </p>
        ))}
        <ul className="su-list">
          {answer?.kinds.map((one) => (
            <Outlook key={one.kind} one={one} />
          ))}
        </ul>
        <p className="sh-quiet">
          {t(estimated ? 'forecast.r-estimated' : 'forecast.r-given', {
            mean: formatNumber(mean, 2, language),
            deviation: formatNumber(deviation, 2, language),
          })}{' '}
          · {t('forecast.planned-for', { share: Math.round((answer?.quantile ?? draft.quantile) * 100) })} ·{' '}
          {t('forecast.runs', { runs: draft.runs, reported: Math.round(draft.reported * 100) })}
        </p>
      </section>
      {surgeKinds.map((kind) => {
        const line = capacity.find((one) => one.kind === kind);
        const shown = {
          days,
          bands: result.needed[kind].slice(Math.max(0, from)),
          beds: line?.beds ?? [],
          withConversions: line?.withConversions ?? [],
        };
        return (
          <section key={kind}>
            <h2>{t(`kind.${kind}`)}</h2>
            <Chart
              name={t('chart.name', { kind: t(`kind.${kind}`) })}
              option={(palette) => bedsOption(shown, palette, words)}
              table={bedsTable(shown, words)}
              note={t('chart.note')}
            />
          </section>
        );
      })}
    </>
  );
}

/** A forecast: which ward must convert by when, and the beds it rests on. */
export default function ForecastPage() {
  const { t } = useTranslation('surge');
  const { id = '' } = useParams();
  const query = useApi<Forecast>(`/api/surge/forecasts/${encodeURIComponent(id)}`);
  return (
    <Loaded query={query} rows={12}>
      {(forecast) => (
        <>
          <PageHead title={forecast.title} lead={t(`scenario.${forecast.scenario}`)}>
            <ForecastMark forecast={forecast} />
            <Link to="/surge/forecast">{t('forecast.title')}</Link>
            {forecast.state === 'done' && <ExportLinks path={`/api/surge/forecasts/${id}/export`} />}
          </PageHead>
          {(forecast.state === 'waiting' || forecast.state === 'running') && <Working forecast={forecast} />}
          <Found forecast={forecast} />
          <CourseTable course={forecast.draft.course} />
        </>
      )}
    </Loaded>
  );
}
