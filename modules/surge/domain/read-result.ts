import type { Bands, BedForecast } from '@songhua/engine-simulation';
import { bandShares, type ForecastDraft, type ForecastResult, type SurgeKind } from '../contract.ts';
import { addDays } from './days.ts';

const tenth = (value: number): number => Math.round(value * 10) / 10;
const shown = (bands: Bands): number[][] => bands.map((band) => band.slice(0, bandShares.length).map(tenth));
const planned = (bands: Bands): number[] => bands.map((band) => tenth(band[bandShares.length] ?? 0));

/** What the simulation answered, by day, with the quantile that is planned for apart from the bands. */
export function readResult(
  { cases, days }: Pick<ForecastDraft, 'cases' | 'days'>,
  reproduction: ForecastResult['reproduction'],
  { reported, admitted, beds }: BedForecast<SurgeKind>,
): ForecastResult {
  const last = cases.at(-1)?.day ?? '';
  return {
    reproduction,
    days: Array.from({ length: days }, (_, at) => addDays(last, at + 1)),
    reported: shown(reported),
    admitted: shown(admitted),
    needed: { infection: shown(beds.infection), monitored: shown(beds.monitored), icu: shown(beds.icu) },
    planned: { infection: planned(beds.infection), monitored: planned(beds.monitored), icu: planned(beds.icu) },
  };
}
