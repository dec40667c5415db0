import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import {
  accessChannel,
  addDemoAccounts,
  answerAuth,
  createAccessLog,
  createActorMemory,
  createProvider,
  dropExpired,
  type ProviderOptions,
  readTermKey,
} from '@songhua/access';
import {
  announce,
  createStreams,
  type Handler,
  handledChannel,
  handlersOf,
  type Listener,
  listen,
  startJobs,
  startWorker,
  trimEvents,
  type Worker,
  workChannel,
} from '@songhua/events';
import { type Clock, type StartContext, withTx } from '@songhua/kernel';
import {
  carryOver,
  exportChannel,
  type FhirStore,
  importChannel,
  indexChannel,
  openIndex,
  openRecordStore,
  peopleChannel,
  startExportRunner,
  startImportRunner,
  startReindex,
  switchFullText,
} from '@songhua/records';
import type pg from 'pg';
import { type Logger, pino, stdTimeFunctions } from 'pino';
import { buildApp } from './app.ts';
import { refuseOtherHash, startAudit } from './audit.ts';
import { startBackups } from './backup/schedule.ts';
import type { Config } from './config.ts';
import { openDatabase, openPool } from './database.ts';
import type { House } from './discover.ts';
import { distribute } from './distribute.ts';
import { owingAccesses } from './http/owing-accesses.ts';
import type { Server } from './http/server.ts';
import { logSerializers } from './log-request.ts';
import { logStream } from './log-stream.ts';
import { migrate } from './migrate.ts';
import type { Database } from './postgres/embedded.ts';
import { openSecretKeys } from './secret-keys.ts';
import { type Standby, watchStandby } from './standby.ts';
import { startBackground } from './start-background.ts';
import { runStartTasks } from './start-tasks.ts';
import { startTelling } from './tell-health.ts';

/** Structured logs, one JSON object a line, on standard error: standard output belongs to people and commands. */
export const createLogger = (level: string): Logger =>
  pino(
    {
      level,
      timestamp: stdTimeFunctions.isoTime,
      redact: ['req.headers.authorization', 'req.headers.cookie'],
      serializers: logSerializers,
    },
    logStream(2),
  );

/** A database with its schema in place and the record store over it. */
export interface Base {
  readonly config: Config;
  readonly house: House;
  readonly database: Database;
  readonly pool: pg.Pool;
  readonly records: FhirStore;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly standby: Standby | null;
  /** Closes the pool and, when nobody else uses it, our own PostgreSQL. */
  close(): Promise<void>;
}

/** Whom events reach: the modules' subscriptions and the open pages. */
const eventHandlers = ({ manifests }: House): Handler[] =>
  handlersOf(
    manifests.flatMap(({ subscriptions }) => subscriptions ?? []),
    manifests.flatMap(({ events }) => events ?? []),
  );

/** Opens the database, applies what migrations are missing and says who waits for which events. */
export async function openBase(config: Config, house: House, clock: Clock, logger: Logger): Promise<Base> {
  const database = await openDatabase(config);
  const pool = openPool(database.url, (error) => logger.warn({ err: error }, 'lost a database connection'));
  const { SONGHUA_STANDBY_URL: standbyUrl } = config;
  const standby =
    standbyUrl === undefined
      ? null
      : watchStandby({
          pool,
          url: database.url,
          openStandby: () => openPool(standbyUrl, (error) => logger.warn({ err: error }, 'lost a connection to the standby')),
          onChange: (readOnly) =>
            readOnly
              ? logger.error('the primary database is gone; records are read from the standby')
              : logger.info('writing goes on'),
        });
  const close = async (): Promise<void> => {
    await standby?.stop();
    await pool.end();
    await database.stop();
  };
  try {
    const projections = house.manifests.flatMap((manifest) => manifest.projections ?? []);
    const [records, applied] = await Promise.all([
      openRecordStore(projections, {
        bases: [`${config.publicUrl}/fhir/R4`],
        importing: {
          privateAddresses: config.SONGHUA_IMPORT_PRIVATE === 'allow',
          ...(config.SONGHUA_IMPORT_FOLDER !== undefined && { folder: config.SONGHUA_IMPORT_FOLDER }),
        },
        referencesEnforced: config.SONGHUA_REFERENCES === 'enforced',
        served: house.manifests.flatMap(({ serves }) => serves ?? []),
        beside: house.manifests
          .flatMap(({ id, routes }) => (id === 'records' ? [] : routes))
          .filter(({ path }) => path.startsWith('/fhir/R4/')),
      }),
      migrate(pool, house.migrations, clock()),
    ]);
    if (applied.length > 0) logger.info({ applied }, 'migrated');
    const sealed = await openSecretKeys(config, pool);
    if (sealed > 0) logger.info({ sealed }, 'secrets that lay in the clear were sealed');
    const spread = await distribute(pool, house.distribution);
    if (spread.length > 0) logger.info({ spread }, 'distributed');
    // Before anything can append: a start task's events reach their handlers like all others.
    await announce(pool, eventHandlers(house), clock());
    const anew = await openIndex(pool, records, clock());
    if (anew.length > 0) logger.info({ types: anew }, 'these types are indexed anew');
    const carried = await carryOver(pool, records);
    if (carried > 0) logger.info({ carried }, 'resources of the first store carried over');
    return { config, house, database, pool, records, clock, logger, standby, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Share of the synthetic city that a first start brings in where nothing is said of it. */
const usualCityScale = 0.01;

const settingsOf = (config: Config): StartContext['settings'] => ({
  registry: config.SONGHUA_REGISTRY,
  mode: config.SONGHUA_MODE,
  cityScale: config.SONGHUA_CITY_SCALE ?? (config.SONGHUA_MODE === 'production' ? 0 : usualCityScale),
});

/** What commands, work at the start and work beside the server have in common. */
const meansOf = ({ pool, records, house, config }: Base): Omit<StartContext, 'now' | 'progress'> => ({
  pool,
  records,
  root: house.root,
  modules: house.manifests.map(({ id }) => id),
  settings: settingsOf(config),
});

export const startContext = (base: Base, progress: StartContext['progress']): StartContext => ({
  ...meansOf(base),
  now: base.clock(),
  progress,
});

/** Brings in what the modules and the mode need: plans, the registry, demonstration accounts. Safe to repeat. */
export async function prepare(base: Base, progress: StartContext['progress']): Promise<void> {
  const { pool, house, clock } = base;
  await runStartTasks(house.manifests, startContext(base, progress));
  await dropExpired(pool, clock());
  await openDemo(base);
}

/** Makes the demonstration accounts in demo mode, and in no other. */
export async function openDemo({ config, pool, clock, records }: Base): Promise<void> {
  if (config.SONGHUA_MODE === 'demo') await withTx(pool, 'write', (tx) => addDemoAccounts(tx, clock(), records));
}

/** The HTTP server over a prepared base, not yet listening. */
export async function createServer(base: Base, checkAnswers = false): Promise<Server> {
  const { config, house, pool, records, clock, logger } = base;
  await switchFullText(pool, records, config.SONGHUA_FULL_TEXT === 'on', clock());
  const actors = createActorMemory();
  const { SONGHUA_CLIENT_ID: id, SONGHUA_CLIENT_SECRET: secret } = config;
  const providerOptions: ProviderOptions = {
    pool,
    clock,
    publicUrl: config.publicUrl,
    strictOrigin: config.SONGHUA_MODE === 'production',
    allowDemo: config.SONGHUA_MODE === 'demo',
    sessionSeconds: config.SONGHUA_SESSION_HOURS * 60 * 60,
    ...(id && secret && { backendClient: { id, secret } }),
    privateKeys: config.SONGHUA_JWKS_PRIVATE === 'allow',
    onRevoked: () => actors.forget(),
  };
  const provider = await createProvider(providerOptions);
  provider.on('server_error', (_ctx: unknown, error: Error) => logger.error({ err: error }, 'the sign-in provider failed'));
  const streams = createStreams(house.manifests.flatMap(({ events }) => events ?? []));
  const logAccess = owingAccesses(createAccessLog(pool), ({ actor: { kind, id: by }, ...access }) =>
    logger.error(
      { access: { ...access, actor: { kind, id: by } } },
      'nothing can be written for now: this access waits to be written down',
    ),
  );
  await refuseOtherHash(base);
  const termKey = await withTx(pool, 'write', (tx) => readTermKey(tx, clock()));
  return buildApp(
    {
      config,
      house,
      pool,
      records,
      provider,
      answerAuth: answerAuth(provider, providerOptions),
      streams,
      actors,
      clock,
      termKey,
      logAccess,
      checkAnswers,
      isReadOnly: () => base.standby?.isReadOnly() ?? false,
    },
    logger,
  );
}

/** How often expired sessions and tokens and old events are dropped, ms. */
const sweepEvery = 60 * 60 * 1000;
const day = 24 * 60 * 60 * 1000;

/** Drops what has had its time; another process may be at it, too. */
async function sweep({ pool, clock, config, logger }: Base): Promise<void> {
  const now = clock();
  await dropExpired(pool, now).catch((error: unknown) => logger.warn({ err: error }, 'expired sessions were not dropped'));
  const before = new Date(now.getTime() - config.SONGHUA_EVENTS_KEEP_DAYS * day);
  await trimEvents(pool, before).catch((error: unknown) => logger.warn({ err: error }, 'old events were not dropped'));
}

/** Resources that an import writes together in a server: few enough that nobody else waits long for the process. */
const importBatch = 5000;

/** Starts handing on events: the worker to the modules, notices to the open pages; and the hourly sweep. */
export function startEvents(base: Base, server: Server): { stop(): Promise<void> } {
  const { pool, house, records, clock, logger, database, config } = base;
  const { streams, actors } = server;
  const worker: Worker = startWorker({
    pool,
    handlers: eventHandlers(house),
    records,
    clock,
    random: Math.random,
    holder: `${hostname()} ${process.pid}`,
    leaseMs: config.SONGHUA_EVENTS_LEASE_SECONDS * 1000,
    tries: config.SONGHUA_EVENTS_TRIES,
    onFailure: (error, failure) =>
      logger[failure.dead ? 'error' : 'warn'](
        { err: error, ...failure },
        failure.dead
          ? 'an event could not be handled; it waits for a person'
          : 'an event could not be handled; it is tried again',
      ),
    onError: (error) => logger.error({ err: error }, 'events could not be looked for; they wait'),
  });
  const index = startReindex({
    pool,
    store: records,
    clock,
    holder: `${hostname()} ${process.pid}`,
    onError: (error, job) => logger.error({ err: error, job }, 'work on the search index failed; it is tried again'),
  });
  const imports = startImportRunner({
    pool,
    store: records,
    clock,
    opening: records.importing,
    batch: importBatch,
    holder: `${hostname()} ${process.pid}`,
    leaseMs: config.SONGHUA_EVENTS_LEASE_SECONDS * 1000,
    newId: randomUUID,
    onError: (error, job) => logger.error({ err: error, job }, 'an import broke off; it is tried again'),
  });
  const exports = startExportRunner({
    pool,
    store: records,
    clock,
    holder: `${hostname()} ${process.pid}`,
    leaseMs: config.SONGHUA_EVENTS_LEASE_SECONDS * 1000,
    newId: randomUUID,
    onError: (error, job) => logger.error({ err: error, job }, 'an export broke off; it is tried again'),
  });
  const jobs = startJobs({
    pool,
    jobs: house.manifests.flatMap((manifest) => manifest.jobs ?? []),
    records,
    clock,
    newId: randomUUID,
    holder: `${hostname()} ${process.pid}`,
    onError: (error, job) => logger.error({ err: error, job }, 'recurring work failed; it is tried again'),
  });
  const background = startBackground(house.manifests, {
    ...meansOf(base),
    clock,
    newId: randomUUID,
    holder: `${hostname()} ${process.pid}`,
    waiting: () => server.tallies.open(),
    tell: (facts, message) => logger.info(facts, message),
    onError: (error, name) => logger.error({ err: error, work: name }, 'work beside the server failed; it begins anew'),
  });
  /** Writers find out by themselves; this is for searches, and so that work begins at once. */
  const learn = (): void => {
    index.wake();
    void withTx(pool, 'one', (tx) => records.refresh(tx)).catch((error: unknown) =>
      logger.warn({ err: error }, 'the search parameters could not be read anew'),
    );
  };
  const listener: Listener = listen({
    connectionString: database.url,
    channels: [handledChannel, workChannel, accessChannel, peopleChannel, indexChannel, importChannel, exportChannel],
    onNotice: (channel, payload) => {
      if (channel === workChannel) worker.wake();
      else if (channel === accessChannel) actors.forget();
      else if (channel === peopleChannel) actors.forgetPeople(payload.split(' ').filter((id) => id !== ''));
      else if (channel === indexChannel) learn();
      else if (channel === importChannel) imports.wake();
      else if (channel === exportChannel) exports.wake();
      else streams.publish(JSON.parse(payload) as { id: string; type: string });
    },
    onConnect: () => {
      worker.wake();
      learn();
      imports.wake();
      exports.wake();
      streams.resync();
      actors.hears(true);
    },
    onLost: () => actors.hears(false),
    onError: (error) => logger.warn({ err: error }, 'not listening to the database for now'),
  });
  server.wake = worker.wake;
  const isReadOnly = (): boolean => base.standby?.isReadOnly() ?? false;
  const audit = startAudit({ ...base, isReadOnly });
  const telling = startTelling({ ...base, tallies: server.tallies, isReadOnly, onFacts: server.tellMetrics });
  const backups = startBackups({ ...base, isReadOnly });
  const sweepAll = (): Promise<void> => sweep(base).then(audit.sweep);
  let sweeping: Promise<void> = sweepAll();
  const hourly = setInterval(() => {
    sweeping = sweepAll();
  }, sweepEvery);
  hourly.unref();
  return {
    stop: async () => {
      clearInterval(hourly);
      await background.stop();
      await listener.stop();
      await worker.stop();
      await index.stop();
      await imports.stop();
      await exports.stop();
      await jobs.stop();
      await sweeping;
      await audit.stop();
      await backups.stop();
      await telling.stop();
    },
  };
}
