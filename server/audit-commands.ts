import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import {
  type ConsistencyProof,
  checkProof,
  type InclusionProof,
  keepVerification,
  keyName,
  type Restore,
  readSigned,
  type Signed,
  type Verification,
  verifyOutside,
} from '@songhua/access';
import { withTx } from '@songhua/kernel';
import { headsFolder } from './audit.ts';
import { ConfigError } from './config.ts';
import type { House } from './discover.ts';
import type { Base } from './runtime.ts';
import { terminalProgress } from './terminal.ts';

type OnBase = (house: House, work: (base: Base) => Promise<number>) => Promise<number>;

const print = (line: string): void => void process.stdout.write(`${line}\n`);

/** Signed heads and checkpoints of a folder or file; a folder that is not there yet has none, unless it was asked for by name. */
async function readHeads(path: string, asked: boolean): Promise<readonly Signed[]> {
  return readSigned(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT' && !asked) return [];
    throw new ConfigError(`--heads ${path}: ${error.message}`);
  });
}

const kinds = {
  altered: '被篡改',
  dropped: '缺失',
  inserted: '被插入',
  reordered: '次序被调换',
  truncated: '末尾被截断',
  rewritten: '被整段改写',
  forged: '签名头系伪造',
} as const;

function sayVerification({ ok, fault, algorithm, from, to, unchained, heads, headed, keptFrom, keys }: Verification): string[] {
  if (algorithm === null) return ['审计日志尚未开始 / the audit log has not begun'];
  const range = fault?.to === undefined ? '' : `–${fault.to}`;
  return [
    ok
      ? `审计日志完好：第 ${from} 至 ${to} 条 / the audit log holds: entries ${from} to ${to} (${algorithm})`
      : `审计日志有误：第 ${fault?.number}${range} 条${fault ? kinds[fault.kind] : ''} / ${fault?.kind} at ${fault?.number}${range}: ${fault?.says}`,
    `  ${heads} 个签名头，最大 ${headed} 条 / signed heads, the largest of ${headed} entries; 公钥 keys ${keys.map(keyName).join(', ') || '—'}`,
    ...(keptFrom > 1 ? [`  此前已到期清除 / dropped after their time: 1–${keptFrom - 1}`] : []),
    ...(unchained > 0 ? [`  ${unchained} 条已写入、尚未入链 / written and not yet chained`] : []),
  ];
}

const sayRestore = ({ number, to, time, backup }: Restore): string =>
  `  ${time} 曾由 ${backup} 的备份恢复：其后第 ${number + 1}–${to} 条已不在库中 / restored at ${time} from the backup of ${backup}: entries ${number + 1}–${to} of before are not here`;

/** `audit verify`: 0 it holds, 1 it does not, 2 it could not be asked. */
const verify =
  (onBase: OnBase) =>
  async (args: readonly string[], house: House): Promise<number> => {
    const { values } = parseArgs({
      args: [...args],
      options: { heads: { type: 'string' }, from: { type: 'string' }, json: { type: 'boolean', default: false } },
    });
    const from = Number(values.from ?? 1);
    if (!Number.isInteger(from) || from < 1) throw new ConfigError(`--from ${values.from}: 须为正整数 / a whole number from 1`);
    return onBase(house, async ({ pool, config, clock }) => {
      const signed = await readHeads(values.heads ?? headsFolder(config), values.heads !== undefined);
      const progress = terminalProgress(process.stderr);
      const began = performance.now();
      const onProgress = (done: number, total: number): void =>
        progress({ zh: '核验审计日志', en: 'verifying the audit log' }, done, total);
      const verified = await verifyOutside(pool, signed, { from, ...(!values.json && { onProgress }) });
      const { result, restores } = verified;
      const seconds = (performance.now() - began) / 1_000;
      const rate = Math.round(Math.max(result.to - result.from + 1, 0) / seconds);
      const kept = { at: clock(), ms: seconds * 1_000, by: 'songhua audit verify', whole: from === 1 };
      // Of a database that may only be read nothing is kept.
      await withTx(pool, 'write', (tx) => keepVerification(tx, verified, kept)).catch(() => {});
      if (values.json) print(JSON.stringify({ ...result, restores, seconds, rate }));
      else
        for (const line of [
          ...sayVerification(result),
          ...restores.map(sayRestore),
          `  ${seconds.toFixed(1)} s, ${rate} 条/秒 entries/s`,
        ])
          print(line);
      return result.ok ? 0 : 1;
    });
  };

/** `audit check-proof`: needs no database. */
async function check(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { head: { type: 'string' }, json: { type: 'boolean', default: false } },
  });
  const [file] = positionals;
  if (!file || !values.head) throw new ConfigError('audit check-proof FILE --head FILE|FOLDER');
  const text = await readFile(file, 'utf8').catch((cause: Error) => {
    throw new ConfigError(cause.message);
  });
  const proof = readProof(text);
  if (!proof) throw new ConfigError(`${file}: 不是存证文件 / not a proof of the audit log`);
  const result = checkProof(proof, await readHeads(values.head, true));
  if (values.json) print(JSON.stringify(result));
  else if (!result.ok) print(`不成立 / does not hold: ${result.says}`);
  else {
    print(`成立 / holds: ${result.head.size} 条之签名头，${result.head.time} / under the head of ${result.head.size} entries`);
    if ('fields' in proof)
      for (const [name, value] of Object.entries(proof.fields)) if (value !== null) print(`  ${name}: ${value}`);
  }
  return result.ok ? 0 : 1;
}

function readProof(text: string): InclusionProof | ConsistencyProof | null {
  try {
    const proof = JSON.parse(text) as Partial<InclusionProof | ConsistencyProof>;
    return proof.proof?.startsWith('songhua audit ') && Array.isArray(proof.path) && proof.head
      ? (proof as InclusionProof | ConsistencyProof)
      : null;
  } catch {
    return null;
  }
}

/** Commands about the audit log. */
export const auditCommands = (onBase: OnBase) => ({
  'audit verify': {
    usage: '[--heads FOLDER] [--from N] [--json]',
    says: '核验审计日志：逐条重算，并与库外签名头核对 / verify the audit log against the heads signed outside the database',
    run: verify(onBase),
  },
  'audit check-proof': {
    usage: 'FILE --head FILE|FOLDER [--json]',
    says: '离线核对一份存证 / check a proof offline',
    run: (args: readonly string[]) => check(args),
  },
});
