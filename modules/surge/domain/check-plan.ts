import type { BedKind, Evidence, FacilityKind, RuleCheck } from '../contract.ts';

/** What the rules look at of a ward. */
export interface RuledWard {
  readonly facility: FacilityKind;
  readonly area: string;
  readonly now: BedKind;
  readonly to: BedKind | null;
  readonly beds: number;
  readonly quick: boolean;
  readonly evidence: Evidence;
}

export interface RuledCounty {
  readonly area: string;
  readonly name: { readonly zh: string; readonly en: string };
  readonly population: number | null;
}

const section = {
  zh: '四、加快构建强大公共卫生体系（四）健全传染病疫情和突发公共卫生事件救治体系 2',
  en: 'Chapter 4 (4) 2: treatment of epidemics and public-health events',
};

/**
 * Infection beds a county must be able to open quickly, by its residents: [100 000, 300 000) 20, [300 000, 500 000) 50,
 * [500 000, 1 000 000] 80. The plan's bands share their edges; we read an edge as of the higher band. Below and above it says nothing: null.
 */
export function minBeds(population: number): number | null {
  if (population < 100_000 || population > 1_000_000) return null;
  return population < 300_000 ? 20 : population < 500_000 ? 50 : 80;
}

/** The weakest of several: invented before entered, computed and published. */
export function weakest(all: readonly Evidence[]): Evidence | null {
  return (['synthetic', 'entered', 'computed', 'published'] as const).find((one) => all.includes(one)) ?? null;
}

const sum = (wards: readonly RuledWard[]): number => wards.reduce((all, { beds }) => all + beds, 0);

type Head = Pick<RuleCheck, 'rule' | 'clause' | 'summary'>;

const atLeast = (head: Head, wards: readonly RuledWard[], wanted: number): RuleCheck => {
  const found = sum(wards);
  return {
    ...head,
    ...{
      area: null,
      areaName: null,
      section,
      unit: 'beds',
      found,
      wanted,
      note: null,
      evidence: weakest(wards.map((w) => w.evidence)),
    },
    ...{ state: found >= wanted ? 'met' : 'missed', missing: Math.max(0, wanted - found) },
  };
};

/** Of all beds, at least a share are such; what is missing are beds that become such, for the total stays what it is. */
function atLeastShare(head: Head, wards: readonly RuledWard[], share: number, counts: (ward: RuledWard) => boolean): RuleCheck {
  const all = sum(wards);
  const found = sum(wards.filter(counts));
  const missing = Math.max(0, Math.ceil(share * all - 1e-9) - found);
  return {
    ...head,
    ...{ area: null, areaName: null, section, unit: 'share', wanted: share, found: all === 0 ? 0 : found / all, missing },
    ...{ state: all === 0 ? 'undefined' : missing === 0 ? 'met' : 'missed', evidence: weakest(wards.map((w) => w.evidence)) },
    note: all === 0 ? { zh: '没有这类医院，无从核查', en: 'There is no such hospital to check' } : null,
  };
}

function checkCounty(wards: readonly RuledWard[], { area, name, population }: RuledCounty): RuleCheck {
  const mine = wards.filter((ward) => ward.area === area && ward.quick);
  const found = sum(mine);
  const wanted = population === null ? null : minBeds(population);
  const note =
    population === null
      ? { zh: '没有公布的人口数', en: 'No population is published' }
      : wanted === null
        ? {
            zh: `人口 ${population}：10 万以下和 100 万以上没有规定`,
            en: `${population} residents: nothing is said below 100,000 or above 1,000,000`,
          }
        : {
            zh: `人口 ${population}，按 [10,30)、[30,50)、[50,100] 万分档`,
            en: `${population} residents, in bands of [100, 300), [300, 500), [500, 1,000] thousand`,
          };
  return {
    ...{ rule: 'quick-beds', clause: '4.4.2-h', area, areaName: name, section, unit: 'beds', found, wanted, note },
    summary: {
      zh: '疫情时能迅速开放的传染病床，按人口不少于 20、50 或 80 张',
      en: 'Infection beds that open quickly: at least 20, 50 or 80 by population',
    },
    ...{ state: wanted === null ? 'undefined' : found >= wanted ? 'met' : 'missed', missing: Math.max(0, (wanted ?? 0) - found) },
    evidence: weakest(mine.map(({ evidence }) => evidence)),
  };
}

/** The rules of the plan on the beds as they now stand, the city's first, then county by county. */
export function checkPlan(wards: readonly RuledWard[], counties: readonly RuledCounty[]): RuleCheck[] {
  const designated = wards.filter(({ facility }) => facility === 'designated');
  const sub = wards.filter(({ facility }) => facility === 'sub-designated');
  const head = (rule: RuleCheck['rule'], clause: string, zh: string, en: string): Head => ({ rule, clause, summary: { zh, en } });
  return [
    atLeast(
      head('designated-beds', '4.4.2-d', '定点医院床位合计不少于 1000 张', 'Designated hospitals: at least 1,000 beds together'),
      designated,
      1000,
    ),
    atLeastShare(
      head('designated-icu', '4.4.2-d', '定点医院重症床不少于床位的 10%', 'Designated hospitals: at least 10% intensive care'),
      designated,
      0.1,
      ({ now }) => now === 'icu',
    ),
    atLeastShare(
      head(
        'designated-convertible',
        '4.4.2-e',
        '连同可转换的，重症床能扩到 20% 以上',
        'With convertible beds, intensive care can grow to 20%',
      ),
      designated,
      0.2,
      ({ now, to }) => now === 'icu' || to === 'icu',
    ),
    atLeast(
      head(
        'sub-beds',
        '4.4.2-f',
        '亚（准）定点医院床位合计不少于 1000 张',
        'Sub-designated hospitals: at least 1,000 beds together',
      ),
      sub,
      1000,
    ),
    atLeastShare(
      head(
        'sub-monitored',
        '4.4.2-f',
        '亚（准）定点医院监护床不少于床位的 10%',
        'Sub-designated hospitals: at least 10% monitored',
      ),
      sub,
      0.1,
      ({ now }) => now === 'monitored' || now === 'icu',
    ),
    ...counties.map((county) => checkCounty(wards, county)),
  ];
}
