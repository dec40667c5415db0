import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { type RecordStore, withResult, withTx } from '@songhua/kernel';
import { testDatabase } from '@songhua/testing';
import type pg from 'pg';
import { checkPlan } from './commands/check-plan.ts';
import { indicatorList } from './contract.ts';
import { documentLocators } from './domain/find-places.ts';
import { jilinFolder, root } from './fixtures/jilin.ts';
import { dropDocument, keepDocument } from './http/keep-document.ts';
import { loadPlans } from './start/load-plans.ts';
import { listDocuments } from './store/documents.ts';
import { planFacts } from './store/facts.ts';
import { planHashes, readPlan } from './store/plans.ts';
import { planQuotes } from './store/quotes.ts';

const now = new Date('2026-01-02T03:04:05Z');
const document = `吉市政办发〔2022〕41号
二、总体要求
（三）发展目标。
疾控\t每千人口专业公共卫生机构人员数\t0.59
`;

async function loaded(t: TestContext): Promise<pg.Pool> {
  const pool = await testDatabase(t);
  await loadPlans({ pool, root, now, modules: [] });
  return pool;
}
const add = (pool: pg.Pool, text: string, at = now) =>
  withResult(pool, 'write', (tx) => keepDocument(tx, 'jilin-2025', text, 'zhang', at));
/** What a command is given, but for where it prints. */
const bare = (pool: pg.Pool) =>
  ({
    pool,
    root,
    now,
    records: {} as RecordStore,
    modules: [],
    settings: { registry: 'empty', mode: 'demo', cityScale: 0 },
    progress: () => {},
  }) as const;
const events = async (pool: pg.Pool): Promise<string[]> =>
  (await pool.query<{ type: string }>(`select type from events.outbox where type like 'plan.%' order by seq`)).rows.map(
    (row) => row.type,
  );

test('the plans of the folder are kept with their facts, and loading again changes nothing', async (t) => {
  const pool = await loaded(t);
  const state = () =>
    withTx(pool, 'read', async (tx) => ({ hashes: await planHashes(tx), facts: await planFacts(tx, 'jilin-2025') }));
  const before = await state();
  assert.equal(before.facts.length, 103);
  assert.deepEqual(
    before.facts.find((fact) => fact.measure === 'institutions'),
    {
      area: '220200',
      measure: 'institutions',
      asOf: '2020-12-31',
      value: 3845,
      evidence: 'published',
      decimals: 0,
      source: { document: '吉市政办发〔2022〕41号', section: '一、规划背景' },
    },
  );
  await loadPlans({ pool, root, now: new Date('2027-01-01T00:00:00Z'), modules: [] });
  assert.deepEqual(await state(), before);
  const { rows } = await pool.query<{ loaded_at: Date }>('select loaded_at from plan.plan');
  assert.deepEqual(
    rows.map((row) => row.loaded_at.toISOString()),
    [now.toISOString()],
  );
});

test('two processes that load at once leave one whole plan', async (t) => {
  const pool = await testDatabase(t);
  await Promise.all([loadPlans({ pool, root, now, modules: [] }), loadPlans({ pool, root, now, modules: [] })]);
  const facts = await withTx(pool, 'read', (tx) => planFacts(tx, 'jilin-2025'));
  assert.equal(facts.length, 103);
});

test('a plan whose folder is gone is forgotten', async (t) => {
  const pool = await loaded(t);
  await pool.query(`insert into plan.plan values ('old', 'x', '{}', $1)`, [now]);
  await loadPlans({ pool, root, now, modules: [] });
  assert.equal(await withTx(pool, 'read', (tx) => readPlan(tx, 'old')), null);
});

test('a document is kept with the sentences found in it, and told of', async (t) => {
  const pool = await loaded(t);
  const kept = await add(pool, document);
  assert.ok(kept.ok);
  // The indicator, the clause it is and the rule it makes stand in one row of the document.
  const wanted = documentLocators(await jilinFolder(), '吉市政办发〔2022〕41号').length;
  assert.ok(wanted > 500);
  assert.deepEqual(
    [kept.value.found, kept.value.wanted, kept.value.addedBy, kept.value.addedAt],
    [3, wanted, 'zhang', now.toISOString()],
  );
  const quotes = await withTx(pool, 'read', (tx) => planQuotes(tx, 'jilin-2025'));
  const quote = { quote: '每千人口专业公共卫生机构人员数\t0.59', highlight: '专业公共卫生机构人员数' };
  assert.deepEqual(quotes.get('2.3-T01'), quote);
  assert.deepEqual([...quotes.keys()].sort(), ['2.3-T01', 'clause:2.3-T01', 'rule:2.3-T01']);
  assert.deepEqual(await events(pool), ['plan.document-added']);
});

test('the very same document is refused and nothing more is written or told', async (t) => {
  const pool = await loaded(t);
  await add(pool, document);
  const again = await add(pool, document);
  assert.equal(again.ok ? '' : again.error.code, 'plan.document-already-loaded');
  assert.equal((await withTx(pool, 'read', (tx) => listDocuments(tx, null))).length, 1);
  assert.deepEqual(await events(pool), ['plan.document-added']);
});

test('two people who add the same document at once add it once', async (t) => {
  const pool = await loaded(t);
  const results = await Promise.all([add(pool, document), add(pool, document)]);
  assert.deepEqual(results.map((result) => (result.ok ? 'kept' : result.error.code)).sort(), [
    'kept',
    'plan.document-already-loaded',
  ]);
});

test('a wrong document is refused and nothing is kept', async (t) => {
  const pool = await loaded(t);
  const wrong = await add(pool, document.replace('41号', '42号'));
  assert.equal(wrong.ok ? '' : wrong.error.code, 'plan.wrong-document');
  assert.deepEqual(await withTx(pool, 'read', (tx) => listDocuments(tx, null)), []);
  assert.deepEqual(await events(pool), []);
});

test('of two documents that hold a clause the newer one is quoted; when it is removed the older speaks again', async (t) => {
  const pool = await loaded(t);
  await add(pool, document);
  const newer = await add(pool, document.replace('0.59', '新版'), new Date('2026-02-01T00:00:00Z'));
  assert.ok(newer.ok);
  const quote = async () =>
    (await withTx(pool, 'read', (tx) => planQuotes(tx, 'jilin-2025'))).get('2.3-T01')?.quote.split('\t')[1];
  assert.equal(await quote(), '新版');
  const dropped = await withResult(pool, 'write', (tx) => dropDocument(tx, newer.value.id, now));
  assert.ok(dropped.ok);
  assert.equal(await quote(), '0.59');
  const again = await withResult(pool, 'write', (tx) => dropDocument(tx, newer.value.id, now));
  assert.equal(again.ok ? '' : again.error.code, 'plan.unknown-document');
});

test('a changed plan is searched for again in the documents people have loaded', async (t) => {
  const pool = await loaded(t);
  await add(pool, document);
  await pool.query('delete from plan.quote');
  await pool.query(`update plan.plan set hash = 'older'`);
  await loadPlans({ pool, root, now, modules: [] });
  assert.equal((await withTx(pool, 'read', (tx) => planQuotes(tx, 'jilin-2025'))).size, 3);
});

test('the check command prints as JSON what the API answers, in Chinese unless asked for English', async (t) => {
  const pool = await loaded(t);
  await pool.query(`insert into registry.area (code, parent, level, type, name_zh, name_en, position)
                    values ('220200', null, 'city', 'city', '吉林市', 'Jilin City', 0)`);
  const unitIn = async (...args: string[]): Promise<unknown> => {
    const said: string[] = [];
    await checkPlan.run(['--json', ...args], { ...bare(pool), print: (line) => said.push(line) });
    return indicatorList.parse(JSON.parse(said.join('\n'))).items[0]?.unit;
  };
  assert.deepEqual([await unitIn(), await unitIn('--lang', 'en')], ['人', 'people']);
});

test('the check command answers 2 to what it does not understand', async (t) => {
  const pool = await loaded(t);
  const said: string[] = [];
  const context = { ...bare(pool), print: (line: string) => said.push(line) };
  assert.equal(await checkPlan.run(['--at', '2025-13-01'], context), 2);
  assert.ok(said.includes('--at 2025-13-01: 应为存在的日期，写作 2025-12-31 / must be a day that exists, like 2025-12-31'));
  assert.equal(await checkPlan.run(['--at', '0000-01-01'], context), 2);
  assert.ok(
    said.includes(
      '--at 0000-01-01: 日期须在 1900-01-01 至 2200-12-31 之间 / the date must lie between 1900-01-01 and 2200-12-31',
    ),
  );
  assert.equal(await checkPlan.run(['--nonsense'], context), 2);
  assert.equal(await checkPlan.run(['--plan', 'nowhere'], context), 2);
  assert.ok(said.includes('There is no plan “nowhere”.'));
});
