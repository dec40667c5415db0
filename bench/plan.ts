/**
 * All indicators in all areas and all rules over the full registry, from cold caches in the server: nothing of an earlier
 * question is kept. Beside it the bare SQL that reads the same facts: every statement of one such question, sent again by
 * itself, its rows read and thrown away. `npm run bench plan [-- --rounds N]`.
 */
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { cpus, loadavg, tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { evaluateIndicator } from '@songhua/engine-plan';
import { must, type Tx, withTx } from '@songhua/kernel';
import { judgeAll, loadRules } from '@songhua/module-plan/http/load-rules.ts';
import { readConfig } from '@songhua/server/config.ts';
import { discover } from '@songhua/server/discover.ts';
import { openEmbedded } from '@songhua/server/postgres/embedded.ts';
import { createLogger, openBase, prepare } from '@songhua/server/runtime.ts';
import { terminalProgress } from '@songhua/server/terminal.ts';
import pg from 'pg';

const root = join(import.meta.dirname, '..');
const { values } = parseArgs({ options: { rounds: { type: 'string', default: '15' } } });
const rounds = Number(values.rounds);

const median = (numbers: readonly number[]): number =>
  [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? Number.NaN;

interface Statement {
  readonly text: string;
  readonly params: readonly unknown[];
}

/** A transaction that notes what it is asked. */
const noting = (tx: Tx, notes: Statement[]): Tx => ({
  ...tx,
  query: (text: string, params: readonly unknown[] = [], ...rest: readonly unknown[]) => {
    notes.push({ text, params });
    return (tx.query as (...all: unknown[]) => Promise<never[]>)(text, params, ...rest);
  },
});

/** Everything a planner can ask of a day: every indicator in every area above the towns, and every rule. */
async function answer(tx: Tx, now: Date) {
  const question = must(await loadRules(tx, now, {}));
  const { world, at } = question;
  const areas = [...world.tree.byCode.values()].filter(({ level }) => level !== 'town');
  const evaluations = areas.flatMap(({ code }) =>
    world.plan.indicators.map((indicator) => evaluateIndicator(world, indicator, code, at)),
  );
  const outcomes = judgeAll(question, () => ({ details: 'none' }));
  return {
    indicators: world.plan.indicators.length,
    areas: areas.length,
    evaluated: evaluations.length,
    rules: outcomes.length,
    results: outcomes.reduce((sum, { results }) => sum + results.length, 0),
  };
}

const folder = await mkdtemp(join(tmpdir(), 'songhua-bench-'));
await chmod(folder, 0o755);
const database = await openEmbedded({ folder });
const config = readConfig({ DATABASE_URL: database.url, SONGHUA_LOG_LEVEL: 'silent', PORT: '0' });
const base = await openBase(config, await discover(root), () => new Date(), createLogger('silent'));
try {
  await prepare(base, terminalProgress(process.stdout));
  const ask = (notes: Statement[] = []) => withTx(base.pool, 'read', (tx) => answer(noting(tx, notes), new Date()));
  const notes: Statement[] = [];
  const counted = await ask(notes);
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  const ours: number[] = [];
  const bare: number[] = [];
  const cpu: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const from = performance.now();
    const cpuFrom = process.cpuUsage();
    await ask();
    ours.push(performance.now() - from);
    const { user, system } = process.cpuUsage(cpuFrom);
    cpu.push((user + system) / 1000);
    const bareFrom = performance.now();
    for (const { text, params } of notes) await client.query(text, [...params]);
    bare.push(performance.now() - bareFrom);
  }
  await client.end();
  const { model = 'unknown' } = cpus()[0] ?? {};
  const [mine, limit] = [median(ours), median(bare)];
  console.log(`\n${cpus().length} × ${model}, ${(totalmem() / 2 ** 30).toFixed(0)} GiB, Node ${process.version}`);
  console.log(
    `${counted.indicators} indicators × ${counted.areas} areas and ${counted.rules} rules on ${counted.results} subjects, ${notes.length} statements, median of ${rounds}`,
  );
  console.log(`ours ${mine.toFixed(0)} ms  bare SQL ${limit.toFixed(0)} ms  ratio ${(mine / limit).toFixed(2)}`);
  const least = [Math.min(...ours), Math.min(...bare)].map((ms) => ms.toFixed(0));
  console.log(`least ${least[0]} and ${least[1]} ms; CPU of Node ${median(cpu).toFixed(0)} ms; load ${loadavg()[0]?.toFixed(1)}`);
} finally {
  await base.close();
  await database.stop();
  await rm(folder, { recursive: true, force: true });
}
