import { ok, type Result, refuse } from '@songhua/kernel';
import type { CityOrder } from '../domain/order.ts';

/** What both commands ask of a city. */
export const orderOptions = {
  scale: { type: 'string' },
  seed: { type: 'string', default: 'jilin-2025' },
  until: { type: 'string', default: '2025-12-31' },
  'registrations-only': { type: 'boolean', default: false },
} as const;

interface Values {
  readonly scale?: string | undefined;
  readonly seed: string;
  readonly until: string;
  readonly 'registrations-only': boolean;
}

/** The city that the arguments ask for; refuses a scale that is none and a day that is on no calendar. */
export function readOrder({ scale = '', seed, until, 'registrations-only': registrationsOnly }: Values): Result<CityOrder> {
  const wanted = scale === '' ? Number.NaN : Number(scale);
  if (!(wanted > 0 && wanted <= 1)) return refuse('city.no-scale', { scale });
  const day = new Date(`${until}T00:00:00Z`);
  if (!/^\d{4}-\d\d-\d\d$/.test(until) || Number.isNaN(day.getTime()) || day.toISOString().slice(0, 10) !== until)
    return refuse('city.no-day', { until });
  return ok({ seed, scale: wanted, until, registrationsOnly });
}
