import { type Chance, drawGamma, drawOverdispersed, drawPoisson } from '../draw-counts.ts';
import type { EpidemicShape, StreamShape } from './city-shape.ts';

/** Counts by stream, then by area, then by day. */
export type CountyCounts = readonly (readonly Float64Array[])[];

/** Every stream of one county and one group of illnesses on so many days; the first is a Monday in a season of its own. */
export function drawCounty(streams: readonly StreamShape[], frequency: number, days: number, chance: Chance): CountyCounts {
  const phase = chance();
  return streams.map(({ mean, phi, season, weekend, areas, weekly }) => {
    const ordinary = (5 + 2 * weekend) / 7;
    return Array.from({ length: areas }, () =>
      Float64Array.from({ length: days }, (_, day) => {
        if (weekly && day % 7 !== 6) return 0;
        const factor = Math.exp(season * Math.cos(2 * Math.PI * (day / 365 + phase)));
        const ofWeek = day % 7 >= 5 ? weekend / ordinary : 1 / ordinary;
        return drawOverdispersed(chance, ((frequency * mean) / areas) * factor * ofWeek, phi);
      }),
    );
  });
}

const drawDelay = (chance: Chance, { mean, deviation }: { readonly mean: number; readonly deviation: number }): number =>
  drawGamma(chance, (mean / deviation) ** 2) * (deviation ** 2 / mean);

export interface PlantedEpidemic {
  /** What it adds to each stream, area and day. */
  readonly added: CountyCounts;
  /** Day of the first visit; null where it died out without one. */
  readonly firstVisit: number | null;
}

/** Infections are followed up to so many: by then any detector has spoken, or the epidemic is long past its first week. */
const mostInfected = 3000;

/** A branching process (Lloyd-Smith et al. 2005, Nature 438:355) that begins on a day, and what the streams see of it. */
export function plantEpidemic(
  shape: EpidemicShape,
  streams: readonly StreamShape[],
  start: number,
  days: number,
  chance: Chance,
): PlantedEpidemic {
  const added = streams.map(({ areas }) => Array.from({ length: areas }, () => new Float64Array(days)));
  const infected = Array.from({ length: shape.seeds }, () => start);
  let firstVisit: number | null = null;
  for (let one = 0; one < infected.length; one += 1) {
    const at = infected[one] ?? start;
    const onset = at + drawDelay(chance, shape.incubation);
    const infects = drawPoisson(chance, (drawGamma(chance, shape.dispersion) * shape.r0) / shape.dispersion);
    for (let next = 0; next < infects; next += 1) {
      const when = at + drawDelay(chance, shape.generation);
      if (when < days && infected.length < mostInfected) infected.push(when);
    }
    const together = chance() < shape.together;
    for (const reporting of shape.reporting) {
      if (chance() >= reporting.share) continue;
      const place = streams.findIndex(({ channel }) => channel === reporting.channel);
      const { areas, weekly } = streams[place] ?? { areas: 1 };
      const seen = Math.floor(onset + drawDelay(chance, reporting));
      const day = weekly ? seen + 6 - (seen % 7) : seen;
      const area = together ? 0 : Math.floor(chance() * areas);
      const counts = added[place]?.[area];
      if (!counts || day >= days) continue;
      counts[day] = (counts[day] ?? 0) + 1;
      if (reporting.channel === 'syndromes') firstVisit = Math.min(firstVisit ?? day, day);
    }
  }
  return { added, firstVisit };
}
