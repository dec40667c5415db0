import { discover } from '@songhua/server/discover.ts';
import { distribute } from '@songhua/server/distribute.ts';
import { migrate } from '@songhua/server/migrate.ts';
import { templateName } from '@songhua/testing';
import pg from 'pg';

export interface TestCluster {
  /** What the coordinator says of itself. */
  readonly version: string;
  /** Connection strings of the coordinator and then of the workers. */
  readonly nodes: readonly string[];
  /** Tables that lie on the workers. */
  readonly distributed: readonly string[];
  /** Drops what was made. */
  readonly stop: () => Promise<void>;
}

async function on<R extends object>(url: string, ...statements: readonly string[]): Promise<R[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    let rows: R[] = [];
    for (const statement of statements) ({ rows } = await client.query<R>(statement));
    return rows;
  } finally {
    await client.end();
  }
}

const changed = (url: string, change: (other: URL) => void): string => {
  const other = new URL(url);
  change(other);
  return other.href;
};

export const databaseOf = (url: string, database: string): string =>
  changed(url, (other) => {
    other.pathname = `/${database}`;
  });

interface Node {
  readonly host: string;
  readonly port: number;
}

/** The workers as the coordinator knows them, and how it calls itself. */
async function readNodes(url: string): Promise<{ coordinator: Node; workers: readonly Node[] }> {
  const rows = await on<Node & { worker: boolean }>(
    url,
    `select nodename as host, nodeport as port, groupid <> 0 as worker from pg_dist_node
      where noderole = 'primary' and isactive and (groupid = 0 or shouldhaveshards) order by groupid`,
  );
  const { hostname, port } = new URL(url);
  const own = rows.find(({ worker }) => !worker);
  const workers = rows.filter(({ worker }) => worker);
  if (workers.length === 0) throw new Error('SONGHUA_CITUS_URL: the cluster has no workers (citus_add_node)');
  return { coordinator: own ?? { host: hostname, port: Number(port || 5432) }, workers };
}

/** One run at a time: each would drop the other's template. Held until the connection ends. */
async function holdAlone(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query<{ alone: boolean }>(`select pg_try_advisory_lock(hashtext('${templateName}')) as alone`);
  if (rows[0]?.alone) return client;
  await client.end();
  throw new Error('SONGHUA_CITUS_URL: another run is testing on this cluster');
}

/** Keeps everybody out, Citus's own maintenance too, so that the database can be cloned. */
const freeze = (url: string, database: string): Promise<unknown> =>
  on(
    url,
    `alter database ${database} with allow_connections false`,
    `select pg_terminate_backend(pid, 5000) from pg_stat_activity where datname = '${database}'`,
  );

/**
 * A migrated and distributed template on every node of the cluster that `url` leads to, to be cloned node by node: where
 * shards lie is said by addresses and table numbers, which a clone keeps. Needs the rights to create databases and extensions.
 */
export async function startTestCluster(root: string, url: string): Promise<TestCluster> {
  const { coordinator, workers } = await readNodes(url);
  const held = await holdAlone(url);
  const nodes = [
    url,
    ...workers.map(({ host, port }) =>
      changed(url, (other) => {
        other.hostname = host;
        other.port = String(port);
      }),
    ),
  ];
  const [said] = await on<{ version: string }>(
    url,
    `select split_part(version(), ' on ', 1) || ', ' || citus_version() as version`,
  );
  const drop = (node: string) => on(node, `drop database if exists ${templateName} with (force)`);
  for (const node of nodes) {
    await drop(node);
    await on(node, `create database ${templateName}`);
    await on(databaseOf(node, templateName), 'create extension citus');
  }
  const template = databaseOf(url, templateName);
  const address = ({ host, port }: Node): string => `(${pg.escapeLiteral(host)}, ${port})`;
  await on(
    template,
    `select citus_set_coordinator_host${address(coordinator)}`,
    ...workers.map((worker) => `select citus_add_node${address(worker)}`),
  );
  // Few shards: tests have few rows, and every shard is a table that each clone copies.
  const pool = new pg.Pool({ connectionString: template, max: 1, options: '-c citus.shard_count=4' });
  const { migrations, distribution } = await discover(root);
  await migrate(pool, migrations, new Date());
  const distributed = await distribute(pool, distribution);
  await pool.end();
  for (const node of nodes) await freeze(node, templateName);
  return {
    version: said?.version ?? '',
    nodes,
    distributed,
    stop: async () => {
      for (const node of nodes) await drop(node);
      await held.end();
    },
  };
}
