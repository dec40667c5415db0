import type { Tx } from '@songhua/kernel';

/** A resource that capture could not read, and why. */
export interface LaidAside {
  readonly source: string;
  readonly error: string;
  readonly firstAt: Date;
  readonly at: Date;
  readonly tries: number;
}

export async function layAside(
  tx: Tx,
  { source, found, error, now }: { readonly source: string; readonly found: Date; readonly error: string; readonly now: Date },
): Promise<void> {
  await tx.query(
    `insert into reporting.laid_aside as l (source, found, error, first_at, at, tries) values ($1, $2, $3, $4, $4, 1)
         on conflict (source) do update set found = excluded.found, error = excluded.error, at = excluded.at, tries = l.tries + 1`,
    [source, found, error, now],
    'reporting.lay-aside',
  );
}

/** What was read after all, or has gone, is laid aside no more. */
export async function takeUp(tx: Tx, sources: readonly string[]): Promise<void> {
  await tx.query('delete from reporting.laid_aside where source = any($1)', [sources], 'reporting.take-up');
}

interface Aside {
  readonly total: number;
  readonly waiting: number;
  readonly items: readonly LaidAside[];
}

/** How many are laid aside and how many wait, counted as far as `most`, and the newest of the former. */
export async function readLaidAside(tx: Tx, limit: number, most: number): Promise<Aside> {
  const [counted] = await tx.query<{ total: number; waiting: number }>(
    `select (select count(*)::int from reporting.laid_aside) as total,
            (select count(*)::int from (select 1 from reporting.waiting limit $1) as counted) as waiting`,
    [most],
    'reporting.count-laid-aside',
  );
  const items = await tx.query<LaidAside>(
    'select source, error, first_at as "firstAt", at, tries from reporting.laid_aside order by at desc, source limit $1',
    [limit],
    'reporting.laid-aside',
  );
  return { total: counted?.total ?? 0, waiting: counted?.waiting ?? 0, items };
}

/** Lets all that is laid aside wait once more. What still cannot be read comes back with one try more. */
export async function waitAgain(tx: Tx, now: Date): Promise<void> {
  await tx.query(
    `insert into reporting.waiting (source, found, since) select source, found, $1 from reporting.laid_aside order by source
         on conflict (source) do nothing`,
    [now],
    'reporting.wait-again',
  );
}
