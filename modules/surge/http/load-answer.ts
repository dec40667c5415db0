import type { Tx } from '@songhua/kernel';
import type { Forecast, ForecastAnswer, SurgeKind } from '../contract.ts';
import { type Candidate, type Chosen, chooseConversions } from '../domain/choose-conversions.ts';
import { addDays, beijingDay, daysBetween } from '../domain/days.ts';
import { sayAnswer } from '../domain/say-answer.ts';
import { listConversions } from '../store/conversions.ts';
import { listFacilities } from '../store/facilities.ts';
import type { StoredForecast } from '../store/forecasts.ts';
import type { StoredWard } from '../store/wards.ts';
import { loadCare } from './load-care.ts';
import type { Surroundings } from './load-surroundings.ts';
import { loadOccupancy, showConversion } from './show-wards.ts';

/** The wards as they may convert, at `now`. */
async function loadCandidates(tx: Tx, around: Surroundings, wards: readonly StoredWard[], now: Date): Promise<Candidate[]> {
  const facilities = await listFacilities(tx);
  const kindOf = new Map(facilities.map(({ institution, kind }) => [institution, kind]));
  const conversions = await listConversions(
    tx,
    facilities.map(({ institution }) => institution),
    0,
  );
  const coming = new Map(
    conversions
      .filter(({ state }) => state === 'ordered')
      .map((one) => {
        const { expectedAt } = showConversion(around, one, now);
        return [one.ward, { to: one.to, readyOn: beijingDay(expectedAt === null ? now : new Date(expectedAt)) }];
      }),
  );
  return wards.map(({ id, name, institution, now: kind, beds, to, leadHours }) => ({
    ...{ id, name, institution, institutionName: around.institution(institution).name, now: kind, beds, to },
    ...{ facility: kindOf.get(institution) ?? 'county', leadHours: leadHours ?? 0, coming: coming.get(id) ?? null },
  }));
}

/** Beds of a kind in use that the forecast does not count as its own: what is in use now less its median of today. Null: use is not known. */
async function loadOthers(
  tx: Tx,
  wards: readonly StoredWard[],
  median: (kind: SurgeKind) => number,
  now: Date,
): Promise<Record<SurgeKind, number | null>> {
  const use = await loadOccupancy(tx, wards, now);
  const of = (kind: SurgeKind): number | null => {
    const known = wards.flatMap((ward) => (ward.now === kind ? (use.get(ward.id)?.[0]?.occupied ?? []) : []));
    if (known.length === 0) return null;
    return Math.max(0, Math.round(known.reduce((sum, count) => sum + count, 0) - median(kind)));
  };
  return { infection: of('infection'), monitored: of('monitored'), icu: of('icu') };
}

export interface Answered {
  readonly answer: ForecastAnswer;
  readonly capacity: Forecast['capacity'];
}

/** What follows from a forecast for the wards as they are now: it is reckoned anew each time, for orders and beds change. Null: it is not done, or over. */
export async function loadAnswer(tx: Tx, around: Surroundings, forecast: StoredForecast, now: Date): Promise<Answered | null> {
  const { result, draft } = forecast;
  const last = draft.cases.at(-1)?.day;
  if (!result || !last) return null;
  const today = beijingDay(now);
  // Days that have passed since are nobody's need any more.
  const gone = Math.max(0, daysBetween(last, today));
  const left = result.days.length - gone;
  if (left < 1) return null;
  const { wards, care } = await loadCare(tx);
  const chosen: Chosen = chooseConversions({
    today: addDays(last, gone),
    wards: await loadCandidates(tx, around, wards, now),
    care,
    need: {
      infection: result.planned.infection.slice(gone),
      monitored: result.planned.monitored.slice(gone),
      icu: result.planned.icu.slice(gone),
    },
    others: await loadOthers(tx, wards, (kind) => result.needed[kind][gone]?.[2] ?? 0, now),
  });
  const { id, title, scenario, at, by } = forecast;
  return {
    answer: {
      ...{ id, title, scenario, at, by, from: today, quantile: draft.quantile },
      ...{ kinds: chosen.outlook, due: chosen.due, withheld: chosen.withheld },
      sentences: sayAnswer(chosen.due, chosen.outlook, result.days.at(-1) ?? today),
    },
    capacity: chosen.capacity,
  };
}
