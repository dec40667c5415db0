import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { hostname } from 'node:os';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { type Command, type FieldError, type Language, toProblem, wallClock, withTx } from '@songhua/kernel';
import type { FhirStore } from '../fhir-store.ts';
import { holdJob } from './hold-job.ts';
import type { ImportJob, ImportSource } from './job.ts';
import { addJob, cancelJob, findInterrupted, readErrors, readJob, takeJob } from './jobs.ts';
import { importProblems } from './problems.ts';
import type { Progress } from './run-job.ts';

/** Resources that are read together. */
const batch = 20_000;
/** Where nobody else is at work: the more is written together, the less it costs (docs/adr/0009), but others wait for the ids in it. */
export const longRun = { resources: 1_200_000, ms: 120_000 };
const leaseMs = 15_000;
/** Wrong lines that are printed; all are kept. */
const mostPrinted = 20;

const options = {
  url: { type: 'string', multiple: true },
  level: { type: 'string', default: 'structure' },
  strict: { type: 'boolean', default: false },
  json: { type: 'boolean', default: false },
  again: { type: 'boolean', default: false },
  alone: { type: 'boolean', default: false },
} as const;

/** As shells say it of a process that was stopped by Ctrl-C. */
const interrupted = 130;

type Print = (line: string) => void;

/** Files by what their names say: bundles end in .json, everything else is NDJSON; both may be packed (.gz). */
const sourceOf = (file: string): ImportSource => ({
  kind: /\.json(\.gz)?$/i.test(file) ? 'bundle' : 'file',
  address: resolve(file),
});

const errorText = ({ field, rule, value, message }: FieldError, language: Language): string =>
  `${field}: ${message[language]} (${rule}${value === undefined ? '' : `: ${value}`})`;

/** Whether a holder was a process of this machine that is no more: nobody need wait for its lease to run out. */
function isDead(holder: string): boolean {
  const [host, pid] = holder.split(' ');
  if (host !== hostname()) return false;
  try {
    process.kill(Number(pid), 0);
    return false;
  } catch (error) {
    return (error as { code?: unknown }).code === 'ESRCH';
  }
}

/** Says how far it is: a line that rewrites itself on a terminal, else a line now and then. */
function teller(print: Print, quiet: boolean): (progress: Progress) => void {
  const out = process.stderr;
  let last = performance.now();
  return ({ source, job, created, updated, refused }) => {
    if (quiet) return;
    const at = performance.now();
    if (at - last < (out.isTTY ? 100 : 5000)) return;
    last = at;
    const share =
      source.size && source.bytes > 0 && source.bytes <= source.size
        ? ` ${Math.floor((100 * source.bytes) / source.size)} %`
        : '';
    const checking = job.phase === 'checking' ? '检查 checking ' : '';
    const text = `${checking}${source.address}${share}  第 ${source.line} 行 line ${source.line}  +${created} ~${updated} ✗${refused}`;
    if (out.isTTY) out.write(`\r\x1b[K${text}`);
    else print(text);
  };
}

const summaryOf = (job: ImportJob, seconds: number): object => ({
  job: job.id,
  state: job.state,
  mode: job.mode,
  level: job.level,
  lines: job.sources.reduce((sum, { line }) => sum + line, 0),
  created: job.created,
  updated: job.updated,
  refused: job.refused,
  seconds: Math.round(seconds * 100) / 100,
  ...(job.failure && { failure: job.failure }),
});

async function tell(
  { pool }: { pool: Parameters<typeof withTx>[0] },
  job: ImportJob,
  seconds: number,
  json: boolean,
  print: Print,
): Promise<void> {
  if (json) {
    print(JSON.stringify(summaryOf(job, seconds)));
    return;
  }
  const errors = await withTx(pool, 'read', (tx) => readErrors(tx, job.id, mostPrinted));
  for (const { position, line, errors: list } of errors) {
    const { kind = 'file', address = '' } = job.sources[position] ?? {};
    const at = kind === 'bundle' ? `条目 entry ${line}` : `第 ${line} 行 line ${line}`;
    for (const error of list) print(`${address} ${at}  ${errorText(error, 'zh')} / ${errorText(error, 'en')}`);
  }
  if (job.refused > errors.length) print(`… 共 ${job.refused} 行有误 lines refused in all: ${job.refused}`);
  if (job.failure) print(Object.values(toProblem(job.failure, importProblems, 'zh').texts).join(' / '));
  print(
    `${job.state}  新建 created ${job.created}  更新 updated ${job.updated}  拒绝 refused ${job.refused}  ${seconds.toFixed(1)} s  ${job.id}`,
  );
}

/** 0 all in, 1 some lines refused (or, strict, all), 2 asked wrongly or unreadable, 130 interrupted. */
const exitCode = (job: ImportJob): number => {
  if (job.state === 'failed') return job.failure?.code === 'records.import-refused' ? 1 : 2;
  return job.refused > 0 ? 1 : 0;
};

/** `songhua import`: files and addresses into the store; what was interrupted goes on where it stopped. */
export const importCommand: Command = {
  name: 'import',
  usage: 'FILE… [--url URL] [--level structure|full] [--strict] [--again] [--alone] [--json]',
  summary: {
    zh: '导入 NDJSON（可为 .gz）或 JSON Bundle；中断后以同样参数再次运行即从断点继续；无他人写入时加 --alone 更省',
    en: 'import NDJSON (.gz too) or JSON bundles; run again with the same arguments it goes on where it was interrupted; --alone, while nobody else writes, costs less',
  },
  run: async (args, { pool, records, print }) => {
    const { values, positionals } = parseArgs({ args: [...args], allowPositionals: true, options });
    const { level, strict, json, again, alone } = values;
    const complain = (zh: string, en: string): number => {
      process.stderr.write(`${zh} / ${en}\n`);
      return 2;
    };
    if (level !== 'structure' && level !== 'full')
      return complain('--level 须为 structure 或 full', '--level is structure or full');
    const missing = positionals.find((file) => !existsSync(file));
    if (missing !== undefined) return complain(`没有文件 ${missing}`, `there is no file ${missing}`);
    const sources = [
      ...positionals.map(sourceOf),
      ...(values.url ?? []).map((address): ImportSource => ({ kind: 'url', address })),
    ];
    if (sources.length === 0) return complain('请给出文件或 --url', 'name a file or a --url');
    const mode = strict ? 'strict' : 'lenient';
    const asked = { mode, level, home: 'command', askedBy: 'command', sources } as const;
    const started = performance.now();
    const holder = `${hostname()} ${process.pid} ${randomUUID()}`;
    const now = wallClock();
    const until = new Date(now.getTime() + leaseMs);
    const job = await withTx(pool, 'write', async (tx) => {
      const found = await findInterrupted(tx, asked);
      const dead = found?.holder && isDead(found.holder) ? found.holder : '';
      if (found && !again) return takeJob(tx, { holder, until }, now, { id: found.id, dead });
      if (found) await cancelJob(tx, found.id, now);
      const id = randomUUID();
      await addJob(tx, { ...asked, id }, now);
      return takeJob(tx, { holder, until }, now, { id, dead });
    });
    if (!job) return complain('同样的导入正在另一进程中进行', 'the same import is being carried out by another process');
    const first = job.sources[job.position];
    if (!json && (job.position > 0 || (first?.line ?? 0) > 0))
      print(`从第 ${(first?.line ?? 0) + 1} 行继续 / going on at line ${(first?.line ?? 0) + 1} of ${first?.address ?? ''}`);
    const stopping = new AbortController();
    const stop = (): void => stopping.abort(new Error('interrupted'));
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, stop);
    const opening = { folder: null, privateAddresses: true };
    const importing = { pool, store: records as FhirStore, clock: wallClock, opening, batch, ...(alone && { run: longRun }) };
    try {
      await holdJob(importing, job, { holder, leaseMs, signal: stopping.signal, onProgress: teller(print, json) });
    } catch (error) {
      if (!stopping.signal.aborted) throw error;
      complain('已中断；再次运行即继续', 'interrupted; run it again to go on');
      return interrupted;
    } finally {
      for (const signal of ['SIGINT', 'SIGTERM'] as const) process.off(signal, stop);
      if (process.stderr.isTTY && !json) process.stderr.write('\r\x1b[K');
    }
    const done = await withTx(pool, 'read', (tx) => readJob(tx, job.id));
    if (!done) throw new Error(`import ${job.id} is gone`);
    await tell({ pool }, done, (performance.now() - started) / 1000, json, print);
    return exitCode(done);
  },
};
