import { type Distribution, type Tx, withTx } from '@songhua/kernel';
import type pg from 'pg';

/** The key under which migrations run; nobody migrates while tables are moved (migrate.ts). */
const lock = 1398108;

/** Tables that Citus keeps on several machines already, as `schema.table`. */
async function spreadAlready(tx: Tx): Promise<ReadonlySet<string>> {
  const rows = await tx.query<{ name: string }>(
    `select n.nspname || '.' || c.relname as name from pg_dist_partition p join pg_class c on c.oid = p.logicalrelid
       join pg_namespace n on n.oid = c.relnamespace`,
  );
  return new Set(rows.map(({ name }) => name));
}

/** Type and collation of the column that spreads a table: those of one part with the same lie together. */
async function kindOf(tx: Tx, table: string, column: string): Promise<string> {
  const [row] = await tx.query<{ kind: string }>(
    `select atttypid || '/' || attcollation as kind from pg_attribute where attrelid = $1::regclass and attname = $2`,
    [table, column],
  );
  if (!row) throw new Error(`${table} is announced as spread by ${column}, which it does not have`);
  return row.kind;
}

/**
 * Where the database is a Citus coordinator, spreads the tables over its workers as their parts announce; which ones it moved. What
 * lies in them already goes along. Does nothing on a plain PostgreSQL, and nothing twice; tables that a later migration adds
 * are spread at the next start.
 */
export async function distribute(pool: pg.Pool, parts: readonly Distribution[]): Promise<readonly string[]> {
  return withTx(pool, 'write', async (tx) => {
    if (!tx.spread) return [];
    await tx.query('select pg_advisory_xact_lock($1)', [lock]);
    // Moving what is there takes the time it takes.
    await tx.query('set local statement_timeout = 0');
    const already = await spreadAlready(tx);
    const moved: string[] = [];
    for (const { spread, everywhere = [] } of parts) {
      const firsts = new Map<string, string>();
      // New ones lie where those of their kind lie already.
      const tables = Object.entries(spread).sort(([a], [b]) => Number(already.has(b)) - Number(already.has(a)));
      for (const [table, column] of tables) {
        const kind = await kindOf(tx, table, column);
        const beside = firsts.get(kind);
        if (!beside) firsts.set(kind, table);
        if (already.has(table)) continue;
        const asked = [table, column, beside ?? 'none'];
        await tx.query('select create_distributed_table($1::regclass, $2, colocate_with => $3)', asked);
        moved.push(table);
      }
      for (const table of everywhere) {
        if (already.has(table)) continue;
        await tx.query('select create_reference_table($1::regclass)', [table]);
        moved.push(table);
      }
    }
    return moved;
  });
}
