import { type Course, wholeDays } from './course.ts';

/** What the first list says, later by a duration. */
function convolve(list: Float64Array, days: Float64Array): Float64Array {
  const later = new Float64Array(list.length);
  for (let at = 0; at < list.length; at += 1) {
    const value = list[at] ?? 0;
    if (value === 0) continue;
    for (let k = 0; k < days.length && at + k < list.length; k += 1)
      later[at + k] = (later[at + k] ?? 0) + value * (days[k] ?? 0);
  }
  return later;
}

/** How many are there on each day of those who come on each: the sum of who came minus who left. */
function present(arrivals: Float64Array, departures: Float64Array): Float64Array {
  let there = 0;
  return arrivals.map((come, day) => {
    there += come - (departures[day] ?? 0);
    return there;
  });
}

/** Mean number of beds of each kind in use on each day: the exact convolution of mean cases with the course. `cases`: all cases by day. */
export function expectBeds<Kind extends string>(cases: ArrayLike<number>, course: Course<Kind>): Map<Kind, Float64Array> {
  const delay = wholeDays(course.delay.value);
  const beds = new Map<Kind, Float64Array>();
  for (const { chance, legs } of course.pathways) {
    const share = course.ages.value.reduce(
      (sum, of, age) => sum + of * (course.admission.value[age] ?? 0) * (chance.value[age] ?? 0),
      0,
    );
    let arrivals = convolve(
      Float64Array.from(cases, (count) => count * share),
      delay,
    );
    for (const { kind, stay } of legs) {
      const departures = convolve(arrivals, wholeDays(stay.value));
      const there = present(arrivals, departures);
      const sum = beds.get(kind);
      beds.set(kind, sum ? sum.map((value, day) => value + (there[day] ?? 0)) : there);
      arrivals = departures;
    }
  }
  return beds;
}
