import { counterNoise } from '@songhua/engine-city/noise/registration.ts';
import { usualLives } from '@songhua/engine-city/population/life-rates.ts';
import { type CityPlan, planCity } from '@songhua/engine-city/population/plan-city.ts';
import { layTowns, scaleTowns, type TownPlace } from '@songhua/engine-city/population/towns.ts';
import { ok, type Result, refuse } from '@songhua/kernel';
import type { CityFacts } from './city-facts.ts';

/** Which city is wanted. */
export interface CityOrder {
  readonly seed: string;
  /** Share of the residents, above 0 to 1. */
  readonly scale: number;
  /** Last day of the five years, ISO. */
  readonly until: string;
  /** Without what happened to people: registrations alone. */
  readonly registrationsOnly: boolean;
}

export interface LaidCity {
  readonly plan: CityPlan;
  /** The towns with as many residents as are wanted; those without any are left out. */
  readonly places: readonly TownPlace[];
}

/** Lays a city out as it is wanted; refuses what cannot be, and one in which nobody would live. */
export function layCity(facts: CityFacts, { seed, scale, until }: CityOrder): Result<LaidCity> {
  const towns = layTowns(facts.areas, facts.populations);
  const places = towns.ok ? scaleTowns(towns.value, scale) : towns;
  const plan = towns.ok ? planCity({ seed, until, towns: towns.value, institutions: facts.institutions }) : towns;
  for (const result of [places, plan]) {
    if (!result.ok) return refuse('city.cannot-be', { reason: result.error.code, figures: JSON.stringify(result.error.params) });
  }
  if (!places.ok || !plan.ok) throw new Error('refused above');
  const lived = places.value.filter(({ residents }) => residents > 0);
  return lived.length > 0 ? ok({ plan: plan.value, places: lived }) : refuse('city.no-scale', { scale });
}

/** What a city is asked for where nothing else is said. */
export const usualPlan: Pick<CityPlan, 'noise' | 'lives'> = { noise: counterNoise, lives: usualLives };
