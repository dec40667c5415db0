import type { ErrorClass } from '@songhua/engine-city/noise/registration.ts';
import type { CityInstitution } from '@songhua/engine-city/population/find-houses.ts';
import { liveTown } from '@songhua/engine-city/population/live-town.ts';
import { planCity, townRandom } from '@songhua/engine-city/population/plan-city.ts';
import type { TownPlace } from '@songhua/engine-city/population/towns.ts';
import type { PersonRecord } from '@songhua/engine-linkage/person/person-record.ts';

/** A registration of the synthetic city, of whom it truly is, and what is wrong in it. */
export interface NoisyRecord extends PersonRecord {
  readonly id: string;
  /** Number of the person, counted through the city. */
  readonly person: number;
  /** Number of the birth the person shares with a twin; -1 of all others. */
  readonly twins: number;
  readonly errors: readonly ErrorClass[];
}

const countyNames = ['甲县', '乙县', '丙县', '丁县', '戊市', '己市', '庚市', '辛区', '壬区', '癸区'];
const words = '太平 东升 兴隆 永安 新立 长发 富强 大屯 小河 石门 柳树 杨木 靠山 河沿 北沟'.split(' ');
const townsEach = 15;

/** Ten counties of fifteen towns, every third a street; sizes differ fivefold and add up to `residents`. */
export function layBenchTowns(residents: number): readonly TownPlace[] {
  const count = countyNames.length * townsEach;
  const weights = Array.from({ length: count }, (_, at) => 1 + (at % 9) / 2);
  const total = weights.reduce((sum, one) => sum + one, 0);
  let left = residents;
  return weights.map((weight, at) => {
    const people = at === count - 1 ? left : Math.min(left, Math.round((residents * weight) / total));
    left -= people;
    const county = `9900${String(Math.floor(at / townsEach) + 1).padStart(2, '0')}`;
    const urban = at % 3 === 0;
    return {
      code: `${county}${String((at % townsEach) + 1).padStart(3, '0')}`,
      county,
      countyName: countyNames[Math.floor(at / townsEach)] ?? '',
      name: `${words[at % words.length] ?? ''}${urban ? '街道' : '镇'}`,
      communities: words.slice(0, 4 + (at % 8)).map((word) => `${word}${urban ? '社区' : '村'}`),
      urban,
      residents: people,
    };
  });
}

const house = (id: string, kind: string, county: string, more: Partial<CityInstitution> = {}): CityInstitution => ({
  ...{ id, kind, county, name: id, level: 'none', beds: 20, fields: [], named: false },
  ...more,
});

function layBenchHouses(towns: readonly TownPlace[]): readonly CityInstitution[] {
  const counties = [...new Set(towns.map(({ county }) => county))];
  return [
    ...towns.map(({ code, county, urban }) =>
      house(`c${code}`, urban ? 'community-health-centre' : 'township-health-centre', county, { town: code }),
    ),
    ...counties.flatMap((county) => [
      house(`h${county}`, 'general-hospital', county, { level: '2A', beds: 400 }),
      house(`m${county}`, 'maternal-child-health', county),
      house(`k${county}`, 'clinic', county),
    ]),
    house('top', 'general-hospital', counties[0] ?? '', { level: '3A', beds: 2000 }),
    house('children', 'specialised-hospital', counties[0] ?? '', { fields: ['children'] }),
  ];
}

/** All registrations of a city of so many residents, town by town; the same for the same seed. */
export function* noisyCity(residents: number, seed: string, onlyTowns = Number.POSITIVE_INFINITY): Generator<NoisyRecord> {
  const towns = layBenchTowns(residents);
  const plan = planCity({ seed, until: '2025-12-31', towns, institutions: layBenchHouses(towns) });
  if (!plan.ok) throw new Error(JSON.stringify(plan));
  let [before, births] = [0, 0];
  for (const place of towns.slice(0, onlyTowns)) {
    const { people } = liveTown(place, plan.value, townRandom(plan.value, place));
    const twins = new Map<string, number>();
    for (const person of people) {
      const birth = `${person.mother}/${person.born}`;
      if (person.twin > 0 && !twins.has(birth)) twins.set(birth, births++);
      for (const { patient, record, errors } of person.registrations)
        yield {
          id: patient,
          name: record.name,
          sex: record.sex === 'unknown' ? null : record.sex,
          born: record.born,
          number: record.number,
          phone: record.phone,
          address: record.address,
          person: before + person.at,
          twins: person.twin > 0 ? (twins.get(birth) ?? -1) : -1,
          errors,
        };
    }
    before += people.length;
  }
}
