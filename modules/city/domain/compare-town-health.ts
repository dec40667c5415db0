import {
  compareHealth,
  compareSeasons,
  type HealthFigure,
  type HealthSeason,
} from '@songhua/engine-city/health/compare-health.ts';
import { usualRates } from '@songhua/engine-city/health/rates.ts';
import type { CitySummary } from './summarise-town.ts';

export interface ComparedHealth {
  readonly figures: readonly HealthFigure[];
  readonly seasons: readonly HealthSeason[];
}

/** What was asked of people's health beside what came out, and its spread over the year; nothing of a city of registrations alone. */
export function compareTownHealth({ health = {} }: Pick<CitySummary, 'health'>): ComparedHealth {
  if (Object.keys(health).length === 0) return { figures: [], seasons: [] };
  return { figures: compareHealth(health, usualRates), seasons: compareSeasons(health) };
}
