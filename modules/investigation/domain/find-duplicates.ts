import type { Duplicate } from '../contract.ts';
import type { ReadLine } from './read-lines.ts';

/** A case that is there already, as far as it is compared. */
export interface KnownPerson {
  readonly id: string;
  readonly serial: number;
  readonly name: string | null;
  readonly number: string | null;
  readonly phone: string | null;
  readonly year: number | null;
  readonly onset: string | null;
}

type Compared = Pick<KnownPerson, 'name' | 'number' | 'phone' | 'year'>;

const bare = (name: string | null): string =>
  (name ?? '')
    .normalize('NFKC')
    .replace(/[\s·•.]/g, '')
    .toLowerCase();

/** The year of birth as a citizen's number says it (GB 11643: characters 7 to 10), else the day's, else the age counted back. */
export function birthYear(of: { born: string | null; number: string | null; age: number | null }, today: string): number | null {
  if (of.born) return Number(of.born.slice(0, 4));
  const inNumber = /^\d{6}((?:19|20)\d{2})\d{7}[\dX]$/.exec(of.number ?? '')?.[1];
  if (inNumber) return Number(inNumber);
  return of.age === null ? null : Number(today.slice(0, 4)) - of.age;
}

/**
 * Why two lines may be one person; null: they are not, as far as can be said. Two different numbers are two people whatever else agrees.
 * A year of birth counted back from an age may be off by one.
 */
export function likeness(one: Compared, other: Compared): Duplicate['because'] | null {
  if (one.number !== null && other.number !== null) return one.number === other.number ? 'number' : null;
  const name = bare(one.name);
  if (name === '' || name !== bare(other.name)) return null;
  if (one.phone !== null && one.phone === other.phone) return 'name-phone';
  return one.year !== null && other.year !== null && Math.abs(one.year - other.year) <= 1 ? 'name-born' : null;
}

/** Lines that resemble a case that is there, or an earlier line of the grid: one finding a line, the case first. */
export function findDuplicates(lines: readonly ReadLine[], known: readonly KnownPerson[], today: string): readonly Duplicate[] {
  const asCompared = ({ fields }: ReadLine): Compared => ({ ...fields, year: birthYear(fields, today) });
  const byKey = new Map<string, (KnownPerson | { readonly line: number; readonly as: Compared })[]>();
  const keys = ({ name, number }: Compared): string[] => [
    ...(number === null ? [] : [`#${number}`]),
    ...(bare(name) ? [bare(name)] : []),
  ];
  const note = (of: Compared, what: KnownPerson | { line: number; as: Compared }): void => {
    for (const key of keys(of)) byKey.set(key, [...(byKey.get(key) ?? []), what]);
  };
  for (const one of known) note(one, one);
  const found: Duplicate[] = [];
  for (const line of lines) {
    const as = asCompared(line);
    for (const other of keys(as).flatMap((key) => byKey.get(key) ?? [])) {
      const because = likeness(as, 'as' in other ? other.as : other);
      if (because === null) continue;
      const { line: at } = line;
      if ('as' in other) found.push({ line: at, because, person: null, otherLine: other.line });
      else
        found.push({
          line: at,
          because,
          person: { id: other.id, serial: other.serial, name: other.name, onset: other.onset },
          otherLine: null,
        });
      break;
    }
    note(as, { line: line.line, as });
  }
  return found;
}
