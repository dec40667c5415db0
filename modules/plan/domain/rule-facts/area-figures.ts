import type { AttributeSpec, Unit } from '@songhua/engine-plan/rules/index.ts';
import { type AreaMeasure, areaMeasureSpecs } from '../../contract.ts';
import { areaOf, number, units } from './words.ts';

/** Figures of areas that are neither in the plan nor sums over institutions. Where nobody has entered one, it is missing. */

/** How rules read a measure: in which unit, and `per` how many of the unit of entering. What people are is `fixed`: nobody decides it. */
interface Reading extends Pick<AttributeSpec, 'fixed' | 'most'> {
  readonly unit: Unit;
  readonly per?: number;
}

const readings: Readonly<Record<AreaMeasure, Reading>> = {
  children: { unit: units.people, fixed: true },
  // Entered in per cent, compared as a share.
  'in-county-treatment-rate': { unit: units.ratio, per: 100, most: 1 },
  'station-radius': { unit: units.kilometres },
  'rescue-minutes': { unit: units.minutes },
  'pneumoconiosis-patients': { unit: units.people, fixed: true },
  'blood-units': { unit: units.bloodUnits, fixed: true },
  'blood-units-nat-tested': { unit: units.bloodUnits },
  'cdc-establishment': { unit: units.posts },
};

function figure(id: AreaMeasure): AttributeSpec {
  const { unit, per = 1, ...more } = readings[id];
  const entry = (item: unknown) => {
    const { area, facts } = areaOf(item);
    return facts.figures.get(`${area.code} ${id}`);
  };
  const { title } = areaMeasureSpecs[id];
  return {
    ...number(title.zh, title.en, unit, (item) => {
      const value = entry(item)?.value;
      return value === undefined ? undefined : value / per;
    }),
    ...more,
    evidence: (item) => entry(item)?.evidence ?? 'computed',
    asOf: (item) => entry(item)?.asOf ?? null,
  };
}

export const areaFigures: Readonly<Record<string, AttributeSpec>> = Object.fromEntries(
  (Object.keys(readings) as AreaMeasure[]).map((id) => [id, figure(id)]),
);
