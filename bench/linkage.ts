/**
 * How well and how fast records of one person are found. `songhua bench linkage [--residents 36000] [--seed bench] [--threads 2]`: the noisy synthetic city, whose
 * truth is known. `songhua bench linkage FILE --truth COLUMN [--id COLUMN] [--other FILE2 [--many]]`: any table of people; `--truth-part REGEX` takes the first group
 * of the truth column's values. `--part model`: teaches the model that is shipped. Everything is linked at thresholds fixed beforehand.
 */
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { measureCity, printCity } from './linkage/measure-city.ts';
import { measureFile } from './linkage/measure-file.ts';
import { AskedWrongly, wrongly } from './linkage/read-rows.ts';
import { teachModel } from './linkage/teach-model.ts';
import { machine } from './records/table.ts';

const options = {
  truth: { type: 'string' },
  'truth-part': { type: 'string' },
  id: { type: 'string' },
  other: { type: 'string' },
  many: { type: 'boolean', default: false },
  part: { type: 'string', default: 'city' },
  residents: { type: 'string' },
  seed: { type: 'string', default: 'bench' },
  threads: { type: 'string', default: String(Math.min(2, availableParallelism())) },
} as const;

function readArguments() {
  try {
    return parseArgs({ options, allowPositionals: true });
  } catch (error) {
    const said = error instanceof Error ? error.message : '';
    throw wrongly(`参数有误：${said}`, `wrong arguments: ${said}`, error);
  }
}

async function run(): Promise<void> {
  const { values, positionals } = readArguments();
  const residents = Number(values.residents ?? (values.part === 'model' ? 360_000 : 36_000));
  const threads = Number(values.threads);
  if (!(residents >= 1000 && residents <= 3_700_000))
    throw wrongly('--residents 应为 1000 至 3700000', '--residents is a number from 1,000 to 3,700,000');
  if (!(threads >= 1 && threads <= 64)) throw wrongly('--threads 应为 1 至 64', '--threads is a number from 1 to 64');
  const [file, ...more] = positionals;
  if (more.length > 0) throw wrongly('只能给一个文件；第二个用 --other', 'one file at a time; a second one goes with --other');
  if (file !== undefined) {
    if (values.truth === undefined) throw wrongly('缺 --truth 列名', '--truth COLUMN is missing: which column says who is who');
    const { truth, id, other, many } = values;
    console.log(machine());
    for (const line of measureFile({ file, truth, part: values['truth-part'], id, other, many })) console.log(line);
    return;
  }
  if (values.part === 'model') return teachModel(residents);
  if (values.part !== 'city') throw wrongly(`没有此部分：${values.part}`, `no such part: ${values.part} (city, model)`);
  console.log(machine());
  const measure = await measureCity(residents, values.seed, threads, (line) => console.error(line));
  for (const line of printCity(measure, threads)) console.log(line);
}

try {
  await run();
} catch (error) {
  if (!(error instanceof AskedWrongly)) throw error;
  console.error(error.message);
  process.exitCode = 2;
}
