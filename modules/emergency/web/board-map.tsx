import type { City } from '@songhua/module-surge/contract.ts';
import type { SignalList } from '@songhua/module-surveillance/contract.ts';
import { useChoices } from '@songhua/ui/address.ts';
import { formatDate, formatTime } from '@songhua/ui/format.ts';
import { AreaMap } from '@songhua/ui/map/area-map.tsx';
import { useApi } from '@songhua/ui/query.ts';
import { useMay } from '@songhua/ui/session.ts';
import { useLanguage } from '@songhua/ui/text.ts';
import { Segmented } from 'antd';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Board, CaseMap } from '../contract.ts';
import { type LayerName, layerNames, layersOf } from './map-layers.ts';

/** Where the figures of a layer come from, and of when they are. */
function useSource(layer: LayerName, cases: CaseMap | undefined, city: City | undefined): string {
  const { t } = useTranslation('emergency');
  const language = useLanguage();
  if (layer !== 'cases' && layer !== 'towns')
    return layer === 'beds' && city
      ? t('situation-map.source-beds', { at: formatTime(city.now, language) })
      : t(`situation-map.source-${layer}`);
  if (!cases || cases.source === 'none') return t('situation-map.source-none');
  const about = cases.source === 'line-list' ? t('situation-map.line-list', { count: cases.total }) : '';
  const reported =
    cases.disease && cases.from && cases.to
      ? t('situation-map.reported', {
          count: cases.total,
          disease: cases.disease[language],
          from: formatDate(cases.from, language),
          to: formatDate(cases.to, language),
        })
      : '';
  return [about || reported, cases.elsewhere > 0 && t('situation-map.elsewhere', { count: cases.elsewhere })]
    .filter(Boolean)
    .join(' ');
}

/** Cases, signals, free beds of the hospitals that stand ready, and teams: one layer at a time on the map, all of them in the table. */
export function BoardMap({ board: { event, pool } }: { readonly board: Board }) {
  const { t } = useTranslation('emergency');
  const language = useLanguage();
  const { areas } = useChoices();
  const [layer, setLayer] = useState<LayerName>('cases');
  const cases = useApi<CaseMap>(`/api/emergency/events/${encodeURIComponent(event.id)}/cases`).data;
  const city = useApi<City>(useMay('surge.read') ? '/api/surge/city' : null).data;
  const signals = useApi<SignalList>(useMay('surveillance.read') ? '/api/surveillance/signals' : null, { limit: 1 }).data;
  const layers = useMemo(
    () => layersOf({ cases, facilities: city?.facilities, signals: signals?.active, teams: pool.teams, areas }),
    [cases, city, signals, pool.teams, areas],
  );
  const source = useSource(layer, cases, city);
  const marks = layers.marks[layer];
  const nameOf = (code: string): string => areas.find((one) => one.code === code)?.name[language] ?? code;
  return (
    <section className="em-section" aria-labelledby="em-map">
      <h2 id="em-map">{t('situation-map.title')}</h2>
      <Segmented<LayerName>
        className="sh-no-print em-layers"
        size="small"
        aria-label={t('situation-map.layer')}
        value={layer}
        options={layerNames.map((value) => ({ value, label: t(`situation-map.${value}`) }))}
        onChange={setLayer}
      />
      <p className="sh-quiet">{source}</p>
      {marks.length === 0 ? (
        <p className="sh-quiet">{t(`situation-map.empty-${layer}`)}</p>
      ) : (
        <AreaMap
          name={`${t('situation-map.title')} · ${t(`situation-map.${layer}`)}`}
          kind="count"
          marks={marks}
          valueTitle={t(`situation-map.${layer}`)}
        />
      )}
      {layers.rows.length > 0 && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
        <section className="em-scroll" tabIndex={0} aria-label={t('situation-map.table')}>
          <table className="em-table">
            <caption className="sh-visually-hidden">{t('situation-map.table')}</caption>
            <thead>
              <tr>
                <th scope="col">{t('field.area')}</th>
                {(['cases', 'signals', 'beds', 'teams'] as const).map((one) => (
                  <th key={one} scope="col" className="sh-number">
                    {t(`situation-map.${one}`)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {layers.rows.map((row) => (
                <tr key={row.area}>
                  <th scope="row">{nameOf(row.area)}</th>
                  <td className="sh-number">{row.cases}</td>
                  <td className="sh-number">{row.signals}</td>
                  <td className="sh-number">{row.beds}</td>
                  <td className="sh-number">{row.teams}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      )}
      {layers.hospitals.length > 0 && (
        <details>
          <summary>{t('situation-map.hospitals', { count: layers.hospitals.length })}</summary>
          <ul className="em-list">
            {layers.hospitals.map((one) => (
              <li key={one.institution}>
                <Link to={`/surge/${one.institution}`}>{one.name}</Link>{' '}
                {one.known === 0
                  ? t('situation-map.use-unknown', { beds: one.beds })
                  : t('situation-map.use', { free: Math.max(0, one.known - one.occupied), known: one.known, beds: one.beds })}
                <span className="em-under">{one.areaName[language]}</span>
              </li>
            ))}
          </ul>
        </details>
      )}
    </section>
  );
}
