import type { Tx } from '@songhua/kernel';
import type pg from 'pg';
import type { Header, Sequence, Table } from './contents.ts';

const ours = `n.nspname not like 'pg\\_%' and n.nspname <> 'information_schema'`;

/** Every table that keeps rows, with what PostgreSQL believes they are. */
export async function listTables(client: pg.ClientBase): Promise<readonly (Table & { readonly estimate: number })[]> {
  const { rows } = await client.query<Table & { estimate: number }>(
    `select n.nspname as schema, c.relname as name, greatest(c.reltuples, 0)::float8 as estimate,
            array_agg(a.attname::text order by a.attnum) filter (where a.attgenerated = '') as columns
       from pg_class c join pg_namespace n on n.oid = c.relnamespace
       join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
      where c.relkind = 'r' and c.relpersistence = 'p' and ${ours}
      group by n.nspname, c.relname, c.reltuples order by n.nspname, c.relname`,
  );
  return rows;
}

/** The sequences as they stand; read after the rows, so that none is behind them. */
export async function listSequences(client: pg.ClientBase): Promise<readonly Sequence[]> {
  const { rows } = await client.query<Sequence>(
    `select n.nspname as schema, c.relname as name, coalesce(pg_sequence_last_value(c.oid), s.seqstart)::text as last,
            pg_sequence_last_value(c.oid) is not null as called
       from pg_class c join pg_namespace n on n.oid = c.relnamespace join pg_sequence s on s.seqrelid = c.oid
      where ${ours} order by n.nspname, c.relname`,
  );
  return rows;
}

/** The migrations that have run, in the order they ran; none in a database that is not ours. */
export async function listMigrations(client: pg.ClientBase): Promise<Header['migrations']> {
  const { rows: there } = await client.query(`select to_regclass('songhua.migration') as found`);
  if (!there[0]?.found) return [];
  const { rows } = await client.query<Header['migrations'][number]>(
    'select unit, name, hash from songhua.migration order by applied_at, unit, name',
  );
  return rows;
}

/** What stands in the way of quick loading, each with the statements that take it away and bring it back, in the order of bringing back. */
export const listHindrances = (tx: Tx): Promise<{ drop: string; make: string }[]> =>
  tx.query(
    `select 'drop index ' || i.indexrelid::regclass as drop, pg_get_indexdef(i.indexrelid) as make, 0 as turn
       from pg_index i join pg_class c on c.oid = i.indrelid join pg_namespace n on n.oid = c.relnamespace
      where not i.indisprimary and c.relkind = 'r' and ${ours}
        and not exists (select from pg_constraint k where k.conindid = i.indexrelid)
     union all
     select 'alter table ' || c.conrelid::regclass || ' drop constraint ' || quote_ident(c.conname),
            'alter table ' || c.conrelid::regclass || ' add constraint ' || quote_ident(c.conname) || ' ' || pg_get_constraintdef(c.oid), 1
       from pg_constraint c join pg_namespace n on n.oid = c.connamespace where c.contype = 'f' and ${ours}
     order by turn`,
  );
