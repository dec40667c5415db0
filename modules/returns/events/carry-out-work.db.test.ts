import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { must, withTx } from '@songhua/kernel';
import { bedResources } from '@songhua/module-registry/api.ts';
import { openReturns } from '../fixtures/open-returns.ts';
import { carryOut, carryOutWork } from './carry-out-work.ts';

const roster = '机构,人员编号,姓名,人员类别,执业资格\r\nh-3,A1,王小明,doctor,licensed\r\nh-3,A2,李二,nurse,\r\n';
const bed = {
  since: null,
  until: null,
  evidence: 'synthetic',
  source: null,
  ward: { id: 'w-9', name: '一病区' },
  class: 'icu',
  department: null,
  convertible: false,
  openable: false,
} as const;
const beds = '机构,床位编号,床位类别\r\nh-3,1,icu\r\n';

test('two returns for one institution that are accepted at once both leave their figures', async (t) => {
  const { checked, move, detail, step, records, pool } = await openReturns(t);
  const asked = async (content: string, kind: string): Promise<string> => {
    const { id } = await checked(content, { kind });
    await move(id, 'submit');
    const { version, state } = await detail(id);
    assert.equal((await step(id, 'accept', { version, state })).statusCode, 200);
    return id;
  };
  const [first, second] = [await asked(roster, 'staff'), await asked(beds, 'beds')];
  const isWaiting = async (): Promise<boolean> => {
    const { rows } = await pool.query(
      "select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'",
    );
    return rows.length > 0;
  };
  let other: Promise<void> = Promise.resolve();
  await withTx(pool, 'write', async (tx) => {
    await carryOut(tx, records, first, new Date());
    other = withTx(pool, 'write', (own) => carryOut(own, records, second, new Date()));
    for (let tries = 0; tries < 200 && !(await isWaiting()); tries += 1) await wait(20);
    assert.ok(await isWaiting(), 'the second never waited for the first');
  });
  await other;
  const { rows } = await pool.query(
    `select measure, value from registry.institution_fact
      where institution = 'h-3' and as_of = '2024-12-31' and measure in ('staff-total', 'beds-total') order by measure`,
  );
  assert.deepEqual(rows, [
    { measure: 'beds-total', value: 1 },
    { measure: 'staff-total', value: 2 },
  ]);
  assert.deepEqual([(await detail(first)).state, (await detail(second)).state], ['accepted', 'accepted']);
});

test('a return that was withdrawn while its acceptance waited is not written, and one that is undone is not undone again', async (t) => {
  const { checked, move, detail, step, work, pool } = await openReturns(t);
  const { id } = await checked(roster, { kind: 'staff' });
  const submitted = await move(id, 'submit');
  assert.equal((await step(id, 'accept', { version: submitted.version, state: 'submitted' })).statusCode, 200);
  // Nothing was heard of the work for so long that the return may be withdrawn.
  const withdraw = async (): Promise<boolean> => {
    await pool.query("update returns.work set changed_at = now() - interval '1 hour' where submission = $1", [id]);
    return (await step(id, 'withdraw', { version: submitted.version, state: 'submitted' })).statusCode === 200;
  };
  // The check before may still be telling how far it was.
  for (let tries = 0; tries < 100 && !(await withdraw()); tries += 1) await wait(20);
  const withdrawn = await work(id);
  assert.deepEqual([withdrawn.state, withdrawn.work?.phase], ['withdrawn', 'failed']);
  assert.match(withdrawn.work?.problem?.en ?? '', /while the return is “已撤回 Withdrawn”/);
  assert.equal((await pool.query("select 1 from registry.institution_fact where as_of = '2024-12-31'")).rows.length, 0);

  const other = await checked(beds, { kind: 'beds' });
  await move(other.id, 'submit');
  const accepted = await move(other.id, 'accept');
  await step(other.id, 'undo', { version: accepted.version, state: 'accepted', reason: '试验' });
  await pool.query("update returns.submission set state = 'undone' where id = $1", [other.id]);
  const undone = await work(other.id);
  assert.deepEqual([undone.work?.phase, (await detail(other.id)).version], ['failed', accepted.version]);
});

test('a submitted return that a new check finds to come to something else is not accepted by the version that was seen before', async (t) => {
  const { checked, move, step, work, records, pool } = await openReturns(t);
  const { id } = await checked(beds, { kind: 'beds' });
  const seen = await move(id, 'submit');
  const again = async () => {
    await move(id, 'check');
    return work(id);
  };
  assert.equal((await again()).version, seen.version);
  await withTx(pool, 'write', async (tx) =>
    must(await records.load(tx, bedResources([{ ...bed, id: 'b-9', institution: 'h-3' }]), new Date())),
  );
  const found = await again();
  assert.deepEqual([found.state, found.version, found.checked?.retired], ['submitted', seen.version + 1, 1]);
  const stale = await step(id, 'accept', { version: seen.version, state: 'submitted' });
  assert.deepEqual([stale.statusCode, stale.json<{ code: string }>().code], [409, 'returns.changed-meanwhile']);
  assert.equal((await step(id, 'accept', { version: found.version, state: 'submitted' })).statusCode, 200);
  assert.equal((await work(id)).state, 'accepted');
});

test('work that throws on its last try is ended with a problem, and can be asked for again', async (t) => {
  const { upload, move, detail, work, records, pool } = await openReturns(t);
  const sent = await upload(beds, { kind: 'beds', area: '220281', year: 2024, name: 'a.csv' });
  const { id } = sent.json<{ id: string }>();
  const { rows } = await pool.query<{ id: string; payload: unknown }>(
    "select id, payload from events.outbox where type = 'returns.work-asked'",
  );
  const [asked] = rows;
  assert.ok(asked);
  const event = { ...asked, type: 'returns.work-asked', at: new Date() };
  await pool.query("alter table returns.planned add constraint breaks check (action <> 'created')");
  const goes = async (tries: number): Promise<string | undefined> => {
    await pool.query("update events.delivery set tries = $2 where event_id = $1 and handler = 'returns.work'", [event.id, tries]);
    await assert.rejects(
      withTx(pool, 'write', (tx) => carryOutWork.handle(tx, event, records)),
      /breaks/,
    );
    const { work: now } = await detail(id);
    return now?.endedAt ? now.problem?.en : 'going on';
  };
  assert.equal(await goes(0), 'going on');
  assert.equal(await goes(1), 'going on');
  assert.match((await goes(2)) ?? '', /failed several times/);
  await pool.query('alter table returns.planned drop constraint breaks');
  await move(id, 'check');
  assert.equal((await work(id)).checked?.created, 1);
});
