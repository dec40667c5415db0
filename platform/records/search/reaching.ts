import type { Filter } from '@songhua/engine-fhir/search/types.ts';
import type { Tx, Way } from '@songhua/kernel';
import type { OfPeople } from '../reach/people.ts';
import { type Looking, type Reader, selvesOf } from '../reach/ways.ts';
import { type Directory, nameKey } from '../store/directory.ts';
import { type ReachedRow, reachedCondition, reachedRow } from './compile-reach.ts';
import type { Condition } from './condition.ts';
import { lookUp } from './look-up.ts';
import type { Compiling, Searching } from './searching.ts';

/** What reaching stands on. */
export interface ReachHouse {
  readonly directory: Directory;
  searching(type: string): Searching;
  people(type: string): OfPeople;
  /** The criteria of a way as filters of a type; null when it cannot be asked so. */
  criteria(type: string, criteria: readonly string[]): readonly Filter[] | null;
  readonly resourceTypes: readonly string[];
}

/** What a reader reaches by a letter, type by type, ready to stand in statements. Undefined: all of the type. */
export interface Reached {
  row(type: string): ReachedRow | undefined;
  condition(type: string): Condition | undefined;
  /** Numbers of the patients that a way leads to by their own ids. */
  selves(way: Way): readonly bigint[];
}

const nothingLooked = { codes: () => undefined, reach: () => undefined, found: () => undefined, fullText: false };

/** At most two statements, and none for a reach without criteria whose own patients this process has met. */
export async function makeReaching(house: ReachHouse, tx: Tx, reader: Reader, letter: Looking): Promise<Reached> {
  const { directory, searching, people } = house;
  const ways = reader.reach.ways.filter(({ interactions }) => interactions.includes(letter));
  const patient = searching('Patient').index.code;
  const ids = ways.flatMap(selvesOf);
  const names =
    ids.length > 0
      ? await directory.find(
          tx,
          ids.map((id) => ({ type: patient, id })),
        )
      : new Map();
  const selves = (way: Way): readonly bigint[] => selvesOf(way).flatMap((id) => names.get(nameKey(patient, id))?.rid ?? []);
  const filters = ways.flatMap((way) =>
    way.criteria
      ? (way.types === '*' ? house.resourceTypes : way.types).flatMap((type) => house.criteria(type, way.criteria ?? []) ?? [])
      : [],
  );
  const looked = { ...(await lookUp(tx, directory, searching('Patient'), filters)), ...nothingLooked };
  const rows = new Map<string, ReachedRow | undefined>();
  const compilingOf = (type: string): Compiling => ({ ...searching(type), type, looked });
  const row = (type: string): ReachedRow | undefined => {
    if (!rows.has(type)) {
      const of = { people: people(type), criteria: (way: Way) => house.criteria(type, way.criteria ?? []) };
      rows.set(type, reachedRow(compilingOf(type), reader, letter, of, selves));
    }
    return rows.get(type);
  };
  return {
    row,
    condition: (type) => {
      const reached = row(type);
      return reached && reachedCondition(compilingOf(type), reached);
    },
    selves,
  };
}
