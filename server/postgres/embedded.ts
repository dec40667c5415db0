import { setTimeout as wait } from 'node:timers/promises';
import pg from 'pg';
import { memoryOfMachine, settingsFor } from './memory.ts';
import { oneAtATime } from './one-at-a-time.ts';
import { choosePlace, type Place } from './place.ts';
import { initialise, isAlive, keptPassword, launch, running } from './run.ts';
import { makeSocketFolder, removeSocketFolder } from './socket-folder.ts';
import { findOwner, type Owner } from './unprivileged.ts';
import { watch } from './watch.ts';

export interface Database {
  readonly url: string;
  /** Where its files are, or what it is. */
  readonly where: string;
  /** Stops a PostgreSQL of our own, unless another Songhua process still uses it. Call when all pools are closed. */
  stop(): Promise<void>;
}

export interface EmbeddedOptions {
  readonly folder: string;
  readonly user?: string | undefined;
  /** Where programs and data go when `folder` hides them from the unprivileged user; /var/lib/songhua unless said. */
  readonly shelter?: string;
  /** Extra settings, e.g. `fsync=off` for tests. */
  readonly settings?: Readonly<Record<string, string>>;
}

/** Settings for a machine that also runs Node; `synchronous_commit` stays on. */
const defaults = () => ({ ...settingsFor(memoryOfMachine()), max_connections: '100', log_min_messages: 'warning' });

const urlTo = (socket: string, password: string, database: string): string =>
  `postgres://songhua:${password}@localhost/${database}?host=${encodeURIComponent(socket)}&port=5432`;

/** Waits until the server answers; gives up with the last reason after `seconds`. */
async function answering(url: string, seconds: number): Promise<pg.Client> {
  const end = Date.now() + seconds * 1000;
  for (;;) {
    const client = new pg.Client({ connectionString: url });
    try {
      await client.connect();
      return client;
    } catch (cause) {
      await client.end().catch(() => {});
      if (Date.now() > end) throw new Error('PostgreSQL did not start; see postgres.log in its folder', { cause });
      await wait(50);
    }
  }
}

interface Joined {
  readonly socket: string;
  readonly password: string;
}

/** Starting, starting again and stopping exclude each other, over all processes that use this place. */
const alone = <T>({ home }: Place, work: () => Promise<T>): Promise<T> => oneAtATime(`${home}/starting`, work);

/** Joins the server on this place or starts one, making what is missing. */
const join = (place: Place, start: (socket: string) => void, owner: Owner | undefined): Promise<Joined> =>
  alone(place, async () => {
    const password = await keptPassword(place);
    await initialise(place, owner, password);
    let socket = (await running(place))?.socket;
    if (socket === undefined) {
      socket = await makeSocketFolder(owner);
      start(socket);
    }
    const client = await answering(urlTo(socket, password, 'postgres'), 60);
    const { rows } = await client.query(`select 1 from pg_database where datname = 'songhua'`);
    if (rows.length === 0) await client.query('create database songhua');
    await client.end();
    return { socket, password };
  });

/** Ends the server when no client but ourselves is connected, and takes its socket folder away. */
async function stopUnlessUsed(place: Place, socket: string, password: string): Promise<void> {
  const last = await answering(urlTo(socket, password, 'postgres'), 1).catch(() => undefined);
  if (!last) return;
  const { rows: others } = await last.query(
    `select 1 from pg_stat_activity where backend_type = 'client backend' and pid <> pg_backend_pid() limit 1`,
  );
  await last.end();
  const server = await running(place);
  if (others.length > 0 || !server) return;
  // SIGINT is PostgreSQL's fast shutdown: it ends sessions and writes everything down.
  process.kill(server.pid, 'SIGINT');
  for (let tries = 0; isAlive(server.pid) && tries < 600; tries += 1) await wait(50);
  await removeSocketFolder(socket);
}

/**
 * A PostgreSQL of our own.
 *
 *   no data folder --initdb--> made --launch--> answering
 *   already running (another process of ours, or left behind by one that was killed) --> joined
 *   dies while in use --watch--> launched again at the same socket
 */
export async function openEmbedded({ folder, user, shelter, settings }: EmbeddedOptions): Promise<Database> {
  const owner = await findOwner(user);
  const place = await choosePlace(folder, owner, shelter);
  const start = (socket: string): void => launch(place, owner, socket, { ...defaults(), ...settings });
  const { socket, password } = await join(place, start, owner);
  const startAgain = (): Promise<void> =>
    alone(place, async () => {
      // While we waited another process may have done it.
      if (!(await running(place))) start(await makeSocketFolder(owner, socket));
    });
  const unwatch = watch(place, startAgain);
  return {
    url: urlTo(socket, password, 'songhua'),
    where: place.data,
    stop: async () => {
      unwatch();
      await alone(place, () => stopUnlessUsed(place, socket, password));
    },
  };
}
