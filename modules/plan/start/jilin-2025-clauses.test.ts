import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { countMeasures } from '@songhua/engine-city';
import { clauseLocators, findClauses, readPlanFolder } from '@songhua/engine-plan';
import { readCsv } from '@songhua/engine-plan/read-csv.ts';
import { readYaml } from '@songhua/engine-plan/read-yaml.ts';
import { z } from 'zod';
import { jilinFolder, root } from '../fixtures/jilin.ts';

const { clauses, claims, plan } = await jilinFolder();
const seeds = join(root, '../shared/seeds');
/** Letters and digits alone. */
const bare = (text: string): string => text.replace(/[^\p{Script=Han}\p{Nd}A-Za-z]/gu, '');
const listed = z.looseObject({ id: z.string(), clause: z.array(z.string()).optional(), clauses: z.array(z.string()).optional() });
type Listed = z.output<typeof listed>;
const province = '吉政办发〔2021〕43号';

test('there are 473 clauses of two documents, each with both summaries and something that embodies it', () => {
  assert.equal(clauses.length, 473);
  assert.equal(clauses.filter((clause) => clause.document === plan.document.number).length, 434);
  assert.equal(clauses.filter((clause) => clause.document === province).length, 39);
  for (const { id, summary, embodiedBy } of clauses) {
    assert.ok(summary.zh.length >= 10 && summary.zh.length <= 55, `${id} ${summary.zh}`);
    assert.ok(summary.en.split(' ').length >= 5, `${id} ${summary.en}`);
    assert.ok(embodiedBy.length > 0, id);
  }
});

test('no two clauses have the same summary', () => {
  for (const language of ['zh', 'en'] as const)
    assert.equal(new Set(clauses.map((clause) => clause.summary[language])).size, 473, language);
});

test('every clause that the claims about the figures name exists', () => {
  const ids = new Set(clauses.map((clause) => clause.id));
  const named = [
    ...Object.values(claims.tables).flat(),
    ...[
      ...claims.partitions,
      ...claims.inclusions,
      ...claims.bands,
      ...claims.standards,
      ...claims.perArea,
      ...claims.deadlines,
      ...claims.notes,
    ].flatMap((claim) => claim.clauses),
  ];
  assert.ok(named.length > 40);
  assert.deepEqual(
    named.filter((id) => !ids.has(id)),
    [],
  );
});

test('every indicator of the plan embodies a clause', () => {
  const used = new Set(
    clauses.flatMap((clause) => clause.embodiedBy.flatMap(({ kind, ref }) => (kind === 'indicator' ? [ref] : []))),
  );
  assert.deepEqual(
    plan.indicators.map(({ id }) => id).filter((id) => !used.has(id)),
    [],
  );
});

const resources = [
  'institution',
  'designation',
  'staff',
  'bed',
  'department',
  'service',
  'laboratory',
  'equipment',
  'station',
  'team',
  'childcare',
];
/** What the software does by itself or with people, as clauses name it. */
const workflows = [
  'access',
  'analytics',
  'blood',
  'booking',
  'dispatch',
  'emergency',
  'exchange',
  'identity',
  'medicines',
  'payment',
  'planning',
  'portal',
  'programmes',
  'quality',
  'recognition',
  'records',
  'referral',
  'resident-record',
  'returns',
  'supervision',
  'surveillance',
  'tasks',
  'training',
];

test('registry references name a resource or a measure, workflow references a part of the software', () => {
  const kept = new Set<string>([...resources, ...countMeasures, ...plan.measures.map(({ id }) => id)]);
  const refs = clauses.flatMap(({ id, embodiedBy }) => embodiedBy.map(({ kind, ref }) => ({ id, kind, ref })));
  const lost = refs.filter(
    ({ kind, ref }) => (kind === 'registry' && !kept.has(ref)) || (kind === 'workflow' && !workflows.includes(ref)),
  );
  assert.deepEqual(lost, []);
});

test('every task belongs to the clauses that name it, and every rule of rules.yaml embodies one', () => {
  const of = (file: string, schema: z.ZodType<readonly Listed[]>) =>
    schema.parse(readYaml(file, readFileSync(join(root, 'plans/jilin-2025', file), 'utf8'), z.unknown()).value);
  const named = (wanted: string) => (entry: Listed) =>
    clauses
      .filter(({ embodiedBy }) => embodiedBy.some(({ kind, ref }) => kind === wanted && ref === entry.id))
      .map(({ id }) => id);
  const tasks = of(
    'tasks.yaml',
    z.looseObject({ tasks: z.array(listed) }).transform((file) => file.tasks),
  );
  assert.equal(tasks.length, 209);
  for (const task of tasks) assert.deepEqual(task.clause, named('task')(task), task.id);
  const rules = of(
    'rules.yaml',
    z.looseObject({ rules: z.array(listed) }).transform((file) => file.rules),
  );
  assert.ok(rules.length > 90);
  for (const rule of rules) {
    const carried = named('rule')(rule);
    assert.ok(carried.length > 0, rule.id);
    for (const clause of rule.clauses ?? []) assert.ok(carried.includes(clause), `${rule.id} ${clause}`);
  }
});

test('every clause is found in its document, in one sentence or row, and that sentence is the listed one', (t) => {
  const listed = join(root, '../shared/plan/requirements.csv');
  if (!existsSync(seeds) || !existsSync(listed)) return t.skip('../shared is absent: 473 clauses were not looked for');
  const { rows } = readCsv(listed, readFileSync(listed, 'utf8'), [
    'id',
    'doc',
    'section',
    'quote',
    'type',
    'quantities',
    'software_embodiment',
  ]);
  assert.deepEqual(
    clauses.map((clause) => clause.id),
    rows.map(({ cells }) => cells.id),
  );
  const quotes = new Map(rows.map(({ cells }) => [`clause:${cells.id}`, cells.quote ?? '']));
  for (const name of readdirSync(seeds)) {
    const text = readFileSync(join(seeds, name), 'utf8');
    const document = text.includes(plan.document.number) ? plan.document.number : province;
    for (const found of findClauses(text, clauseLocators(clauses, document))) {
      assert.equal(found.status, 'found', `${found.id} ${JSON.stringify(found)}`);
      assert.ok(found.status === 'found');
      // The listed quote may be a part of the sentence, or put together from a few: what the locator marks is in both.
      const quote = bare(quotes.get(found.id) ?? '');
      assert.ok(quote.includes(bare(found.highlight)), `${found.id} ${found.highlight}`);
    }
  }
});

test('no summary has twelve characters in a row of the documents', (t) => {
  if (!existsSync(seeds)) return t.skip('../shared/seeds is absent: 473 summaries were not compared');
  const documents = readdirSync(seeds).map((name) => bare(readFileSync(join(seeds, name), 'utf8')));
  const copied = clauses.flatMap(({ id, summary }) => {
    const text = bare(summary.zh);
    const runs = Array.from({ length: Math.max(text.length - 11, 0) }, (_, at) => text.slice(at, at + 12));
    const run = runs.find((one) => documents.some((document) => document.includes(one)));
    return run === undefined ? [] : [`${id} ${run}`];
  });
  assert.deepEqual(copied, []);
});

test('a reference to what does not exist stops the plan from being read', () => {
  const folder = join(root, 'plans/jilin-2025');
  const names = readdirSync(folder, { recursive: true }).map(String);
  const files = new Map(
    names.filter((name) => /\.(yaml|csv)$/.test(name)).map((name) => [name, readFileSync(join(folder, name), 'utf8')]),
  );
  files.set('clauses.csv', (files.get('clauses.csv') ?? '').replace('indicator:2.3-T22', 'indicator:2.3-T99'));
  const read = readPlanFolder('p', files);
  assert.ok(!read.ok);
  assert.deepEqual(
    read.errors.map(({ rule, value }) => [rule, value]),
    [['undefined-indicator', 'indicator:2.3-T99']],
  );
});
