import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { CsvTask } from './csv-thread.ts';
import { detectAside } from './detect-aside.ts';

const days = (many: number, first: number) =>
  Array.from({ length: many }, (_, at) => `${new Date(first + at * 86_400_000).toISOString().slice(0, 10)},${(at * 7) % 11}`);
const task = (method: string, many: number, parameters: CsvTask['asked']['parameters'] = {}): CsvTask => ({
  csv: ['date,count', ...days(many, Date.UTC(1990, 0, 1))].join('\n'),
  asked: { ...{ method, parameters, step: 'day', gaps: 'refuse', from: null, exclude: [] } },
});
/** Takes minutes. */
const endless = task('glrnb', 9000, { bounds: true, threshold: 1000 });

test('what takes too long is ended, two are judged at once, and a third is refused and taken later', async () => {
  const slow = [detectAside(endless, 300), detectAside(endless, 300)];
  assert.equal(await detectAside(task('earsC1', 40), 60_000), 'busy');
  assert.deepEqual(await Promise.all(slow), ['slow', 'slow']);
  const found = await detectAside(task('earsC1', 40), 60_000);
  assert.ok(typeof found === 'object' && found.ok);
  assert.deepEqual([found.found.total, found.found.rows.length, found.found.csv.split('\n').length], [40, 40, 42]);
});

test('while a long series is judged, the thread of everybody goes on', async () => {
  let ticks = 0;
  const timer = setInterval(() => {
    ticks += 1;
  }, 5);
  await detectAside(endless, 400);
  clearInterval(timer);
  assert.ok(ticks > 5, `${ticks} ticks`);
});
