import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import type { Judged } from '../series.ts';
import { referenceMethods } from './fixtures/reference-methods.ts';
import { measureTrials } from './measure.ts';

interface Reference {
  readonly methods: Readonly<
    Record<string, { readonly every: number; readonly series: number; readonly quiet: string; readonly outbreak: string }>
  >;
}
interface Simulated {
  readonly series: readonly { readonly y0: readonly number[]; readonly y: readonly number[]; readonly cur: readonly number[] }[];
}

const folder = join(import.meta.dirname, '../../../../shared/tests/outbreak');
const file = join(folder, 'series_42x5.json');
const skip = existsSync(file) ? false : '210 series skipped: ../shared is missing';
const { methods } = JSON.parse(readFileSync(join(import.meta.dirname, 'fixtures/alarms-of-r.json'), 'utf8')) as Reference;
const simulated = skip ? [] : (JSON.parse(readFileSync(file, 'utf8')) as Simulated).series;
const [from, weeks, digits] = [575, 49, 13];
const range = Array.from({ length: weeks }, (_, week) => from + week);

/** False-positive rate and power of detection of R's own run of 25 series a scenario. */
const published = new Map(
  (skip ? [] : ['summary_fast_25.csv', 'summary_slow_25.csv'])
    .flatMap((name) => readFileSync(join(folder, name), 'utf8').trim().split('\n').slice(1))
    .map((line) => line.replaceAll('"', '').split(','))
    .map(([name = '', , , rate, , power]) => [name, { rate: Number(rate), power: Number(power) }] as const),
);

const bits = (judged: readonly Judged[]): string => judged.map(({ alarm }) => Number(alarm)).join('');
/** R's alarms of one series; null where it gave no answer. */
function wantedAt(packed: string, place: number): string | null {
  const part = packed.slice(place * digits, (place + 1) * digits);
  return part.startsWith('-') ? null : BigInt(`0x${part}`).toString(2).padStart(weeks, '0');
}

for (const [name, judge] of Object.entries(referenceMethods)) {
  const reference = methods[name];
  test(`${name} raises R’s alarms, week by week, on the simulated series`, { skip }, (t) => {
    assert.ok(reference, `R was not asked about ${name}`);
    let [compared, unanswered] = [0, 0];
    const trials = Array.from({ length: reference.series }, (_, place) => {
      const one = simulated[place * reference.every];
      assert.ok(one);
      const quiet = judge({ counts: one.y0, frequency: 52 }, range);
      const judged = judge({ counts: one.y, frequency: 52 }, range);
      for (const [found, packed] of [
        [quiet, reference.quiet],
        [judged, reference.outbreak],
      ] as const) {
        const wanted = wantedAt(packed, place);
        if (wanted === null) unanswered += 1;
        else assert.equal(bits(found), wanted, `series ${place * reference.every}`);
        compared += wanted === null ? 0 : weeks;
      }
      return { quiet, judged, cases: one.cur };
    });
    const { falsePositives, detected } = measureTrials(trials);
    const beside = published.get(name);
    t.diagnostic(
      `${compared} weeks the same, ${unanswered} series without an answer of R; false positives ${falsePositives.toFixed(4)}, detected ${detected.toFixed(4)}` +
        (beside ? ` (R on 1050 series: ${beside.rate}, ${beside.power})` : ''),
    );
    if (!beside) return;
    assert.ok(Math.abs(falsePositives - beside.rate) < 0.015, `false positives ${falsePositives}, R ${beside.rate}`);
    const error = Math.sqrt((beside.power * (1 - beside.power)) / trials.length);
    assert.ok(Math.abs(detected - beside.power) < 0.015 + 2.5 * error, `detected ${detected}, R ${beside.power}`);
  });
}
