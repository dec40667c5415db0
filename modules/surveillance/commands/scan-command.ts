import { parseArgs } from 'node:util';
import { usualScanOptions } from '@songhua/engine-outbreak/scan/scan-input.ts';
import { type FoundCircle, scanCsv } from '@songhua/engine-outbreak/scan-csv.ts';
import type { Command } from '@songhua/kernel';
import { complain, readText, sayFaults } from './text-file.ts';

const options = {
  longest: { type: 'string', default: '28' },
  share: { type: 'string', default: '0.5' },
  radius: { type: 'string' },
  fewest: { type: 'string', default: '3' },
  replicates: { type: 'string', default: '999' },
  seed: { type: 'string', default: '1' },
  alpha: { type: 'string', default: '0.01' },
  json: { type: 'boolean', default: false },
} as const;
type Name = Exclude<keyof typeof options, 'json'>;

const usage = '用法 / usage: songhua outbreak scan FILE';

/** What each number must be. */
const bounds: Readonly<Record<Name, readonly [least: number, most: number, whole: boolean]>> = {
  longest: [1, 365, true],
  share: [0.01, 1, false],
  radius: [0, 20_000, false],
  fewest: [1, 100_000, true],
  replicates: [9, 99_999, true],
  seed: [0, 2 ** 31 - 1, true],
  alpha: [0.00001, 1, false],
};

function readArgs(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true });
  } catch {
    return null;
  }
}

const cell = (text: string): string => `"${(/^[=+\-@\t\r]/.test(text) ? `'${text}` : text).replaceAll('"', '""')}"`;

const print = ({ places, longitude, latitude, radius, from, to, observed, expected, p }: FoundCircle): string =>
  [
    from,
    to,
    longitude,
    latitude,
    radius.toFixed(1),
    observed,
    expected.toFixed(2),
    p,
    Math.round(1 / p),
    cell(places.join('; ')),
  ].join(',');

/** `songhua outbreak scan`: the space–time permutation scan over a CSV file of cases. Exit codes: 0 no cluster, 1 clusters, 2 not understood. */
export const scanCommand: Command = {
  name: 'outbreak scan',
  usage: 'FILE [--longest DAYS] [--share 0.5] [--radius KM] [--fewest N] [--replicates 999] [--seed N] [--alpha P] [--json]',
  summary: {
    zh: '时空扫描：病例 CSV（date,longitude,latitude[,place,count]）近日何处聚集；不写入任何数据',
    en: 'space–time scan: where the cases of a CSV (date,longitude,latitude[,place,count]) cluster in the last days; writes nothing',
  },
  run: async (args, { print: say }) => {
    const read = readArgs(args);
    const [file, ...more] = read?.positionals ?? [];
    if (!read || !file || more.length > 0) return complain([usage]);
    const { json, ...given } = read.values;
    const numbers = new Map(Object.entries(given).map(([name, text]) => [name as Name, Number(text)]));
    for (const [name, number] of numbers) {
      const [least, most, whole] = bounds[name];
      if (!(number >= least && number <= most) || (whole && !Number.isInteger(number)))
        return complain([`--${name}: ${least}–${most}${whole ? '，整数 / a whole number' : ''}; ${given[name]}`]);
    }
    const text = await readText(file);
    if (!text.ok) return complain(text.lines);
    const number = (name: Name): number => numbers.get(name) ?? 0;
    const found = scanCsv(text.text, {
      ...{ ...usualScanOptions, largestShare: number('share'), largestRadius: numbers.get('radius') ?? null },
      ...{
        windows: [1, number('longest')],
        fewestCases: number('fewest'),
        replicates: number('replicates'),
        seed: number('seed'),
      },
    });
    if (!found.ok) return complain(sayFaults(file, found.faults));
    const { cases, places, days } = found;
    const circles = found.circles.filter(({ p }) => p <= number('alpha'));
    if (json) say(JSON.stringify({ cases, places, days, circles }));
    else {
      say('from,to,longitude,latitude,radius_km,observed,expected,p,recurrence_days,places');
      for (const one of circles) say(print(one));
    }
    return circles.length > 0 ? 1 : 0;
  },
};
