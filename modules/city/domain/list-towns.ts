import type { Text } from '@songhua/kernel';
import type { CityTown, TownQuery } from '../contract.ts';

interface KnownTown {
  readonly code: string;
  readonly name: string;
  readonly countyName: string;
  readonly residents: number;
  readonly line: number;
  readonly finishedAt: Date | null;
  readonly summary: { readonly registrations: number } | null;
}

/** A town as its row in the list. */
export const describeTown = ({ code, name, countyName, residents, line, finishedAt, summary }: KnownTown): CityTown => ({
  code,
  name,
  countyName,
  residents,
  resources: line,
  registrations: summary?.registrations ?? null,
  state: finishedAt ? 'in' : line > 0 ? 'begun' : 'waiting',
});

/** The towns under a filter, in the order asked for. */
export function listTowns(
  towns: readonly CityTown[],
  { q = '', state, sort }: Pick<TownQuery, 'q' | 'state' | 'sort'>,
): readonly CityTown[] {
  const down = sort.startsWith('-') ? -1 : 1;
  const key = sort.replace('-', '') as 'code' | 'residents' | 'resources';
  const fits = (town: CityTown): boolean =>
    (state === undefined || town.state === state) && (q === '' || `${town.countyName}${town.name}${town.code}`.includes(q));
  return towns
    .filter(fits)
    .sort((one, other) => (one[key] < other[key] ? -down : one[key] > other[key] ? down : one.code < other.code ? -1 : 1));
}

export const stateTitles: Readonly<Record<CityTown['state'], Text>> = {
  waiting: { zh: '等待', en: 'Waiting' },
  begun: { zh: '装入中', en: 'Coming in' },
  in: { zh: '已完成', en: 'In' },
};
