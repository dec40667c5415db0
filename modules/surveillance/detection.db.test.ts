import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { test } from 'node:test';
import { withTx } from '@songhua/kernel';
import type { CsvDetected, NightsAndSettings, WarningDetail, WarningList } from './contract.ts';
import { runNight } from './events/run-night.ts';
import { openSurveillance } from './fixtures/open-surveillance.ts';
import { holdNights } from './store/judgements.ts';

const dayMs = 86_400_000;
const clock = () => new Date('2026-03-01T18:00:00Z');

test('a night of detection', async (t) => {
  const { app, pool, program, post, good, list, codeOf } = await openSurveillance(t);
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
    assert.ok(first && first.judgements > 10, JSON.stringify(first));
    const { items } = await list('?state=open');
    assert.deepEqual([...new Set(items.map(({ channel }) => channel))].sort(), ['community', 'sewage', 'syndromes']);
    const { rows } = await pool.query('select level, state, speaking, subject from surveillance.warning');
    assert.deepEqual(rows, [{ level: 'red', state: 'new', speaking: 3, subject: 'syn-ili' }]);
  });

  await t.test('the same night judged again, by however many threads, says the same once', async () => {
    const before = await judged();
    const again = await night(1);
    assert.deepEqual([again?.signals, again?.warnings], [0, 0]);
    assert.deepEqual(await judged(), before);
  });

  await t.test('while a night is under way another is refused at once, and later it is not', async () => {
    const ask = () => codeOf(post('/detection/nights', { day: '2026-03-01' }));
    await withTx(pool, 'write', async (tx) => {
      assert.equal(await holdNights(tx), true);
      assert.deepEqual(await ask(), [409, 'surveillance.night-under-way']);
      assert.equal(await night(1), null);
    });
    assert.deepEqual(await ask(), [200, undefined]);
  });
});

test('a warning is answered, and a series somebody brings is judged, through HTTP', async (t) => {
  const { pool, post, put: write, get, good, codeOf, county, viewer } = await openSurveillance(t);
  const id = randomUUID();
  await pool.query(
    `insert into surveillance.warning (id, area, subject, level, state, first_day, last_day, speaking, p, immediate, thresholds, content,
       raised_at, due_at, version) values ($1, '220221', 'syn-ili', 'orange', 'new', '2026-03-01', '2026-03-01', 2, 1e-6, false, 1,
       '{"channels":[],"silent":[],"why":[]}', '2026-03-01T18:00:00Z', '2026-03-01T20:00:00Z', 1)`,
    [id],
  );
  const act = (body: object) => post(`/warnings/${id}/moves`, body);
  const verdict = { kind: 'verdict', outcome: 'true', reason: '现场核实' };

  await t.test('from warning to verified to event, each step by whoever saw the last change', async () => {
    assert.deepEqual(await codeOf(act({ kind: 'event', title: 'x', version: 1 })), [409, 'surveillance.warning-answered']);
    assert.deepEqual(await codeOf(act({ ...verdict, version: 7 })), [409, 'surveillance.changed-meanwhile']);
    assert.deepEqual(await codeOf(post(`/warnings/${id}/moves`, { ...verdict, version: 1 }, await viewer())), [
      403,
      'kernel.not-permitted',
    ]);
    const verified = await good<WarningDetail>(act({ ...verdict, version: 1 }));
    assert.equal(verified.warning.state, 'verified');
    const opened = await good<WarningDetail>(
      act({ kind: 'event', title: '永吉县流感样病例聚集', version: verified.warning.version }),
    );
    assert.match(opened.warning.event?.number ?? '', /^220221-/);
    assert.deepEqual(
      opened.steps.map(({ kind }) => kind),
      ['verdict-true', 'event-opened'],
    );
    const listed = await good<WarningList>(get('/warnings?state=event'));
    assert.deepEqual([listed.total, listed.items[0]?.id], [1, id]);
  });

  await t.test('its three products are written in both languages', async () => {
    for (const kind of ['public', 'bulletin', 'advice']) {
      const zh = await good<{ title: string }>(get(`/warnings/${id}/products/${kind}?lang=zh`));
      assert.match(zh.title, /流感样病例|Influenza/);
      const file = await get(`/warnings/${id}/products/${kind}/document?lang=en`);
      assert.deepEqual([file.statusCode, file.rawPayload.subarray(0, 2).toString()], [200, 'PK']);
    }
  });

  await t.test('a county neither sees another county’s warnings nor sets how the city is judged', async () => {
    const headers = await county();
    assert.deepEqual(await codeOf(post('/detection/thresholds', {}, headers)), [403, 'surveillance.other-area']);
    assert.deepEqual(await codeOf(post('/detection/nights', {}, headers)), [403, 'surveillance.other-area']);
  });

  await t.test('any CSV by any method, with its faults by line, and a script for R', async () => {
    const lines = Array.from({ length: 120 }, (_, at) => {
      const day = new Date(Date.UTC(2023, 0, 2) + at * 7 * dayMs).toISOString().slice(0, 10);
      return `${day},${at === 119 ? 60 : 5 + (at % 4)}`;
    });
    const csv = ['date,count', ...lines].join('\n');
    const found = await good<CsvDetected>(post('/detection', { csv, method: 'earsC1' }));
    assert.deepEqual([found.step, found.rows.at(-1)?.alarm], ['week', true]);
    assert.match(found.r ?? '', /earsC\(series/);
    const wrong = await post('/detection', { csv: 'date,count\n2026-02-30,x', method: 'earsC1', parameters: { alpha: 7 } });
    assert.deepEqual([wrong.statusCode, wrong.json().code], [422, 'surveillance.detection-faulty']);
    assert.deepEqual(await codeOf(post('/detection', { csv, method: 'nothing' })), [422, 'surveillance.detection-faulty']);
  });

  await t.test('settings that no method understands are refused; good ones are kept', async () => {
    const { settings } = await good<NightsAndSettings>(get('/detection/nights'));
    const put = (body: object) => write('/detection/settings', body);
    const odd = { ...settings, methods: [{ method: 'farringtonFlexible', step: 'week', parameters: { colour: 3 } }] };
    assert.deepEqual(await codeOf(put(odd)), [422, 'surveillance.detection-faulty']);
    assert.equal((await put({ ...settings, hour: 4 })).statusCode, 200);
    assert.equal((await good<NightsAndSettings>(get('/detection/nights'))).settings.hour, 4);
    const few = await good<{ outcome: string }>(post('/detection/thresholds', {}));
    assert.equal(few.outcome, 'too-few');
  });
});
