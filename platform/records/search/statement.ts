import { hash } from 'node:crypto';
import type { Tx } from '@songhua/kernel';

/** Collects the parameters of a statement while its text is put together. */
export interface Binder {
  /** Binds a value and answers its place, with a cast when one is given: `$3::bigint[]`. */
  bind(value: unknown, cast?: string): string;
  readonly values: unknown[];
  /** The database lies on several machines: see spread.ts. */
  readonly spread: boolean;
}

export function createBinder({ spread }: Pick<Tx, 'spread'>): Binder {
  const values: unknown[] = [];
  return {
    values,
    spread,
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

/** Runs a put-together statement, prepared by its shape. */
export const run = <R extends object>(tx: Tx, text: string, { values }: Binder): Promise<R[]> =>
  tx.query<R>(text, values, nameOf(text));
