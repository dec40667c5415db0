import { createHash } from 'node:crypto';
import { parseArgs } from 'node:util';
import { dayOf } from '@songhua/engine-outbreak/calendar/days.ts';
import { type Command, wallClock, withTx } from '@songhua/kernel';
import { dayInBeijing } from '../domain/beijing-day.ts';
import { runNight } from '../events/run-night.ts';

/** Ids of one run: the nth of this moment and process. */
function idsFrom(seed: string): () => string {
  let count = 0;
  return () => {
    const hex = createHash('sha256').update(`${seed} ${count++}`).digest('hex');
    return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
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
    const night = await withTx(pool, 'write', (tx) =>
      runNight(tx, day, {
        records,
        now,
        newId: idsFrom(`surveillance run ${process.pid} ${now.toISOString()}`),
        threads,
        clock: wallClock,
      }),
    );
    if (!night) {
      process.stderr.write('正在进行一次检测，请过几分钟再试 / a night is being judged just now, try again in some minutes\n');
      return 1;
    }
    print(
      values.json
        ? JSON.stringify(night)
        : `${day}: ${night.series} series, ${night.judgements} judgements, ${night.alarms} alarms; ${night.signals} new signals, ${night.warnings} new warnings; ${(night.ms / 1000).toFixed(1)} s`,
    );
    return 0;
  },
};
