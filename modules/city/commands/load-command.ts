import { hostname } from 'node:os';
import { parseArgs } from 'node:util';
import { type Command, toProblem, wallClock, withResult, withTx } from '@songhua/kernel';
import { JobLost, longRun } from '@songhua/records';
import { compareSummary } from '../domain/compare-summary.ts';
import { compareTownHealth } from '../domain/compare-town-health.ts';
import { usualPlan } from '../domain/order.ts';
import { addSummaries, nothing } from '../domain/summarise-town.ts';
import { problems } from '../problems.ts';
import { beginLoad, idOfLoad, type ReadCity } from '../start/begin-load.ts';
import { carryOut } from '../start/carry-out.ts';
import { prepareDemo } from '../start/tie-demo.ts';
import { readTowns, releaseLoad, takeLoad, turnLoad } from '../store/loads.ts';
import { orderOptions, readOrder } from './read-order.ts';
import { summaryTable } from './summary-table.ts';

const leaseMs = 15_000;
/** Resources that are read together, as `songhua import` does. */
const batch = 20_000;
const interrupted = 130;
const text = { zh: '装入合成城市', en: 'Loading the synthetic city' };

/** Whether a holder was a process of this machine that is no more. */
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

const valuesIn = (args: readonly string[]) =>
  parseArgs({ args: [...args], options: { ...orderOptions, json: { type: 'boolean', default: false } } }).values;

/** `songhua city load`: makes the city and imports it at once, nothing in between; run again it goes on where it stopped. */
export const loadCommand = (readCity: ReadCity): Command => ({
  name: 'city load',
  usage: '--scale S [--seed SEED] [--until DAY] [--registrations-only] [--json]',
  summary: {
    zh: '生成合成城市并直接导入（不经文件）；中断后以同样参数再次运行即继续',
    en: 'make the synthetic city and import it at once, without files; run again with the same arguments it goes on where it stopped',
  },
  check: async (args) => readOrder(valuesIn(args)),
  run: async (args, { pool, records, settings, print, progress }) => {
    const values = valuesIn(args);
    const complain = (said: string): number => {
      process.stderr.write(`${said}\n`);
      return 2;
    };
    const refused = (error: Parameters<typeof toProblem>[0]): number =>
      complain(Object.values(toProblem(error, problems, 'zh').texts).join(' / '));
    const order = readOrder(values);
    if (!order.ok) return refused(order.error);
    const started = wallClock().getTime();
    const holder = `${hostname()} ${process.pid} command ${started}`;
    const begun = await withResult(pool, 'write', (tx) =>
      beginLoad(tx, records, readCity, { ...order.value, id: idOfLoad(order.value), home: 'command' }, wallClock()),
    );
    if (!begun.ok) return refused(begun.error);
    const { facts, load: found } = begun.value;
    // What was refused may have been mended meanwhile.
    if (found.state === 'failed') await withTx(pool, 'write', (tx) => turnLoad(tx, found.id, ['failed'], 'waiting'));
    const stopping = new AbortController();
    const before = (await withTx(pool, 'read', (tx) => readTowns(tx, found.id))).reduce((sum, { line }) => sum + line, 0);
    if (found.state !== 'done') {
      const now = wallClock();
      const dead = found.holder && isDead(found.holder) ? found.holder : '';
      const lease = { holder, until: new Date(now.getTime() + leaseMs) };
      const load = await withTx(pool, 'write', (tx) => takeLoad(tx, found.home, lease, now, dead));
      if (!load) return refused({ code: 'city.under-way', params: {} });
      const towns = await withTx(pool, 'read', (tx) => readTowns(tx, load.id));
      const stop = (): void => stopping.abort(new Error('interrupted'));
      for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, stop);
      const onProgress = (_resources: number, done: number): void => {
        if (!values.json) progress(text, done, towns.length);
      };
      const carrying = { pool, records, clock: wallClock, facts, holder, leaseMs, signal: stopping.signal, threads: 1, batch };
      try {
        const prepareEnd = () => prepareDemo(pool, facts, load, settings);
        await carryOut({ ...carrying, run: longRun, onProgress, prepareEnd }, load);
      } catch (error) {
        await withTx(pool, 'write', (tx) => releaseLoad(tx, load.id, holder));
        if (error instanceof JobLost) return refused({ code: 'city.under-way', params: {} });
        if (!stopping.signal.aborted) throw error;
        complain('已中断；以同样参数再次运行即继续 / interrupted; run it again with the same arguments to go on');
        return interrupted;
      } finally {
        for (const signal of ['SIGINT', 'SIGTERM'] as const) process.off(signal, stop);
      }
    }
    const towns = await withTx(pool, 'read', (tx) => readTowns(tx, found.id));
    const summary = towns.reduce((sum, one) => (one.summary ? addSummaries(sum, one.summary) : sum), nothing);
    const seconds = (wallClock().getTime() - started) / 1000;
    const compared = compareSummary(usualPlan, summary);
    if (values.json)
      print(JSON.stringify({ load: found.id, seconds, before, summary, compared, health: compareTownHealth(summary) }));
    else for (const line of summaryTable(compared, summary, seconds, before)) print(line);
    return 0;
  },
});
