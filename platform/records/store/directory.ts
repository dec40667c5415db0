import type { Tx } from '@songhua/kernel';
import { numbersLiteral, textsLiteral } from './literals.ts';
import type { NumberSource } from './numbers.ts';
import { perHome } from './per-home.ts';

/** What the directory says of an id. It never changes once committed. */
export interface Named {
  readonly rid: bigint;
  readonly place: number;
}

/** An id to look up, and the place it gets if it is new. */
export interface Asked {
  readonly type: number;
  readonly id: string;
  readonly place: number;
}

export const nameKey = (type: number, id: string): string => `${type}/${id}`;

export interface Directory {
  /** What is known of these ids; the unknown ones are missing from the answer. */
  find(tx: Tx, asked: readonly Pick<Asked, 'type' | 'id'>[]): Promise<Map<string, Named>>;
  /** As `find`, and gives numbers to the unknown ones, each with the place it is first asked with. `fresh` ids were just drawn at random: nobody else has them. */
  enter(tx: Tx, asked: readonly Asked[], fresh?: readonly Asked[]): Promise<Map<string, Named>>;
}

/** How many ids a process remembers: about 15 MB. */
const mostRemembered = 100_000;

interface Row {
  readonly type: number;
  readonly id: string;
  readonly rid: string;
  readonly place: number;
}

const inserting = `insert into records.name (type, id, rid, place)
       select * from unnest($1::smallint[], $2::text[], $3::bigint[], $4::smallint[])`;

const take = (found: Map<string, Named>, rows: readonly Row[]): void => {
  for (const { type, id, rid, place } of rows) found.set(nameKey(type, id), { rid: BigInt(rid), place });
};

export function createDirectory(numbers: NumberSource): Directory {
  const memories = perHome(() => new Map<string, Named>());
  const remember = (remembered: Map<string, Named>, found: ReadonlyMap<string, Named>): void => {
    for (const [key, named] of found) {
      remembered.delete(key);
      remembered.set(key, named);
    }
    for (const key of remembered.keys()) {
      if (remembered.size <= mostRemembered) break;
      remembered.delete(key);
    }
  };

  /** Splits what is asked into what this process remembers and what it must ask for, each id once. */
  function recall<T extends Pick<Asked, 'type' | 'id'>>(
    tx: Tx,
    asked: readonly T[],
  ): { found: Map<string, Named>; open: Map<string, T> } {
    const remembered = memories(tx);
    const found = new Map<string, Named>();
    const open = new Map<string, T>();
    for (const one of asked) {
      const key = nameKey(one.type, one.id);
      const known = remembered.get(key);
      if (known) found.set(key, known);
      else if (!open.has(key)) open.set(key, one);
    }
    return { found, open };
  }

  async function look(tx: Tx, open: ReadonlyMap<string, Pick<Asked, 'type' | 'id'>>): Promise<Map<string, Named>> {
    const seen = new Map<string, Named>();
    if (open.size === 0) return seen;
    const asked = [...open.values()];
    const rows = await tx.query<Row>(
      `select n.type, n.id, n.rid, n.place from unnest($1::smallint[], $2::text[]) as a(type, id)
         join records.name n on n.type = a.type and n.id = a.id`,
      [numbersLiteral(asked.map(({ type }) => type)), textsLiteral(asked.map(({ id }) => id))],
      'records.find-names',
    );
    take(seen, rows);
    // Seen rows may be this transaction's own; they count for others only once it has committed.
    tx.afterCommit(() => remember(memories(tx), seen));
    return seen;
  }

  /** The columns of new rows. One order for all writers: two that enter the same ids wait for each other in the same direction. */
  async function rowsOf(tx: Tx, asked: readonly Asked[]): Promise<{ drawn: Map<string, Named>; columns: string[] }> {
    const sorted = [...asked].sort((a, b) => a.type - b.type || (a.id < b.id ? -1 : 1));
    const rids = await numbers.draw(tx, sorted.length);
    const drawn = new Map(sorted.map(({ type, id, place }, at) => [nameKey(type, id), { rid: rids[at] ?? 0n, place }] as const));
    const columns = [
      numbersLiteral(sorted.map(({ type }) => type)),
      textsLiteral(sorted.map(({ id }) => id)),
      numbersLiteral(rids),
      numbersLiteral(sorted.map(({ place }) => place)),
    ];
    return { drawn, columns };
  }

  async function insert(tx: Tx, asked: readonly Asked[]): Promise<Map<string, Named>> {
    const entered = new Map<string, Named>();
    if (asked.length === 0) return entered;
    const { columns } = await rowsOf(tx, asked);
    const rows = await tx.query<Row>(
      `${inserting} on conflict (type, id) do nothing returning type, id, rid, place`,
      columns,
      'records.enter-names',
    );
    take(entered, rows);
    tx.afterCommit(() => remember(memories(tx), entered));
    return entered;
  }

  /** As `insert`, for ids that nobody else can have: there is nothing to wait for. */
  async function insertFresh(tx: Tx, fresh: readonly Asked[]): Promise<ReadonlyMap<string, Named>> {
    if (fresh.length === 0) return new Map();
    const { drawn, columns } = await rowsOf(tx, fresh);
    tx.later(inserting, columns, 'records.enter-fresh-names');
    tx.afterCommit(() => remember(memories(tx), drawn));
    return drawn;
  }

  return {
    find: async (tx, asked) => {
      const { found, open } = recall(tx, asked);
      for (const [key, named] of await look(tx, open)) found.set(key, named);
      return found;
    },
    enter: async (tx, asked, fresh = []) => {
      const own = await insertFresh(tx, fresh);
      const { found, open } = recall(
        tx,
        asked.filter(({ type, id }) => !own.has(nameKey(type, id))),
      );
      for (const [key, named] of own) found.set(key, named);
      for (const [key, named] of await look(tx, open)) {
        found.set(key, named);
        open.delete(key);
      }
      for (const [key, named] of await insert(tx, [...open.values()])) {
        found.set(key, named);
        open.delete(key);
      }
      // Whoever entered the same id at the same moment has committed by now: the insert waited for that.
      for (const [key, named] of await look(tx, open)) found.set(key, named);
      return found;
    },
  };
}
