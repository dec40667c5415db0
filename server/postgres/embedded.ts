import { setTimeout as wait } from 'node:timers/promises';
import pg from 'pg';
import { endStuck } from './end-stuck.ts';
import { memoryOfMachine, settingsFor } from './memory.ts';
import { oneAtATime } from './one-at-a-time.ts';
import { choosePlace, type Place } from './place.ts';
import { initialise, isAlive, keptPassword, launch, running } from './run.ts';
import { isSocketFolder, makeSocketFolder, removeSocketFolder } from './socket-folder.ts';
import { createLookOut } from './stuck.ts';
import { findOwner, type Owner } from './unprivileged.ts';
import { interval, watch } from './watch.ts';

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
  /** How long a PostgreSQL must look stuck before it is ended and started again, s; 15 unless said. */
  readonly settling?: number;
}

/** Settings for a machine that also runs Node; `synchronous_commit` stays on. */
const defaults = () => ({ ...settingsFor(memoryOfMachine()), max_connections: '100', log_min_messages: 'warning' });

const urlTo = (socket: string, password: string, database: string): string =>
  `postgres://songhua:${password}@localhost/${database}?host=${encodeURIComponent(socket)}&port=5432`;

/**
 * Waits until the server answers; gives up with the last reason after `seconds`, counted anew when `mend`, which is asked now and
 * then and told the reason, has started it again.
 */
async function answering(url: string, seconds: number, mend?: (refusal: unknown) => Promise<boolean>): Promise<pg.Client> {
  let end = Date.now() + seconds * 1000;
  let nextLook = Date.now() + interval;
  for (;;) {
    const client = new pg.Client({ connectionString: url });
    try {
      await client.connect();
      return client;
    } catch (cause) {
      await client.end().catch(() => {});
      if (mend && Date.now() >= nextLook) {
        if (await mend(cause)) end = Date.now() + seconds * 1000;
        nextLook = Date.now() + interval;
      }
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

/** How the server on a place is made. */
interface Making {
  readonly place: Place;
  readonly owner: Owner | undefined;
  readonly settling: number;
  start(socket: string): void;
}

/** Starts the server at this socket unless it runs, after ending it when it is the one that is stuck. Call it `alone`. */
async function startAt({ place, owner, start }: Making, socket: string, stuck?: number): Promise<void> {
  // While we waited another process may have done it.
  if (stuck !== undefined && (await running(place))?.pid === stuck) await endStuck(place, stuck);
  if (!(await running(place))) start(await makeSocketFolder(owner, socket));
}

/** Joins the server on this place or starts one, making what is missing. One that was left behind stuck is started again. */
const join = (making: Making): Promise<Joined> =>
  alone(making.place, async () => {
    const { place, owner, start, settling } = making;
    const password = await keptPassword(place);
    await initialise(place, owner, password);
    const found = await running(place);
    const socket = found?.socket ?? (await makeSocketFolder(owner));
    if (!found) start(socket);
    const isStuck = createLookOut(settling);
    const client = await answering(urlTo(socket, password, 'postgres'), 60, async (refusal) => {
      const server = await running(place);
      // Its socket's folder is made again as root: the name in a file of PostgreSQL's must be one of ours.
      if (!server || !isSocketFolder(socket) || !(await isStuck(server.pid, async () => refusal))) return false;
      await startAt(making, socket, server.pid);
      return true;
    });
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
 *   stuck, in use or left behind --ended--> launched again at the same socket (Linux)
 */
export async function openEmbedded({ folder, user, shelter, settings, settling = 15 }: EmbeddedOptions): Promise<Database> {
  const owner = await findOwner(user);
  const place = await choosePlace(folder, owner, shelter);
  const start = (socket: string): void => launch(place, owner, socket, { ...defaults(), ...settings });
  const making: Making = { place, owner, settling, start };
  const { socket, password } = await join(making);
  let stopped = false;
  const unwatch = watch({
    place,
    url: urlTo(socket, password, 'postgres'),
    settling,
    startAgain: (stuck) =>
      alone(place, async () => {
        // A look from before may come to its turn after we have stopped it.
        if (!stopped) await startAt(making, socket, stuck);
      }),
  });
  return {
    url: urlTo(socket, password, 'songhua'),
    where: place.data,
    stop: async () => {
      stopped = true;
      unwatch();
      await alone(place, () => stopUnlessUsed(place, socket, password));
    },
  };
}
