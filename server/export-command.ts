import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { noteSecurityEvent } from '@songhua/access';
import { everybody, mostNamed } from '@songhua/access/audit/of-records.ts';
import { type Refusal, type Result, toProblem, withTx } from '@songhua/kernel';
import { findPatients } from '@songhua/records/export/find-patients.ts';
import type { Wanted } from '@songhua/records/export/job.ts';
import { readWanted } from '@songhua/records/export/read-wanted.ts';
import { isFree, type WrittenExport, writeFiles } from '@songhua/records/export/write-files.ts';
import type { House } from './discover.ts';
import type { Base } from './runtime.ts';

type OnBase = (house: House, work: (base: Base) => Promise<number>) => Promise<number>;

const print = (line: string): void => void process.stdout.write(`${line}\n`);
const complain = (line: string): void => void process.stderr.write(`${line}\n`);

/** As shells say it of a process that was stopped by Ctrl-C. */
const interrupted = 130;

const options = {
  type: { type: 'string', multiple: true },
  since: { type: 'string' },
  group: { type: 'string' },
  json: { type: 'boolean', default: false },
} as const;

interface Asked {
  readonly types: readonly string[];
  readonly since?: string | undefined;
  readonly group?: string | undefined;
}

/** What is wanted, read and refused as over HTTP. */
function readAsked({ pool, records, clock }: Base, { types, since, group }: Asked): Promise<Result<Wanted>> {
  const query = new URLSearchParams({
    ...(types.length > 0 && { _type: types.join(',') }),
    ...(since !== undefined && { _since: since }),
  });
  const level = group === undefined ? 'system' : 'group';
  return withTx(pool, 'read', async (tx) => {
    const call = { raw: { url: `?${query}`, body: '' }, headers: {}, tx, now: clock() };
    const reading = { store: records, reader: undefined, level, posted: false, ...(group !== undefined && { group }) } as const;
    const read = await readWanted(call, reading);
    return read.ok ? { ok: true, value: read.value.wanted } : read;
  });
}

/** Writes down that records leave, before any does: whose, or everybody's. A refusal where a group is not there. */
async function note({ pool, records, clock }: Base, wanted: Wanted, folder: string): Promise<Refusal | null> {
  return withTx(pool, 'write', async (tx) => {
    const whose = await findPatients(tx, { store: records, reader: undefined }, wanted);
    if (!whose.ok) return whose.error;
    const all = typeof whose.value === 'string' ? [everybody] : [...whose.value.ids];
    const types = wanted.types?.join(' ') ?? 'all types';
    for (let from = 0; from === 0 || from < all.length; from += mostNamed)
      noteSecurityEvent(tx, {
        at: clock(),
        actor: { kind: 'system', id: 'songhua export' },
        event: 'records-exported',
        note: `${types}${wanted.since === undefined ? '' : ` since ${wanted.since}`} to ${folder}`,
        patients: all.slice(from, from + mostNamed),
      });
    return null;
  });
}

function sayRefusal(refusal: Refusal, house: House): number {
  const { code, texts, errors } = toProblem(refusal, house.problems, 'zh');
  complain(`${code}: ${texts.zh} / ${texts.en}`);
  for (const { field, value, message } of errors ?? [])
    complain(`  ${field}${value === undefined ? '' : ` ${value}`}: ${message.zh} / ${message.en}`);
  return 2;
}

/** Says how far it is: a line that rewrites itself on a terminal, else a line a type. */
function teller(quiet: boolean): (type: string, resources: number) => void {
  const out = process.stderr;
  let [last, at] = ['', 0];
  return (type, resources) => {
    const now = performance.now();
    if (quiet || (out.isTTY && type === last && now - at < 100) || (!out.isTTY && type === last)) return;
    [last, at] = [type, now];
    out.write(out.isTTY ? `\r\x1b[K${type} ${resources.toLocaleString('en')}` : `${type}\n`);
  };
}

function tell({ transactionTime, output, deleted }: WrittenExport, folder: string, seconds: number): void {
  for (const { file, count } of [...output, ...deleted]) print(`${file}  ${count.toLocaleString('en')}`);
  const all = output.reduce((sum, { count }) => sum + count, 0);
  print(
    `${folder}  ${all.toLocaleString('en')} 份资源 resources  截至 as of ${transactionTime}  ${seconds.toFixed(1)} s  ${Math.round(all / seconds).toLocaleString('en')}/s`,
  );
}

/** `export DIR`: 0 written, 2 asked wrongly, 130 interrupted. */
const run =
  (onBase: OnBase) =>
  async (args: readonly string[], house: House): Promise<number> => {
    const { values, positionals } = parseArgs({ args: [...args], allowPositionals: true, options });
    const [name, more] = positionals;
    if (name === undefined || more !== undefined) {
      complain('请给出一个文件夹 / name one folder: export DIR [--type TYPE] [--since INSTANT] [--group ID] [--json]');
      return 2;
    }
    const folder = resolve(name);
    if (!(await isFree(folder))) {
      complain(`${folder} 已存在且不为空 / is there already and not empty`);
      return 2;
    }
    return onBase(house, async (base) => {
      const wanted = await readAsked(base, { types: values.type ?? [], since: values.since, group: values.group });
      if (!wanted.ok) return sayRefusal(wanted.error, house);
      const unknown = await note(base, wanted.value, folder);
      if (unknown) return sayRefusal(unknown, house);
      const stopping = new AbortController();
      const stop = (): void => stopping.abort(new Error('interrupted'));
      for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, stop);
      const { pool, records: store, clock } = base;
      const began = performance.now();
      try {
        const onProgress = teller(values.json);
        const done = await writeFiles({ pool, store, clock, folder, wanted: wanted.value, signal: stopping.signal, onProgress });
        if (process.stderr.isTTY && !values.json) process.stderr.write('\r\x1b[K');
        if ('refused' in done) return sayRefusal(done.refused, house);
        if (values.json) print(JSON.stringify({ folder, ...done }));
        else tell(done, folder, (performance.now() - began) / 1000);
        return 0;
      } catch (error) {
        if (!stopping.signal.aborted) throw error;
        complain('已中断，未留下文件 / interrupted; no files were left');
        return interrupted;
      } finally {
        for (const signal of ['SIGINT', 'SIGTERM'] as const) process.off(signal, stop);
      }
    });
  };

/** The command that takes everything out. */
export const exportCommand = (onBase: OnBase) => ({
  export: {
    usage: 'DIR [--type TYPE]… [--since INSTANT] [--group ID] [--json]',
    says: '导出为 NDJSON，每类一个文件，可再用 import 导入 / export as NDJSON, a file a type, which import takes again',
    run: run(onBase),
  },
});
