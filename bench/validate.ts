/**
 * CPU time to read and judge one resource, beside JSON.parse of the same text, which no reader in JavaScript gets below. Synthea's
 * resources where ../shared is there, else the published examples of up to 30 kB. `npm run bench validate [-- --rounds N]`.
 */
import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { r4 } from '@songhua/engine-fhir/fixtures/r4.ts';
import { type Scan, scanJson } from '@songhua/engine-fhir/json/scan.ts';
import { spliceStamp } from '@songhua/engine-fhir/json/splice.ts';
import { compileValidator } from '@songhua/engine-fhir/validate/compile-validator.ts';
import { exampleText, sampledExamples, syntheaBundles } from '@songhua/engine-fhir/validate/fixtures/examples.ts';

const { values } = parseArgs({ options: { rounds: { type: 'string', default: '15' } } });
const rounds = Number(values.rounds);

interface Bundle {
  readonly entry: readonly { readonly resource: object }[];
}

const synthea = syntheaBundles().flatMap((text) =>
  (JSON.parse(text) as Bundle).entry.map(({ resource }) => JSON.stringify(resource)),
);
const texts =
  synthea.length > 0 ? synthea : sampledExamples(20, 30_000).map((name) => JSON.stringify(JSON.parse(exampleText(name))));
const bytes = texts.reduce((sum, text) => sum + Buffer.byteLength(text), 0);

const scanned = (text: string): Scan => {
  const result = scanJson(text, { deepest: 100 });
  if (!result.ok) throw new Error(result.errors[0]?.text.en);
  return result.value;
};

/** CPU of this process per resource in microseconds, the median of the rounds. */
function measure<T>(items: readonly T[], work: (item: T) => void): number {
  const each: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const from = process.cpuUsage();
    for (const item of items) work(item);
    const { user, system } = process.cpuUsage(from);
    each.push((user + system) / items.length);
  }
  each.sort((a, b) => a - b);
  return each[Math.floor(rounds / 2)] ?? 0;
}

const startUp = process.cpuUsage();
const validate = compileValidator(r4());
const scans = texts.map(scanned);
const faulty = scans.filter(({ value }) => validate(value, { level: 'full' }).length > 0).length;
const { user, system } = process.cpuUsage(startUp);

const stamp = { id: 'c757873d-ec9a-4326-a141-556f43239520', versionId: '1', lastUpdated: '2026-11-22T01:02:03.456Z' };
const limit = measure(texts, (text) => JSON.parse(text));
const pretty = texts.map((text) => JSON.stringify(JSON.parse(text), null, 2));
const rows: readonly (readonly [string, number])[] = [
  ['JSON.parse (the limit)', limit],
  ['scan, JSON.parse in it', measure(texts, scanned)],
  ['scan of the same, indented', measure(pretty, scanned)],
  ['stamp', measure(scans, (scan) => spliceStamp(scan, stamp))],
  ['structure alone', measure(scans, ({ value }) => validate(value, { level: 'structure' }))],
  ['full alone', measure(scans, ({ value }) => validate(value, { level: 'full' }))],
  ['scan + structure', measure(texts, (text) => validate(scanned(text).value, { level: 'structure' }))],
  ['scan + full', measure(texts, (text) => validate(scanned(text).value, { level: 'full' }))],
];

const { model = 'unknown' } = cpus()[0] ?? {};
console.log(`${cpus().length} × ${model}, Node ${process.version}, median of ${rounds} rounds`);
const from = synthea.length > 0 ? 'Synthea' : 'examples of R4';
console.log(`${texts.length} resources of ${from}, ${(bytes / texts.length / 1000).toFixed(2)} kB each, ${faulty} with faults`);
console.log(`definitions read, validators made, everything judged once: ${((user + system) / 1000).toFixed(0)} ms\n`);
for (const [name, micros] of rows) {
  const perKilobyte = (micros * texts.length * 1000) / bytes;
  console.log(
    `${name.padEnd(28)} ${micros.toFixed(1).padStart(6)} µs  ${perKilobyte.toFixed(1).padStart(5)} µs/kB  ratio ${(micros / limit).toFixed(2)}`,
  );
}
