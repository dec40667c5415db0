import type pg from 'pg';

const spreads = new WeakMap<pg.Pool, boolean>();

/** Whether a pool's database lies on several machines: asked once. The extension is there before the first start, or never. */
export async function isSpread(pool: pg.Pool): Promise<boolean> {
  const known = spreads.get(pool);
  if (known !== undefined) return known;
  const { rowCount } = await pool.query("select from pg_extension where extname = 'citus'");
  const spread = rowCount === 1;
  spreads.set(pool, spread);
  return spread;
}

/**
 * A key that is taken stops a COPY on a worker, of which Citus tells as an internal error that names the shard's index. Said here as
 * PostgreSQL says it.
 */
export function keyTaken(error: unknown): unknown {
  const { code, message = '' } = error as { readonly code?: string; readonly message?: string };
  if (code !== 'XX000' || !/_pkey_\d+/.test(message)) return error;
  return Object.assign(new Error(message, { cause: error }), { code: '23505' });
}
