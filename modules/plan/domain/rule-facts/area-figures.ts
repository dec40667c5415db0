import type { AttributeSpec, Unit } from '@songhua/engine-plan/rules/index.ts';
import { areaOf, number, units } from './words.ts';

/** Figures of areas that are neither in the plan nor sums over institutions. Where nobody has entered one, it is missing. */

const figure = (
  id: string,
  zh: string,
  en: string,
  unit: Unit,
  more: Pick<AttributeSpec, 'fixed' | 'most'> = { fixed: true },
): AttributeSpec => {
  const entry = (item: unknown) => {
    const { area, facts } = areaOf(item);
    return facts.figures.get(`${area.code} ${id}`);
  };
  return {
    ...number(zh, en, unit, (item) => entry(item)?.value),
    ...more,
    evidence: (item) => entry(item)?.evidence ?? 'computed',
    asOf: (item) => entry(item)?.asOf ?? null,
  };
};

export const areaFigures: Readonly<Record<string, AttributeSpec>> = {
  children: figure('children', '儿童数', 'children', units.people),
  'in-county-treatment-rate': figure(
    'in-county-treatment-rate',
    '县域就诊率',
    'share of residents’ visits treated in the county',
    units.ratio,
    { most: 1 },
  ),
  'station-radius': figure('station-radius', '急救站服务半径', 'service radius of the emergency stations', units.kilometres, {}),
  'rescue-minutes': figure('rescue-minutes', '救援队伍到达所需时间', 'travel time of the nearest rescue team', units.minutes, {}),
  'pneumoconiosis-patients': figure('pneumoconiosis-patients', '尘肺病患者数', 'pneumoconiosis patients', units.people),
  'blood-units': figure('blood-units', '采集血液单位数', 'units of blood collected', units.bloodUnits),
  'blood-units-nat-tested': figure(
    'blood-units-nat-tested',
    '经核酸检测的血液单位数',
    'units of blood tested by nucleic acid',
    units.bloodUnits,
    {},
  ),
};
