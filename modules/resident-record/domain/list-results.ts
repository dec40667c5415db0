import type { LatestResult } from '../contract.ts';
import { byLatest, momentOf } from './order-dates.ts';
import { isAbnormal } from './read-result.ts';
import type { Reading } from './spread-observations.ts';

const mostPoints = 10;
/** A change below this share of the value before is none worth an arrow. */
const noChange = 0.02;

const groupOrder: readonly LatestResult['group'][] = ['vital-signs', 'laboratory', 'exam', 'imaging', 'other'];

export function groupReadings(readings: readonly Reading[]): Map<string, Reading[]> {
  const groups = new Map<string, Reading[]>();
  for (const reading of readings) {
    const group = groups.get(reading.key);
    if (group) group.push(reading);
    else groups.set(reading.key, [reading]);
  }
  return groups;
}

function trendOf(latest: Reading, before: Reading | undefined): LatestResult['trend'] {
  const [now, then] = [latest.measured.value, before?.measured.value ?? null];
  if (now === null || then === null) return null;
  if (Math.abs(now - then) <= Math.abs(then) * noChange) return 'same';
  return now > then ? 'up' : 'down';
}

/**
 * The latest of each measurement, over all institutions: abnormal ones first within a group. What it was before is told of the same unit
 * alone, for numbers of different units cannot be compared.
 */
export function listResults(readings: readonly Reading[]): LatestResult[] {
  const results = [...groupReadings(readings).values()].flatMap((all): LatestResult[] => {
    const inOrder = all.toSorted((a, b) => byLatest(a.source.at, b.source.at));
    const [latest] = inOrder;
    if (!latest) return [];
    const alike = inOrder.filter(({ unit, measured }) => unit === latest.unit && measured.value !== null);
    const before = alike.find((one) => one !== latest && one.observation !== latest.observation);
    return [
      {
        key: latest.key,
        name: latest.name,
        code: latest.code,
        system: latest.system,
        group: latest.group,
        latest: latest.measured,
        range: latest.range,
        interpretation: latest.interpretation,
        previous: latest.measured.value !== null && before ? { ...before.measured, at: before.source.at } : null,
        trend: trendOf(latest, before),
        count: all.length,
        points: alike
          .filter(({ source }) => momentOf(source.at) !== null)
          .slice(0, mostPoints)
          .toReversed()
          .map(({ source, measured }) => ({ at: source.at ?? '', value: measured.value ?? 0 })),
        source: latest.source,
      },
    ];
  });
  return results.toSorted(
    (a, b) =>
      groupOrder.indexOf(a.group) - groupOrder.indexOf(b.group) ||
      Number(isAbnormal(b.interpretation)) - Number(isAbnormal(a.interpretation)) ||
      byLatest(a.source.at, b.source.at) ||
      (a.name < b.name ? -1 : 1),
  );
}
