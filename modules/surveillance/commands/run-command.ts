import { createHash } from 'node:crypto';
import { parseArgs } from 'node:util';
import { dayOf } from '@songhua/engine-outbreak/calendar/days.ts';
import { type Command, wallClock, withTx } from '@songhua/kernel';
import type { Night } from '../contract.ts';
import { carryNight, takeNight } from '../detect/keep-judging.ts';
import { dayInBeijing } from '../domain/beijing-day.ts';
import { gone, sayFailure } from '../domain/say-failure.ts';
import { findOrder, orderNight } from '../store/night-orders.ts';

/** Ids of one run: the nth of this moment and process. */
function idsFrom(seed: string): () => string {
  let count = 0;
  return () => {
    const hex = createHash('sha256').update(`${seed} ${count++}`).digest('hex');
    return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
  };
}

const sayNight = ({ day, series, judgements, alarms, signals, warnings, ms }: Night): string =>
  `${day}: ${series} series, ${judgements} judgements, ${alarms} alarms; ${signals} new signals, ${warnings} new warnings; ${(ms / 1000).toFixed(1)} s`;

/** A line for each stage and each fifth of it. */
function showProgress(print: (line: string) => void): (stage: string, done: number, total: number) => void {
  let said = '';
  return (stage, done, total) => {
    const part = total === 0 ? '' : ` ${Math.floor((5 * done) / total) * 20} %`;
    const line = `${stage}${part}`;
    if (line !== said) print(line);
    said = line;
  };
}

/** `songhua surveillance run`: judges yesterday, or a day that is named, now. */
export const runCommand: Command = {
  name: 'surveillance run',
  usage: '[--day YYYY-MM-DD] [--threads N] [--json]',
  summary: {
    zh: '立即做一次检测（默认昨天），写出判断、信号和预警；同一天重做不会重复',
    en: 'run detection now (for yesterday unless a day is named): judgements, signals, warnings; the same day again says nothing twice',
  },
  run: async (args, { pool, records, print }) => {
    const { values } = parseArgs({
      args: [...args],
      options: { day: { type: 'string' }, threads: { type: 'string', default: '2' }, json: { type: 'boolean', default: false } },
    });
    const now = wallClock();
    const today = dayInBeijing(now);
    const day = values.day ?? dayInBeijing(new Date(now.getTime() - 86_400_000));
    const threads = Number(values.threads);
    const said =
      dayOf(day) === null || day > today || day < '1990-01-01'
        ? `--day 应为不晚于今天的日期（年-月-日）：${day} / --day must be a day up to today (YYYY-MM-DD): ${day}`
        : Number.isInteger(threads) && threads >= 1 && threads <= 64
          ? null
          : `--threads 应为 1 至 64：${values.threads} / --threads must be 1 to 64: ${values.threads}`;
    if (said !== null) {
      process.stderr.write(`${said}\n`);
      return 2;
    }
    const newId = idsFrom(`surveillance run ${process.pid} ${now.toISOString()}`);
    const progress = values.json ? () => {} : showProgress(print);
    const tell = (): void => {};
    const means = { pool, records, clock: wallClock, newId, signal: new AbortController().signal, tell };
    const holder = `surveillance run ${process.pid}`;
    // What another process left in the middle is finished first: one night at a time.
    for (let left = 0; left < 2; left += 1) {
      const ordered = await withTx(pool, 'write', (tx) => orderNight(tx, { id: newId(), day, by: null }, now));
      const taken = await takeNight(means, holder);
      if (!taken) break;
      const night = await carryNight(means, taken, holder, { threads, note: progress });
      if (!night) {
        const failed = await withTx(pool, 'read', (tx) => findOrder(tx, taken.id));
        const { zh, en } = sayFailure(failed?.failure ?? gone);
        process.stderr.write(`${taken.day}: ${zh} / ${en}\n`);
        return 1;
      }
      print(values.json ? JSON.stringify(night) : sayNight(night));
      if (ordered || taken.day === day) return 0;
    }
    process.stderr.write('正在进行一次检测，请过几分钟再试 / a night is being judged just now, try again in some minutes\n');
    return 1;
  },
};
