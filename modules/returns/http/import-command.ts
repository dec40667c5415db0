import { createHash } from 'node:crypto';
import { readFile as readDisk } from 'node:fs/promises';
import { basename } from 'node:path';
import { parseArgs } from 'node:util';
import { append } from '@songhua/events';
import { type Command, ok, type RecordStore, type Result, refuse, system, type Tx, toProblem, withResult } from '@songhua/kernel';
import { dayInBeijing } from '@songhua/module-registry/api.ts';
import { uploadQuery } from '../contract.ts';
import { mayActFor } from '../domain/may-act-for.ts';
import { applyReturn } from '../events/apply-return.ts';
import { movedOf, saveFindings } from '../events/carry-out-work.ts';
import { type CheckResult, checkReturn, isSound } from '../events/check-return.ts';
import { readAreas } from '../events/read-view.ts';
import { problems } from '../problems.ts';
import { insertHistory, insertSubmission, insertUpload, saveStep } from '../store/submissions.ts';
import { takeTurn } from '../store/take-turn.ts';
import { dayOfReturn } from './upload-return.ts';

const options = {
  kind: { type: 'string' },
  area: { type: 'string' },
  year: { type: 'string' },
  'as-of': { type: 'string' },
  'good-only': { type: 'boolean', default: false },
  'dry-run': { type: 'boolean', default: false },
  json: { type: 'boolean', default: false },
} as const;

/** Wrong rows that are printed; the page lists all. */
const mostPrinted = 50;

interface Asked {
  readonly area: string;
  readonly kind: Parameters<typeof checkReturn>[2]['kind'];
  readonly year: number;
  readonly asOf: string;
  readonly goodOnly: boolean;
  readonly dryRun: boolean;
  readonly name: string;
  readonly content: Buffer;
}

/** What a run came to; the transaction is rolled back unless it was applied. */
type Outcome = { readonly found: CheckResult; readonly applied: number | null };

/** A command is handed no ids: they follow from what is imported and when. */
function idFrom(content: Buffer, salt: string): string {
  const hex = createHash('sha256').update(salt).update(content).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

async function importFile(
  tx: Tx,
  records: RecordStore,
  asked: Asked,
  now: Date,
  progress: Parameters<typeof checkReturn>[4],
): Promise<Result<Outcome>> {
  const { area, kind, asOf, year, goodOnly, name, content } = asked;
  const allowed = mayActFor(await readAreas(tx), undefined, area);
  if (!allowed.ok) return allowed;
  if (!asked.dryRun) await takeTurn(tx);
  const scope = { kind, area, asOf, goodOnly, file: name, by: system.name };
  const found = await checkReturn(tx, records, scope, content, progress);
  if (!found.ok) return found;
  if (asked.dryRun || !isSound(found.value, goodOnly)) return ok({ found: found.value, applied: null });
  const [id, upload] = [idFrom(content, `${now.toISOString()} return`), idFrom(content, `${now.toISOString()} file`)];
  await insertSubmission(tx, { id, area, year, kind, asOf, goodOnly, upload }, system, now);
  await insertUpload(
    tx,
    { id: upload, submission: id, name, content, sha256: createHash('sha256').update(content).digest('hex') },
    system,
    now,
  );
  await saveFindings(tx, id, found.value);
  const applied = await applyReturn(tx, records, id, found.value.decision, now, progress);
  if (!applied.ok) return applied;
  await saveStep(tx, id, { state: 'accepted', acceptedAt: now }, now);
  await insertHistory(tx, id, { action: 'accept', from: null, to: 'accepted', note: null, file: name }, system, now);
  await append(tx, 'returns.accepted', movedOf({ id, area, year, kind }), now, `returns/${id}`);
  return ok({ found: found.value, applied: applied.value.written });
}

function report({ found: { checked, decision }, applied }: Outcome, json: boolean, print: (line: string) => void): void {
  if (json) {
    print(JSON.stringify({ ...checked, applied, faults: decision.faults }));
    return;
  }
  const { format, encoding, rows, badRows, errors, created, changed, retired, unchanged, notices } = checked;
  print(`${[format, encoding].filter(Boolean).join(' ')}  ${rows} 行 rows, ${badRows} 错行 bad, ${errors} 处错误 errors`);
  print(`新增 new ${created}  变更 changed ${changed}  退出 retired ${retired}  不变 unchanged ${unchanged}`);
  for (const { zh, en } of notices) print(`  ${zh} / ${en}`);
  for (const { sheet, line, fieldTitle, rule, value, message } of decision.faults.slice(0, mostPrinted))
    print(
      `  ${sheet} 第 ${line} 行 line ${line}  ${fieldTitle.zh} ${fieldTitle.en}  [${rule}] “${value}”  ${message.zh} / ${message.en}`,
    );
  if (decision.faults.length > mostPrinted) print(`  … ${decision.faults.length - mostPrinted}`);
  print(applied === null ? '未入库 nothing was written' : `已写入 ${applied} 项 resources written`);
}

/**
 * The way of a return without a review, for whoever runs the server: 0 applied (or, tried out, could be), 1 the file has errors,
 * 2 asked wrongly or unreadable.
 */
export const importCommand: Command = {
  name: 'returns import',
  usage:
    'FILE --kind annual|institutions|departments|staff|beds|equipment|area-figures --area CODE --year YEAR [--as-of DAY] [--good-only] [--dry-run] [--json]',
  summary: { zh: '把一份报送文件直接检查并入库', en: 'check the file of a return and write it into the registry' },
  run: async (args, { pool, records, now, print, progress }) => {
    const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true });
    const [path = ''] = positionals;
    const name = basename(path);
    const { kind, area, year = values['as-of']?.slice(0, 4), 'as-of': asOf } = values;
    const query = uploadQuery.safeParse({ kind, area, year, name, ...(asOf !== undefined && { asOf }) });
    if (!query.success) {
      for (const issue of query.error.issues) print(`--${issue.path.join('.')}: ${issue.message}`);
      return 2;
    }
    const content = await readDisk(path).catch(() => null);
    if (!content) {
      print(`无法打开文件 cannot open ${path}`);
      return 2;
    }
    const say = (result: { readonly ok: false; readonly error: Parameters<typeof toProblem>[0] }): number => {
      const { code, params } = result.error;
      const known =
        code in problems ? toProblem({ code, ...(params && { params }) }, problems, 'zh').texts : { zh: code, en: code };
      print(`${known.zh} / ${known.en}`);
      for (const { field, message } of (result.error.errors ?? []).slice(0, mostPrinted))
        print(`  ${field}: ${message.zh} / ${message.en}`);
      return 2;
    };
    const day = dayOfReturn(query.data.year, query.data.asOf, dayInBeijing(now));
    if (!day.ok) return say(day);
    const asked = { ...query.data, asOf: day.value, goodOnly: values['good-only'], dryRun: values['dry-run'], content };
    const text = { zh: '导入报送文件', en: 'Importing the file' };
    let seen: Outcome | undefined;
    const done = await withResult(pool, 'write', async (tx) => {
      const outcome = await importFile(tx, records, asked, now, (_, at, total) => {
        if (!values.json && total > 0) progress(text, at, total);
      });
      if (!outcome.ok) return outcome;
      seen = outcome.value;
      return outcome.value.applied === null ? refuse('returns.has-errors') : outcome;
    });
    if (!seen) return done.ok ? 0 : say(done);
    report(seen, values.json, print);
    if (!done.ok && done.error.code !== 'returns.has-errors') return say(done);
    return isSound(seen.found, asked.goodOnly) ? 0 : 1;
  },
};
