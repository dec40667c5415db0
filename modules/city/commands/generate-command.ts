import { createWriteStream, type WriteStream } from 'node:fs';
import { mkdir, readdir, rename, rm } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { finished } from 'node:stream/promises';
import { parseArgs } from 'node:util';
import { type Command, ok, type Result, refuse, toProblem, wallClock, withResult } from '@songhua/kernel';
import type { CityFacts } from '../domain/city-facts.ts';
import { compareSummary } from '../domain/compare-summary.ts';
import { compareTownHealth } from '../domain/compare-town-health.ts';
import { type CityOrder, type LaidCity, layCity } from '../domain/order.ts';
import { addSummaries, type CitySummary, nothing } from '../domain/summarise-town.ts';
import { startMill } from '../generating/town-mill.ts';
import { problems } from '../problems.ts';
import type { ReadCity } from '../start/begin-load.ts';
import { orderOptions, readOrder } from './read-order.ts';
import { summaryTable } from './summary-table.ts';

const text = { zh: '生成合成城市', en: 'Making the synthetic city' };

/** Files that are being written have another name until they are whole. */
const unfinished = '.part';

/** Resolves when a file takes more, or none any longer. */
function drained(out: WriteStream): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  out.once('drain', resolve).once('close', resolve);
  return promise.finally(() => out.off('drain', resolve).off('close', resolve));
}

/** Files of resources that stand in a folder; none in one that is not there. */
async function filesIn(folder: string): Promise<readonly string[]> {
  const names = await readdir(folder).catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
    throw error;
  });
  return names.filter((name) => name.endsWith('.ndjson.gz')).sort();
}

/**
 * Writes a city into files of a folder, by type of resource, and who is who into `truth.csv`. The same city is the same bytes. Files of types that it has
 * not, left by an earlier city, go once it is whole.
 */
export async function writeFiles(
  facts: CityFacts,
  order: CityOrder,
  { places }: LaidCity,
  folder: string,
  threads: number,
  onTown: (done: number) => void,
): Promise<CitySummary> {
  await mkdir(folder, { recursive: true });
  const files = new Map<string, WriteStream>();
  const failures: Error[] = [];
  const fileOf = (name: string): WriteStream => {
    const found = files.get(name);
    if (found) return found;
    const file = createWriteStream(join(folder, name + unfinished));
    file.on('error', (error) => failures.push(error));
    files.set(name, file);
    return file;
  };
  const mill = startMill(
    { facts, order, form: 'files', window: 32 },
    places.map(({ code }) => ({ code, skip: 0 })),
    threads,
  );
  let summary = nothing;
  let done = 0;
  try {
    for await (const milled of mill.towns) {
      const [failure] = failures;
      if (failure) throw failure;
      if ('summary' in milled) {
        summary = addSummaries(summary, milled.summary);
        done += 1;
        onTown(done);
        continue;
      }
      const { file, bytes } = milled.piece;
      const out = fileOf(file);
      if (!out.write(bytes)) await drained(out);
    }
    for (const out of files.values()) out.end();
    await Promise.all([...files.values()].map((out) => finished(out)));
    for (const name of files.keys()) await rename(join(folder, name + unfinished), join(folder, name));
    for (const name of await filesIn(folder)) if (!files.has(name)) await rm(join(folder, name));
  } finally {
    await mill.stop();
    for (const out of files.values()) out.destroy();
  }
  return summary;
}

const options = {
  ...orderOptions,
  out: { type: 'string' },
  threads: { type: 'string' },
  again: { type: 'boolean', default: false },
  json: { type: 'boolean', default: false },
} as const;

interface Asked {
  readonly order: CityOrder;
  readonly out: string;
  readonly threads: number;
  readonly json: boolean;
}

/** What the arguments ask for; refuses a folder that holds files of resources, unless they are to be made again. */
async function readArguments(args: readonly string[]): Promise<Result<Asked>> {
  const { values } = parseArgs({ args: [...args], options });
  const order = readOrder(values);
  if (!order.ok) return order;
  if (!values.out) return refuse('city.no-folder');
  const threads = Number(values.threads ?? Math.min(2, availableParallelism()));
  if (!Number.isInteger(threads) || threads < 1 || threads > 64)
    return refuse('city.no-threads', { threads: values.threads ?? '' });
  const [file] = values.again ? [] : await filesIn(values.out);
  if (file) return refuse('city.folder-in-use', { folder: values.out, file });
  return ok({ order: order.value, out: values.out, threads, json: values.json });
}

/** `songhua city generate`: the city as files, for whoever wants it elsewhere. */
export const generateCommand = (readCity: ReadCity): Command => ({
  name: 'city generate',
  usage: '--scale S --out FOLDER [--seed SEED] [--until DAY] [--registrations-only] [--threads N] [--again] [--json]',
  summary: {
    zh: '把合成城市生成为按类型分开的 NDJSON.gz 与 truth.csv（何人何记录、有何差错）；同样参数逐字节相同',
    en: 'write the synthetic city as NDJSON.gz by type, and truth.csv: whose each registration is and what is wrong in it; the same arguments give the same bytes',
  },
  check: readArguments,
  run: async (args, { pool, records, print, progress }) => {
    const refused = (error: Parameters<typeof toProblem>[0]): number => {
      process.stderr.write(`${Object.values(toProblem(error, problems, 'zh').texts).join(' / ')}\n`);
      return 2;
    };
    const asked = await readArguments(args);
    if (!asked.ok) return refused(asked.error);
    const { order, out, threads, json } = asked.value;
    const facts = await withResult(pool, 'read', (tx) => readCity(tx, records));
    if (!facts.ok) return refused(facts.error);
    const laid = layCity(facts.value, order);
    if (!laid.ok) return refused(laid.error);
    const started = wallClock().getTime();
    const towns = laid.value.places.length;
    const summary = await writeFiles(facts.value, order, laid.value, out, threads, (done) => {
      if (!json) progress(text, done, towns);
    });
    const seconds = (wallClock().getTime() - started) / 1000;
    const compared = compareSummary(laid.value.plan, summary);
    if (json) print(JSON.stringify({ folder: out, seconds, summary, compared, health: compareTownHealth(summary) }));
    else for (const line of summaryTable(compared, summary, seconds)) print(line);
    return 0;
  },
});
