/** A PostgreSQL of the bench's own in a temporary folder, with the settings the product starts it with. */
import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openEmbedded } from '@songhua/server/postgres/embedded.ts';
import pg from 'pg';
import type { Server } from './load.ts';

const backendOf = async (client: pg.Client): Promise<number> => {
  const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as pid');
  return rows[0]?.pid ?? 0;
};

/** Runs `work` with a server that is stopped and removed afterwards. `settings` go over the product's own. */
export async function withServer<T>(settings: Record<string, string>, work: (server: Server) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'songhua-storage-'));
  await chmod(folder, 0o755);
  const database = await openEmbedded({ folder, shelter: join(folder, 'shelter'), settings });
  const connect = async (): Promise<pg.Client> => {
    const client = new pg.Client({ connectionString: database.url });
    client.on('error', () => {});
    await client.connect();
    return client;
  };
  const [client, plain] = [await connect(), await connect()];
  try {
    await plain.query('create table if not exists public.plain (body text not null)');
    const { rows } = await client.query<{ data_directory: string }>('show data_directory');
    const pid = (await readFile(join(rows[0]?.data_directory ?? '', 'postmaster.pid'), 'utf8')).split('\n')[0];
    return await work({
      client,
      plain,
      backend: await backendOf(client),
      plainBackend: await backendOf(plain),
      postmaster: Number(pid),
    });
  } finally {
    await Promise.all([client.end(), plain.end()]);
    await database.stop();
    await rm(folder, { recursive: true, force: true });
  }
}
