import type { Tx } from '@songhua/kernel';

/** What the first form of entries covers, in this order. A column that is added later belongs to a later form. */
export const lineFields = [
  'entry',
  'form',
  'at',
  'event',
  'actor_kind',
  'actor_id',
  'actor_name',
  'roles',
  'institution',
  'purpose',
  'method',
  'route',
  'path',
  'status',
  'request_id',
  'address',
  'resources',
  'resource_count',
  'patients',
  'patient_count',
  'way',
  'emergency',
  'note',
] as const;

/**
 * The bytes of an entry that are hashed: PostgreSQL's text of a row of its columns, in UTF-8, the time in UTC to the microsecond. The same in
 * every version of PostgreSQL, it quotes what needs quoting, so that no two rows have the same text. Holds when `fixLine` was said before.
 */
export const lineOf = (alias: string): string =>
  `row(${lineFields.map((field) => (field === 'at' ? `${alias}.at at time zone 'UTC'` : `${alias}.${field}`)).join(', ')})::text`;

/** Makes a transaction write times as the line needs them, whatever the database was set to. */
export const fixLine = (tx: Tx): void => tx.later(`set local datestyle to 'ISO, YMD'`, [], 'audit.fix-line');

/** The fields of a line, as texts; null where there was no value. The reverse of PostgreSQL's `record_out`. */
export function readLine(line: string): Readonly<Record<string, string | null>> {
  const values: (string | null)[] = [];
  let at = 1;
  while (at < line.length) {
    let value: string | null = null;
    if (line[at] === '"') {
      value = '';
      for (at += 1; at < line.length; at += 1) {
        if (line[at] === '\\') at += 1;
        else if (line[at] === '"') {
          if (line[at + 1] !== '"') break;
          at += 1;
        }
        value += line[at] ?? '';
      }
      at += 1;
    } else {
      const end = /[,)]/g;
      end.lastIndex = at;
      const to = end.exec(line)?.index ?? line.length;
      if (to > at) value = line.slice(at, to);
      at = to;
    }
    values.push(value);
    at += 1;
  }
  return Object.fromEntries(lineFields.map((field, n) => [field, values[n] ?? null]));
}
