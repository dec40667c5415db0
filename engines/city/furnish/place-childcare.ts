import { apportion } from '../apportion.ts';
import { deal } from '../draft.ts';
import { inventedMark } from '../name-institutions.ts';
import type { Random } from '../random.ts';
import { around } from '../random.ts';
import type { Area, Total } from '../totals.ts';
import type { Childcare } from './furnishing.ts';

/** Places per 1,000 residents, and about so many to an institution. Ours. */
const perThousand = 4.7;
const placesEach = 55;

/** Childcare institutions in every part with a published population, in its towns by their communities and villages. */
export function placeChildcare(areas: readonly Area[], totals: readonly Total[], random: Random): Childcare[] {
  const children = (code: string): readonly Area[] =>
    areas.filter((a) => a.parent === code).sort((a, b) => (a.code < b.code ? -1 : 1));
  const towns = (code: string): readonly Area[] => children(code).flatMap((a) => (a.level === 'town' ? [a] : towns(a.code)));
  const city = areas.find((a) => a.parent === null)?.code ?? '';
  return children(city).flatMap((part) => {
    const people = totals.find((t) => t.area === part.code && t.measure === 'population')?.value ?? 0;
    const places = Math.ceil((perThousand * people) / 1000);
    const count = Math.ceil(places / placesEach);
    const here = deal(count, towns(part.code), (t) => 1 + 3 * (t.communities ?? 0) + (t.villages ?? 0));
    const sizes = apportion(
      places,
      here.map(() => ({ weight: around(random, 0.4), low: 1 })),
    );
    const numbers = new Map<string, number>();
    return here.map((town, i) => {
      const number = (numbers.get(town.code) ?? 0) + 1;
      numbers.set(town.code, number);
      const label = String(number).padStart(2, '0');
      return {
        id: `${town.code}-childcare-${label}`,
        name: `${town.name}托育机构${label}${inventedMark}`,
        area: town.parent ?? part.code,
        town: town.code,
        places: sizes.ok ? (sizes.value[i] ?? 0) : 0,
      };
    });
  });
}
