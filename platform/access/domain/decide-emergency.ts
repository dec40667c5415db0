import { ok, type Result, refuse } from '@songhua/kernel';
import type { Emergency, EmergencyState } from '../store/emergencies.ts';

/** Longest and shortest time for which break-glass opens, minutes. */
export const emergencyMinutes = { least: 5, most: 240 } as const;

/** Most that one account may hold open at once: an emergency department has several patients, nobody has fifty. */
const mostOpen = 20;

/** Most that one account may open in 24 hours, however soon each ends: twenty at once, ended and opened anew, would be a search through the city. */
const mostADay = 30;

/** When access that begins now ends; `recent`: how many the account has opened in the 24 hours before. */
export function openEmergency(
  open: readonly Pick<Emergency, 'patient' | 'until'>[],
  { patient, minutes }: { readonly patient: string; readonly minutes: number },
  recent: number,
  now: Date,
): Result<{ readonly until: Date }> {
  const already = open.find((one) => one.patient === patient);
  if (already) return refuse('access.emergency-open', { patient, until: already.until.toISOString() });
  if (open.length >= mostOpen) return refuse('access.too-many-emergencies', { most: mostOpen });
  if (recent >= mostADay) return refuse('access.too-many-emergencies-a-day', { most: mostADay });
  return ok({ until: new Date(now.getTime() + minutes * 60_000) });
}

/** Whether it may be ended: by its owner, or by who reviews, while it lasts. */
export function endsEmergency(
  one: Emergency | null,
  by: { readonly id: string; readonly reviews: boolean },
  now: Date,
): Result<null> {
  // Somebody else's is as if it were not there.
  if (!one || (one.account !== by.id && !by.reviews)) return refuse('access.unknown-emergency');
  return one.endedAt || one.until <= now ? refuse('access.emergency-over') : ok(null);
}

/** Whether the verdict may be given: once, and by nobody about themselves. */
export function reviewsEmergency(one: Emergency | null, by: string): Result<{ readonly from: EmergencyState }> {
  if (!one) return refuse('access.unknown-emergency');
  if (one.account === by) return refuse('access.own-emergency');
  return one.state === 'open' ? ok({ from: one.state }) : refuse('access.emergency-reviewed');
}
