import type { Tx } from '@songhua/kernel';
import type { DatabaseFacts } from '../domain/facts.ts';

interface Own {
  readonly version: string;
  readonly bytes: number;
  readonly connections: number;
  readonly mostConnections: number;
  readonly readOnly: boolean;
  readonly oldestSince: Date | null;
}

const own = `
  select split_part(current_setting('server_version'), ' ', 1) as version, pg_database_size(current_database())::float8 as bytes,
         (select count(*)::int from pg_stat_activity where backend_type = 'client backend') as connections,
         current_setting('max_connections')::int as "mostConnections", pg_is_in_recovery() as "readOnly",
         (select min(xact_start) from pg_stat_activity
           where datname = current_database() and backend_type = 'client backend' and pid <> pg_backend_pid()) as "oldestSince"`;

const schemas = `
  select n.nspname as schema, sum(pg_total_relation_size(c.oid))::float8 as bytes from pg_class c join pg_namespace n on n.oid = c.relnamespace
   where c.relkind in ('r', 'm') and n.nspname not like 'pg\\_%' and n.nspname <> 'information_schema' group by 1 order by 2 desc, 1`;

/** Nobody but a superuser or a monitor is told of others' positions: then the lag is not known. */
const standbys = `
  select coalesce(application_name, '') as name, coalesce(state, '') as state,
         case when pg_is_in_recovery() then null else pg_wal_lsn_diff(pg_current_wal_lsn(), replay_lsn)::float8 end as "lagBytes"
    from pg_stat_replication order by 1`;

/** What PostgreSQL says of itself and of this database. */
export async function readDatabase(tx: Tx): Promise<DatabaseFacts> {
  const [row] = await tx.query<Own>(own);
  if (!row) throw new Error('PostgreSQL says nothing of itself');
  return {
    ...row,
    schemas: await tx.query<DatabaseFacts['schemas'][number]>(schemas),
    standbys: await tx.query<DatabaseFacts['standbys'][number]>(standbys),
  };
}
