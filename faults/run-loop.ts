import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { createClient } from './ask.ts';
import type { Run } from './attempt.ts';
import { makeHouse } from './house.ts';
import { type Importer, startImporter } from './importer.ts';
import { type Inspection, inspect } from './inspect.ts';
import { openLedger } from './ledger.ts';
import { childrenOf, killHard } from './processes.ts';
import { type Random, seeded } from './random.ts';
import { createVictim, type Victim } from './victim.ts';
import { createWriter } from './writer.ts';

export interface LoopOptions {
  /** A folder of this run alone, that others may enter: PostgreSQL runs as another user. */
  readonly folder: string;
  readonly kills: number;
  readonly seed: number;
  readonly writers: number;
  /** The ledger is held against the database after so many kills, and at the end. */
  readonly inspectEvery: number;
  /** Pause between two imports, ms. */
  readonly importPause: number;
  /** Asks it to come to its end: what was killed until then is held to the ledger. */
  readonly signal?: AbortSignal;
  readonly say: (line: string) => void;
}

export interface LoopReport {
  readonly kills: Readonly<Record<string, number>>;
  readonly counts: Run['counts'];
  readonly requests: number;
  readonly imports: Importer['counts'];
  readonly inspection: Inspection;
  readonly findings: readonly string[];
  readonly victim: Victim;
  readonly client: ReturnType<typeof createClient>;
  readonly ledger: string;
}

/** Longest pause between two requests of a writer, ms: the ledger is about moments, not about masses. */
const longestPause = 50;

/** Writers that may be held while nobody shall write. */
function startWriters(run: Run, options: LoopOptions) {
  let held: Promise<void> | undefined;
  let stopped = false;
  let working = 0;
  const failures: unknown[] = [];
  const work = async (n: number): Promise<void> => {
    const random = seeded(options.seed * 1_000 + n);
    const writer = createWriter(run, `w${n}`, random);
    while (!stopped) {
      if (held) {
        await held;
        continue;
      }
      working += 1;
      const up = await writer.step().finally(() => {
        working -= 1;
      });
      await wait(up ? random.below(longestPause) : 100);
    }
  };
  const all = Array.from({ length: options.writers }, (_, n) =>
    work(n).catch((error: unknown) => {
      failures.push(error);
    }),
  );
  return {
    failures,
    hold: async (): Promise<() => void> => {
      const { promise, resolve } = Promise.withResolvers<void>();
      held = promise;
      while (working > 0) await wait(10);
      return () => {
        held = undefined;
        resolve();
      };
    },
    stop: async (): Promise<void> => {
      stopped = true;
      await Promise.all(all);
    },
  };
}

const helpers = /checkpointer|walwriter|background writer|autovacuum|startup/;

/** Kills something of what runs and says what; the server is started again at once, PostgreSQL by the server. */
async function killOne(victim: Victim, importer: Importer, random: Random): Promise<string> {
  if (random.next() < 0.5 && importer.kill()) return 'importer';
  const chance = random.next();
  const killServer = async (): Promise<void> => {
    await victim.kill();
    await wait(random.below(200));
    victim.start();
  };
  const postmaster = await victim.postmaster();
  if (chance < 0.3 || postmaster === undefined) {
    await killServer();
    return 'server';
  }
  if (chance < 0.5) {
    killHard(postmaster);
    return 'postmaster';
  }
  if (chance < 0.6) {
    const server = victim.kill();
    killHard(postmaster);
    await server;
    victim.start();
    return 'server and postmaster';
  }
  const children = await childrenOf(postmaster);
  const isHelper = chance < 0.68;
  const candidates = children.filter(({ title }) => helpers.test(title) === isHelper && (isHelper || title.includes('songhua')));
  if (candidates.length === 0) {
    killHard(postmaster);
    return 'postmaster';
  }
  killHard(random.pick(candidates).pid);
  return isHelper ? 'helper' : 'backend';
}

/** Kills at random until it is enough, while writers write; then holds the database to the ledger. The server is left running. */
export async function runLoop(options: LoopOptions): Promise<LoopReport> {
  const { folder, seed, say } = options;
  const random = seeded(seed);
  const victim = await createVictim(folder, await makeHouse(folder));
  const client = createClient(victim.port);
  const ledger = await openLedger(join(folder, 'ledger.ndjson'));
  let requests = 0;
  const run: Run = {
    client,
    ledger,
    next: () => {
      requests += 1;
      return requests;
    },
    odd: [],
    counts: { acknowledged: 0, silent: 0, refused: 0 },
  };
  victim.start();
  await victim.ready();
  const writers = startWriters(run, options);
  const importer = startImporter(run, victim, folder, options.importPause);
  const kills: Record<string, number> = {};
  const findings: string[] = [];
  const look = async (after: number): Promise<Inspection> => {
    const goOn = [await importer.hold(), await writers.hold()];
    const inspection = await inspect(victim, client, ledger.file, join(folder, 'data'));
    for (const release of goOn) release();
    findings.push(...inspection.findings.map((finding) => `after ${after} kills: ${finding}`));
    const { acknowledged, silent } = run.counts;
    say(
      `${after} kills: ${acknowledged} acknowledged, ${silent} without an answer, ${inspection.facts.versions.length} versions, ${inspection.events} events, ${inspection.findings.length} findings`,
    );
    return inspection;
  };
  for (let n = 1; n <= options.kills; n += 1) {
    // Mostly something is being written when it is killed; sometimes it is killed while it still gets up.
    if (random.next() < 0.85) {
      await victim.ready();
      const before = run.counts.acknowledged;
      for (const end = Date.now() + 60_000; run.counts.acknowledged < before + 4; await wait(10)) {
        if (writers.failures.length > 0) throw writers.failures[0];
        if (Date.now() > end) throw new Error('nothing is acknowledged any more');
      }
    }
    await wait(random.below(500));
    const what = await killOne(victim, importer, random);
    kills[what] = (kills[what] ?? 0) + 1;
    if (n % options.inspectEvery === 0 && n < options.kills) await look(n);
    if (findings.length > 0 || options.signal?.aborted) break;
  }
  await victim.ready();
  await importer.stop();
  await wait(300);
  const inspection = await look(Object.values(kills).reduce((sum, one) => sum + one, 0));
  await writers.stop();
  await ledger.close();
  findings.push(...run.odd, ...victim.endedByItself, ...writers.failures.map(String));
  return {
    kills,
    counts: run.counts,
    requests,
    imports: importer.counts,
    inspection,
    findings,
    victim,
    client,
    ledger: ledger.file,
  };
}
