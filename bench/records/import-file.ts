/** An import of a file of lines, and COPY of the same bytes into a plain table, which nothing that stores them can beat. */
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createReadStream, createWriteStream } from 'node:fs';
import { copyIn, withTx } from '@songhua/kernel';
import type { FhirStore } from '@songhua/records/fhir-store.ts';
import { longRun } from '@songhua/records/import/command.ts';
import { copyRows } from '@songhua/records/import/copy-rows.ts';
import { holdJob } from '@songhua/records/import/hold-job.ts';
import { addJob, readJob, takeJob } from '@songhua/records/import/jobs.ts';
import { cutLines } from '@songhua/records/import/lines.ts';
import type pg from 'pg';
import type { Made } from '../storage/city.ts';
import { cpuOfNode, cpuOfServer } from '../storage/cpu.ts';

/** CPU and wall time, ms. */
export interface Spent {
  readonly node: number;
  readonly postgres: number;
  readonly wall: number;
}

export async function spentOn(postmaster: number, work: () => Promise<void>): Promise<Spent> {
  const [node, postgres, wall] = [cpuOfNode(), cpuOfServer(postmaster), performance.now()];
  await work();
  return { node: cpuOfNode() - node, postgres: cpuOfServer(postmaster) - postgres, wall: performance.now() - wall };
}

export async function writeLines(file: string, made: Iterable<Made>): Promise<void> {
  const out = createWriteStream(file);
  for (const { body } of made) if (!out.write(`${body}\n`)) await once(out, 'drain');
  out.end();
  await once(out, 'finish');
}

/** The limit: every line as it is, as one text column without any index. */
export async function copyPlain(client: pg.ClientBase, file: string, batch: number): Promise<void> {
  let rows = copyRows();
  let count = 0;
  const send = async (): Promise<void> => {
    await copyIn(client, 'copy public.plain (body) from stdin (format binary)', rows.chunks());
    rows = copyRows();
    count = 0;
  };
  for await (const lines of cutLines(createReadStream(file, { highWaterMark: 1 << 20 }), { line: 0, bytes: 0 })) {
    for (const { text = '' } of lines) {
      rows.row(1);
      rows.text(text);
      count += 1;
      if (count === batch) await send();
    }
  }
  await send();
}

/** As `songhua import --alone FILE` does it: its batches, its runs. */
export async function importFile(
  pool: pg.Pool,
  store: FhirStore,
  file: string,
  level: 'structure' | 'full',
  batch: number,
): Promise<void> {
  const clock = (): Date => new Date();
  const [id, holder] = [randomUUID(), randomUUID()];
  const sources = [{ kind: 'file', address: file } as const];
  const job = await withTx(pool, 'write', async (tx) => {
    await addJob(tx, { id, mode: 'lenient', level, home: 'command', askedBy: 'bench', sources }, clock());
    return takeJob(tx, { holder, until: new Date(Date.now() + 60_000) }, clock(), { id, dead: '' });
  });
  if (!job) throw new Error('the job was taken by another');
  const importing = { pool, store, clock, opening: { folder: null, privateAddresses: false }, batch, run: longRun };
  await holdJob(importing, job, { holder, leaseMs: 60_000, signal: new AbortController().signal });
  const done = await withTx(pool, 'read', (tx) => readJob(tx, id));
  if (done?.state !== 'done' || done.refused > 0) throw new Error(`the import ended ${done?.state}, ${done?.refused} refused`);
}

export interface ImportLine {
  readonly level: 'structure' | 'full';
  readonly resources: number;
  readonly ours: Spent;
  readonly limit: Spent;
}

/** What the import of a file costs, and beside it the same bytes by COPY; with the checkpoint that each leaves to do. */
export async function measureImport(
  { pool, plain, postmaster, store }: { pool: pg.Pool; plain: pg.ClientBase; postmaster: number; store: FhirStore },
  { file, level, resources, batch }: { file: string; level: 'structure' | 'full'; resources: number; batch: number },
): Promise<ImportLine> {
  await plain.query('create table if not exists public.plain (body text not null)');
  await plain.query('truncate public.plain');
  await plain.query('checkpoint');
  const limit = await spentOn(postmaster, async () => {
    await copyPlain(plain, file, batch);
    await plain.query('checkpoint');
  });
  await plain.query('truncate public.plain');
  const ours = await spentOn(postmaster, async () => {
    await importFile(pool, store, file, level, batch);
    await plain.query('checkpoint');
  });
  return { level, resources, ours, limit };
}

const micro = (cost: number, resources: number): string => ((cost * 1000) / resources).toFixed(1).padStart(9);

export const importHead = '                            node  postgres      both     limit     ratio      aim   seconds';

export function importText({ level, resources, ours, limit }: ImportLine): string {
  const [sum, least] = [ours.node + ours.postgres, limit.node + limit.postgres];
  const of = (cost: number): string => micro(cost, resources);
  const aim = level === 'structure' ? 6 : 12;
  return `import, ${level.padEnd(12)} ${of(ours.node)} ${of(ours.postgres)} ${of(sum)} ${of(least)} ${(sum / least).toFixed(2).padStart(9)} ${`≤ ${aim}`.padStart(8)} ${(ours.wall / 1000).toFixed(1).padStart(9)}`;
}
