import { hash } from 'node:crypto';
import type { Tx } from '@songhua/kernel';

/** Collects the parameters of a statement while its text is put together. */
export interface Binder {
  /** Binds a value and answers its place, with a cast when one is given: `$3::bigint[]`. */
  bind(value: unknown, cast?: string): string;
  /** A name for a table that stands nowhere else in the statement: tests stand within tests, and an inner name would hide the outer one. */
  alias(): string;
  readonly values: unknown[];
  /** The database lies on several machines: see spread.ts. */
  readonly spread: boolean;
  /**
   * A set that others of the statement are found by, written down once before anything else is looked for. Of a statement that reads a
   * bounded number of rows, no more of it than that; `complete` then says whether it was all.
   */
  part(select: string): string;
  /**
   * A table written down once, for others of the statement to look into; answers its name. `bounded`: of a statement that reads a bounded
   * number of rows no more of it than that, as `part`.
   */
  table(select: string, bounded?: boolean): string;
  /** What was written down, for the statement's `with`. */
  readonly parts: readonly string[];
  /** A boolean: nothing written down was longer than the bound. */
  complete(): string;
}

/** `most` bounds the sets written down by `part`; without it they stand where they are used. */
export function createBinder({ spread }: Pick<Tx, 'spread'>, most?: number): Binder {
  const values: unknown[] = [];
  const parts: string[] = [];
  const bounded: string[] = [];
  let aliases = 0;
  const table = (select: string, isBounded = true): string => {
    const name = `part_${parts.length}`;
    const all = isBounded && most !== undefined ? `select t.* from (${select}) t limit ${most + 1}` : select;
    parts.push(`${name} as materialized (${all})`);
    if (isBounded && most !== undefined) bounded.push(name);
    return name;
  };
  return {
    alias: () => {
      aliases += 1;
      return `x${aliases}`;
    },
    values,
    spread,
    parts,
    table,
    part: (select) => {
      if (most === undefined) return `${select} offset 0`;
      const name = table(select);
      return `select ${name}.v from ${name}`;
    },
    complete: () => bounded.map((name) => `(select count(*) from ${name}) <= ${most ?? 0}`).join(' and ') || 'true',
    bind: (value, cast) => {
      values.push(value);
      return cast === undefined ? `$${values.length}` : `$${values.length}::${cast}`;
    },
  };
}

/** How many search statements a process lets its connections keep prepared; shapes beyond are planned each time. */
const mostPrepared = 400;
const prepared = new Map<string, string>();

/** Name under which a statement's text is kept prepared, or undefined when there are too many already. */
function nameOf(text: string): string | undefined {
  const known = prepared.get(text);
  if (known !== undefined || prepared.size >= mostPrepared) return known;
  const name = `records.search.${hash('sha1', text).slice(0, 20)}`;
  prepared.set(text, name);
  return name;
}

/** Runs a put-together statement, prepared by its shape. `alone`: it needs no snapshot in common with others. */
export const run = <R extends object>(tx: Tx, text: string, { values }: Binder, alone = false): Promise<R[]> =>
  alone ? tx.alone<R>(text, values, nameOf(text)) : tx.query<R>(text, values, nameOf(text));
