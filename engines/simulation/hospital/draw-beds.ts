import { drawBinomial, type Random, spreadOver } from '../random/draws.ts';
import { type Course, wholeDays } from './course.ts';

export interface BedRun<Kind extends string> {
  /** Beds in use at the end of each day. */
  readonly beds: ReadonlyMap<Kind, Float64Array>;
  /** People admitted on each day. */
  readonly admitted: Float64Array;
}

/** People who come on each day, moved later by a duration each draws alone. */
function later(random: Random, arrivals: Float64Array, days: Float64Array): Float64Array {
  const moved = new Float64Array(arrivals.length);
  for (let at = 0; at < arrivals.length; at += 1)
    spreadOver(random, arrivals[at] ?? 0, days, (k, count) => {
      if (at + k < moved.length) moved[at + k] = (moved[at + k] ?? 0) + count;
    });
  return moved;
}

/** Prepares a course once; the answer draws one run of bed use from all cases by day (whole numbers), each patient alone. */
export function bedDrawer<Kind extends string>(course: Course<Kind>): (random: Random, cases: ArrayLike<number>) => BedRun<Kind> {
  const delay = wholeDays(course.delay.value);
  const ways = course.pathways.map(({ chance, legs }) => ({
    chance: chance.value,
    legs: legs.map(({ kind, stay }) => ({ kind, days: wholeDays(stay.value) })),
  }));
  const byAge = course.ages.value.map((_, age) => Float64Array.from(ways, ({ chance }) => chance[age] ?? 0));
  return (random, cases) => {
    const admitted = new Float64Array(cases.length);
    const chosen = ways.map(() => new Float64Array(cases.length));
    for (let day = 0; day < cases.length; day += 1)
      spreadOver(random, cases[day] ?? 0, course.ages.value, (age, count) => {
        const sick = drawBinomial(random, count, course.admission.value[age] ?? 0);
        spreadOver(random, sick, byAge[age] ?? [], (way, some) => {
          const list = chosen[way] as Float64Array;
          list[day] = (list[day] ?? 0) + some;
        });
      });
    const beds = new Map<Kind, Float64Array>();
    for (const [way, { legs }] of ways.entries()) {
      let arrivals = later(random, chosen[way] as Float64Array, delay);
      for (const [day, count] of arrivals.entries()) admitted[day] = (admitted[day] ?? 0) + count;
      for (const { kind, days } of legs) {
        const departures = later(random, arrivals, days);
        const sum = beds.get(kind) ?? new Float64Array(cases.length);
        let there = 0;
        for (let day = 0; day < sum.length; day += 1) {
          there += (arrivals[day] ?? 0) - (departures[day] ?? 0);
          sum[day] = (sum[day] ?? 0) + there;
        }
        beds.set(kind, sum);
        arrivals = departures;
      }
    }
    return { beds, admitted };
  };
}
