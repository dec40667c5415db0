import { formatNumber } from '@songhua/ui/format.ts';
import { PageHead } from '@songhua/ui/page-head.tsx';
import { Loaded } from '@songhua/ui/problem-notice.tsx';
import { Empty } from '@songhua/ui/table-states.tsx';
import { useLanguage, useText } from '@songhua/ui/text.ts';
import { useTranslation } from 'react-i18next';
import type { CityStatus } from '../contract.ts';
import { CityDeeds } from './city-deeds.tsx';
import { CityProgress } from './city-progress.tsx';
import { CityTowns } from './city-towns.tsx';
import { useCity } from './use-city.ts';
import './city.css';

/** What was asked beside what came out, and the resources by type. */
function Outcome({ figures, resources }: Pick<CityStatus, 'figures' | 'resources'>) {
  const { t } = useTranslation('city');
  const language = useLanguage();
  const text = useText();
  const count = (value: number | null): string => (value === null ? '—' : formatNumber(value, 0, language));
  if (resources.length === 0) return <Empty>{t('nothing-yet')}</Empty>;
  return (
    <div className="city-outcome">
      <section>
        <h2>{t('figures')}</h2>
        <p className="sh-quiet">{t('figures-lead')}</p>
        <table className="city-table">
          <thead>
            <tr>
              <th scope="col">{t('column.figure')}</th>
              <th scope="col">{t('column.asked')}</th>
              <th scope="col">{t('column.came')}</th>
            </tr>
          </thead>
          <tbody>
            {figures.map(({ code, title, asked, came }) => (
              <tr key={code}>
                <th scope="row">{text(title)}</th>
                <td>{count(asked)}</td>
                <td>{count(came)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      <section>
        <h2>{t('resources')}</h2>
        <table className="city-table">
          <thead>
            <tr>
              <th scope="col">{t('column.type')}</th>
              <th scope="col">{t('column.count')}</th>
            </tr>
          </thead>
          <tbody>
            {resources.map(({ type, count: n }) => (
              <tr key={type}>
                <th scope="row">{type}</th>
                <td>{count(n)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </div>
  );
}

/** The synthetic city: how far it is, what came out, and whoever may begins, pauses and goes on. */
export default function CityPage() {
  const { t } = useTranslation('city');
  const query = useCity();
  return (
    <>
      <PageHead title={t('title')} lead={t('lead')}>
        {query.data && <CityDeeds status={query.data} />}
      </PageHead>
      <Loaded query={query} rows={10}>
        {(status) => (
          <>
            <CityProgress status={status} />
            {status.load && (
              <>
                <Outcome figures={status.figures} resources={status.resources} />
                <CityTowns />
              </>
            )}
          </>
        )}
      </Loaded>
    </>
  );
}
