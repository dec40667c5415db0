import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { test } from 'node:test';
import { withTx } from '@songhua/kernel';
import { runNight } from './detect/run-night.ts';
import { openSurveillance } from './fixtures/open-surveillance.ts';

const dayMs = 86_400_000;
const clock = () => new Date('2026-03-01T18:00:00Z');

test('a night of detection', async (t) => {
  const { app, pool, program, post, good, list } = await openSurveillance(t);
  const { records } = app.server;
  /** Counts of 200 days up to 2026-03-01, a dozen a day, then many more on the last four. */
  const counts = (channel: string, subject: string) =>
    Array.from({ length: 200 }, (_, at) => ({
      day: new Date(Date.UTC(2026, 2, 1) - (199 - at) * dayMs).toISOString().slice(0, 10),
      ...{ area: '220221', channel, subject },
      count: at > 195 ? 90 : 10 + ((at * 7) % 5),
    }));
  const send = (source: string, items: object[]) => good(post('/counts', { source, items }, program));
  await send('wards', counts('syndromes', 'syn-ili'));
  await send('sewage', counts('sewage', 'influenza'));
  await send('schools', counts('community', 'syn-ili'));
  const night = (threads: number) =>
    withTx(pool, 'write', (tx) => runNight(tx, '2026-03-01', { records, now: clock(), newId: randomUUID, threads, clock }));
  const judged = async () =>
    (await pool.query('select * from surveillance.judgement order by channel, subject, area, town, method, step')).rows;

  await t.test('channels that alarm become signals, and together a warning', async () => {
    const first = await night(2);
    assert.ok(first.judgements > 10, JSON.stringify(first));
    const { items } = await list('?state=open');
    assert.deepEqual([...new Set(items.map(({ channel }) => channel))].sort(), ['community', 'sewage', 'syndromes']);
    const { rows } = await pool.query('select level, state, speaking, subject from surveillance.warning');
    assert.deepEqual(rows, [{ level: 'red', state: 'new', speaking: 3, subject: 'syn-ili' }]);
  });

  await t.test('the same night judged again, by however many threads, says the same once', async () => {
    const before = await judged();
    const again = await night(1);
    assert.deepEqual([again.signals, again.warnings], [0, 0]);
    assert.deepEqual(await judged(), before);
  });
});
