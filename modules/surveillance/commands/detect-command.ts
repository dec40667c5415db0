import { parseArgs } from 'node:util';
import { methods } from '@songhua/engine-outbreak/detect-by-name.ts';
import { detectCsv, printJudged } from '@songhua/engine-outbreak/detect-csv.ts';
import type { Command } from '@songhua/kernel';
import { readPairs, readPeriods } from '../domain/read-detection.ts';
import { complain, readText, sayFaults } from './text-file.ts';

const options = {
  method: { type: 'string' },
  param: { type: 'string', multiple: true, default: [] as string[] },
  from: { type: 'string' },
  exclude: { type: 'string', multiple: true, default: [] as string[] },
  step: { type: 'string', default: 'auto' },
  gaps: { type: 'string', default: 'refuse' },
  json: { type: 'boolean', default: false },
} as const;

const usage = '用法 / usage: songhua outbreak detect FILE --method METHOD';

/** The arguments; null where one is not known or has no value. */
function readArgs(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true });
  } catch {
    return null;
  }
}

/** `songhua outbreak detect`: any method over any series of a CSV file; needs no data of the city. Exit codes: 0 no alarm, 1 alarms, 2 not understood. */
export const detectCommand: Command = {
  name: 'outbreak detect',
  usage:
    'FILE --method METHOD [--param NAME=VALUE …] [--from DAY] [--exclude FROM..UNTIL …] [--step day|week] [--gaps zero] [--json]',
  summary: {
    zh: '对 CSV（date,count[,group]）逐步检测；退出码 0 无报警、1 有报警、2 输入有误',
    en: 'judge a CSV (date,count[,group]) by any method; exit code 0: no alarm, 1: alarms, 2: not understood',
  },
  run: async (args, { print }) => {
    const read = readArgs(args);
    if (!read) return complain([`参数有误 / wrong arguments: ${args.join(' ')}`, usage]);
    const { values, positionals } = read;
    const [file] = positionals;
    const { step, gaps, method } = values;
    if (!file || positionals.length > 1 || !method)
      return complain([usage, ...[...methods.values()].map(({ name, title }) => `  ${name}: ${title.zh} / ${title.en}`)]);
    if (step !== 'auto' && step !== 'day' && step !== 'week') return complain([`--step: auto, day, week; ${step}`]);
    if (gaps !== 'refuse' && gaps !== 'zero') return complain([`--gaps: refuse, zero; ${gaps}`]);
    const text = await readText(file);
    if (!text.ok) return complain(text.lines);
    const asked = {
      method,
      parameters: readPairs(values.param),
      from: values.from ?? null,
      exclude: readPeriods(values.exclude),
    };
    const found = detectCsv(text.text, { ...asked, step, gaps });
    if (!found.ok) {
      if (values.json) print(JSON.stringify({ faults: found.faults }));
      return complain(sayFaults(file, found.faults));
    }
    if (values.json) print(JSON.stringify({ step: found.step, rows: found.rows }));
    else print(printJudged(found.rows).trimEnd());
    return found.rows.some(({ alarm }) => alarm) ? 1 : 0;
  },
};
