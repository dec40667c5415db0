import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import type { RecordStore } from '@songhua/kernel';
import { taskList } from '@songhua/module-tasks/contract.ts';
import { testApp } from '@songhua/server/testing.ts';
import { checkPlan } from '../commands/check-plan.ts';
import { attention, changeList, clauseItem, clauseList, type RuleItem, ruleDetail, ruleList } from '../contract.ts';
import { root } from '../fixtures/jilin.ts';

/** What is planted in the generated city, as its own list says: rule and institution. */
const planted = (): Set<string> => {
  const text = readFileSync(join(root, 'modules/registry/data/220200/planted-violations.csv'), 'utf8');
  const rows = text.trim().split('\n').slice(1);
  return new Set(rows.map((row) => row.split(',').slice(0, 2).join(' ')));
};

/** Institutions that the plan names: their ids. */
const namedByPlan = (): Set<string> => {
  const text = readFileSync(join(root, 'modules/registry/data/220200/named-institutions.csv'), 'utf8');
  const rows = text.trim().split('\n').slice(1);
  return new Set(rows.map((row) => row.split(',')).flatMap(([id, name]) => (id && name ? [id] : [])));
};

/**
 * What fails by the plan's own published figures of 2020 and nothing else: below, above or away from the target of 2025.
 * 吉市政办发〔2022〕41号, 二（三）and 三.
 */
const publishedFailures = [
  '2.3-T01',
  '2.3-T03',
  '2.3-T06',
  '2.3-T07',
  '2.3-T08',
  '2.3-T09',
  '2.3-T10',
  '2.3-T11',
  '2.3-T12',
  '2.3-T14',
  '2.3-T15',
  '2.3-T16',
  '2.3-T18',
  '2.3-T20',
  '3.1.1-b',
  '3.1.1-f',
];

test('the rules over HTTP, on the whole generated city', async (t) => {
  const app = await testApp(t, { prepared: true, settings: { SONGHUA_REGISTRY: 'synthetic' } });
  const viewer = await app.signIn('viewer');
  const get = (url: string, headers: Record<string, string> = viewer) => app.server.app.inject({ url, headers });
  const read = async (url: string): Promise<unknown> => {
    const answer = await get(url);
    assert.equal(answer.statusCode, 200, answer.body);
    return answer.json();
  };
  const list = async (query = '') => ruleList.parse(await read(`/api/plan/rules${query}`));
  const code = async (url: string) => {
    const answer = await get(url);
    return [answer.statusCode, answer.json<{ code: string }>().code];
  };
  const all = await list('?results=1000');
  const of = (id: string): RuleItem => {
    const found = all.items.find((item) => item.id === id);
    assert.ok(found, id);
    return found;
  };

  await t.test(
    'a stranger is asked to sign in, a client without the scope is refused, the backend client reads the same',
    async () => {
      assert.equal((await get('/api/plan/rules', {})).statusCode, 401);
      assert.equal((await get('/api/plan/rules', await app.clientToken('system/Patient.rs'))).statusCode, 403);
      assert.equal(
        (await get('/api/plan/rules?limit=3', await app.clientToken())).body,
        (await get('/api/plan/rules?limit=3')).body,
      );
    },
  );

  await t.test('of the 101 rules at least 85 pass or fail', () => {
    assert.equal(all.total, 101);
    const undecided = all.items.filter(({ status }) => status !== 'pass' && status !== 'fail').map(({ id }) => id);
    assert.ok(101 - undecided.length >= 85, `undecided: ${undecided.join(' ')}`);
  });

  await t.test('the violations that were planted are found, no more and no fewer', () => {
    const failing = all.items.flatMap((item) =>
      item.results.filter(({ status }) => status === 'fail').map((result) => ({ item, result })),
    );
    const invented = failing.filter(({ result }) => result.evidence === 'synthetic');
    const found = new Set(invented.map(({ item, result }) => `${item.id} ${result.subject.id}`));
    // The published share of centres with a TCM clinic, 91.37 %, leaves twelve of them without one.
    const left = [...found].filter((one) => /^6\.3-a .*-(township|community)-health-centre-/.test(one));
    assert.equal(left.length, 12);
    const others = found.difference(new Set(left));
    assert.deepEqual([...others.difference(planted())], [], 'fails and is not planted');
    assert.deepEqual([...planted().difference(others)], [], 'is planted and does not fail');
    const published = failing.filter(({ result }) => result.evidence !== 'synthetic');
    assert.deepEqual(
      published.map(({ item, result }) => `${item.id} ${result.subject.id}`).sort(),
      publishedFailures.map((id) => `${id} 220200`),
    );
  });

  await t.test('no place and no institution that exists fails by an invented figure', () => {
    const named = namedByPlan();
    const exists = ({ type, id }: { readonly type: string; readonly id: string }) => type !== 'institution' || named.has(id);
    const real = all.items.flatMap(({ results }) => results.filter(({ subject }) => exists(subject)));
    assert.deepEqual(
      real.filter(({ status, evidence }) => status === 'fail' && evidence === 'synthetic'),
      [],
    );
    const asked = new Set(real.flatMap(({ subject }) => (subject.type === 'institution' ? [subject.id] : [])));
    assert.ok(asked.size > named.size / 2, `asked: ${[...asked].join(' ')}`);
  });

  await t.test('the city has combined care of its own, by what is generated too', () => {
    const city = of('7.1.3-a').results.find(({ subject }) => subject.type === 'city');
    assert.ok(city?.status === 'pass' || city?.status === 'fail', city?.reason?.en);
  });

  await t.test('a rule that a real place would fail by invented figures only is unknown, and says so', () => {
    const unknown = all.items.flatMap(({ results }) => results.filter(({ status }) => status === 'unknown'));
    assert.ok(unknown.every(({ reason }) => reason !== undefined && reason.zh !== '' && reason.en !== ''));
  });

  await t.test('a failing result says by which fact, by how much and what it rests on', () => {
    const result = of('4.4.1-g2').results[0];
    assert.equal(result?.status, 'fail');
    assert.ok((result?.margin ?? 0) < 0);
    assert.ok(result?.facts.some(({ value, unit, evidence }) => typeof value === 'number' && unit && evidence === 'synthetic'));
  });

  await t.test('an ambiguous wording is given under each reading, the first of which decides', () => {
    const item = of('3.1.3-d');
    assert.ok(item.ambiguous && item.readings.length >= 2);
    assert.equal(item.readings[0]?.status, item.status);
    assert.ok(item.results.every(({ readings }) => readings?.length === item.readings.length));
    assert.ok(all.items.filter(({ ambiguous }) => ambiguous).length >= 8);
  });

  await t.test('filters narrow, counts leave out the status, paging and order hold', async () => {
    const must = await list('?severity=must');
    assert.ok(must.items.every(({ severity }) => severity === 'must') && must.total > 0);
    const failing = await list('?status=fail&results=0');
    assert.equal(failing.total, failing.counts.fail);
    assert.equal(
      Object.values(failing.counts).reduce((a, b) => a + b, 0),
      101,
    );
    const ids = (await list('?sort=id&results=0')).items.map(({ id }) => id);
    const second = await list('?sort=id&results=0&limit=10&offset=10');
    assert.deepEqual(
      second.items.map(({ id }) => id),
      ids.slice(10, 20),
    );
    assert.ok((await list('?q=%E5%8F%91%E7%83%AD')).total > 0);
    assert.deepEqual((await list('?clause=4.4.1-g')).items.map(({ id }) => id).sort(), ['4.4.1-g1', '4.4.1-g2']);
    assert.ok((await list('?ambiguous=true')).items.every(({ ambiguous }) => ambiguous));
    assert.deepEqual(await code('/api/plan/rules?status=broken'), [400, 'kernel.invalid-input']);
    assert.deepEqual(await code('/api/plan/rules?area=110000'), [404, 'plan.unknown-area']);
  });

  await t.test('an area narrows whom the rules are asked of', async () => {
    const county = await list('?area=220283&results=1000');
    const subjects = county.items.flatMap(({ results }) => results.map(({ subject }) => subject));
    assert.ok(subjects.every(({ type, id }) => type === 'institution' || id.startsWith('220283')));
    assert.ok(subjects.some(({ type }) => type === 'institution'));
    assert.equal(county.items.find(({ id }) => id === '2.3-T01')?.status, 'not-applicable');
  });

  await t.test('one rule by itself pages, filters and sorts its results, and a file holds them all', async () => {
    const first = ruleDetail.parse(await read('/api/plan/rules/7.5.2-a?limit=5'));
    assert.equal(first.item.results.length, 5);
    assert.equal(first.item.results[0]?.status, 'fail');
    assert.equal(
      first.total,
      Object.values(first.item.counts).reduce((a, b) => a + b, 0),
    );
    const failing = ruleDetail.parse(await read('/api/plan/rules/7.5.2-a?status=fail'));
    assert.equal(failing.total, first.item.counts.fail);
    const csv = (await get('/api/plan/rules/7.5.2-a/export?format=csv&lang=en&status=fail')).body;
    assert.equal(csv.trim().split('\r\n').length, 1 + failing.total);
    assert.deepEqual(await code('/api/plan/rules/9.9-z'), [404, 'plan.unknown-rule']);
    const rules = (await get('/api/plan/rules/export?format=csv&lang=en&severity=must')).body;
    assert.equal(rules.trim().split('\r\n').length, 1 + (await list('?severity=must')).total);
  });

  await t.test('what would make a rule hold is the smallest change that does', async () => {
    const failing = of('3.2.1-f1').results[0];
    const changes = changeList.parse(await read(`/api/plan/rules/3.2.1-f1/changes?subject=${failing?.subject.id}`));
    assert.deepEqual([changes.status, changes.items[0]?.from, changes.items[0]?.to], ['fail', 0, 1]);
    assert.deepEqual(await code('/api/plan/rules/3.2.1-f1/changes?subject=nobody'), [404, 'plan.unknown-subject']);
  });

  await t.test('all 473 clauses are there with what embodies each and how it stands', async () => {
    const clauses = clauseList.parse(await read('/api/plan/clauses?limit=1000'));
    assert.deepEqual([clauses.total, clauses.items.length], [473, 473]);
    assert.ok(clauses.items.every(({ embodiedBy, summary }) => embodiedBy.length > 0 && summary.zh !== '' && summary.en !== ''));
    const unresolved = clauses.items.flatMap(({ id, embodiedBy }) =>
      embodiedBy
        .filter(({ kind, title }) => kind !== 'registry' && kind !== 'workflow' && title === null)
        .map(({ kind, ref }) => `${id} ${kind}:${ref}`),
    );
    assert.deepEqual(unresolved, []);
    const failing = clauseList.parse(await read('/api/plan/clauses?status=failing&embodied=rule'));
    assert.ok(failing.total > 0 && failing.items.every(({ status }) => status === 'failing'));
    const one = clauseItem.parse(await read('/api/plan/clauses/4.1.3-a'));
    assert.equal(one.status, 'failing');
    assert.deepEqual(await code('/api/plan/clauses/99-z'), [404, 'plan.unknown-clause']);
    const csv = (await get('/api/plan/clauses/export?format=csv&lang=en&type=indicator')).body;
    assert.ok(csv.trim().split('\r\n').length > 30);
  });

  await t.test('every clause that is work for people is followed up as a task, by whom and by when', async () => {
    const { items } = clauseList.parse(await read('/api/plan/clauses?limit=1000&embodied=task'));
    const rows = taskList.parse(await read('/api/tasks/tasks?limit=2000')).items;
    const known = new Map(rows.map((row) => [row.id, row]));
    assert.ok(items.length > 300, String(items.length));
    for (const { id, task } of items) {
      const row = known.get(task?.id ?? '');
      assert.ok(row, `${id}: ${task?.id}`);
      assert.ok(row.responsible.length > 0 && row.due !== null, id);
    }
  });

  await t.test('the check command names the musts that fail and answers 1', async () => {
    const said: string[] = [];
    const context = { pool: app.pool, root, now: new Date(), modules: [], progress: () => {}, records: {} as RecordStore };
    const settings = { registry: 'synthetic', mode: 'demo', cityScale: 0 } as const;
    assert.equal(await checkPlan.run(['--lang', 'en'], { ...context, settings, print: (line) => said.push(line) }), 1);
    for (const { id } of all.items.filter(({ severity, status }) => severity === 'must' && status === 'fail'))
      assert.ok(
        said.some((line) => line.startsWith(id) && line.includes('must')),
        id,
      );
    const json: string[] = [];
    await checkPlan.run(['--json'], { ...context, settings, print: (line) => json.push(line) });
    const parsed = JSON.parse(json.join('\n')) as { readonly total: number; readonly rules: { readonly total: number } };
    assert.deepEqual([parsed.total, parsed.rules.total], [22, 101]);
  });

  await t.test('five things need attention, a failing must first, each with the page that shows it', async () => {
    const { items } = attention.parse(await read('/api/plan/attention'));
    assert.equal(items.length, 5);
    assert.equal(items[0]?.kind, 'rule');
    assert.ok(items.every(({ path }) => /^\/(plan|tasks)\//.test(path)));
  });
});
