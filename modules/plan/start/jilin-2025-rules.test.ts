import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { findClauses } from '@songhua/engine-plan';
import type { RuleSpec } from '@songhua/engine-plan/rules/index.ts';
import { jilinFolder, root } from '../fixtures/jilin.ts';

const { rules, plan } = await jilinFolder();

test('every rule names its clause, and says in both languages what it asks of whom', () => {
  assert.equal(rules.length, 101);
  for (const { id, clauses, summary, scope } of rules) {
    assert.ok(
      clauses.some((clause) => clause === id || id.startsWith(clause)),
      id,
    );
    for (const text of [summary, scope.text]) assert.ok(text.zh.length > 1 && text.en.length > 1 && !/[一-龥]/.test(text.en), id);
  }
});

test('the readings of an ambiguous rule differ in their words and in what they ask', () => {
  const ambiguous = rules.filter(({ readings }) => readings !== undefined);
  assert.deepEqual(
    ambiguous.map(({ id }) => id),
    [
      '2.3-T05',
      '3.1.1-f',
      '3.1.3-d',
      '2.3-T18',
      '4.4.2-h',
      '4.4.2-n',
      '5.2.1-a',
      '5.2.2-b',
      '5.4.2-c',
      '6.3-a',
      '7.2.1-b',
      '7.5.2-a',
      '7.6.1-c',
      '7.7.2-a2',
    ],
  );
  for (const { id, readings = [] } of ambiguous) {
    assert.equal(new Set(readings.map(({ text }) => text.zh)).size, readings.length, id);
    const asked = readings.map(({ require, scope }) => `${require} ${scope?.where ?? ''} ${String(scope?.subject ?? '')}`);
    assert.equal(new Set(asked).size, readings.length, id);
  }
});

const seeds = join(root, '../shared/seeds');
const documents: readonly (readonly [number: string | undefined, file: string])[] = [
  [undefined, join(seeds, '001_cf0da0b53a6b049e.txt')],
  ['吉政办发〔2021〕43号', join(seeds, '000_f9e7b70e2260440f.txt')],
];
const here = documents.filter(([, file]) => existsSync(file));
const of = (number: string | undefined): readonly RuleSpec[] => rules.filter(({ source }) => source.document === number);

test('the locator of every rule finds exactly one sentence or row of its document', async (t) => {
  t.diagnostic(`${documents.length - here.length} of ${documents.length} documents are not here and were not compared`);
  for (const [number, file] of here) {
    const own = of(number);
    const clauses = findClauses(
      await readFile(file, 'utf8'),
      own.map(({ id, source }) => ({ id, ...source })),
    );
    assert.deepEqual(
      clauses.filter(({ status }) => status !== 'found'),
      [],
    );
    assert.equal(clauses.length, number === undefined ? 95 : 6);
  }
});

test('no summary, scope, reading or note of ours repeats twelve characters of the documents outside its names', async (t) => {
  t.diagnostic(`${documents.length - here.length} of ${documents.length} documents are not here and were not compared`);
  const plain = (await Promise.all(here.map(([, file]) => readFile(file, 'utf8')))).join('\n').replaceAll(/\s/g, '');
  const names = [...plan.indicators.map((x) => x.name.zh), ...plan.measures.map((m) => m.name.zh)].join('|');
  const texts = rules.flatMap(({ summary, scope, readings = [], notes }) =>
    [summary, scope.text, ...readings.flatMap((r) => [r.text, ...(r.scope ? [r.scope.text] : [])]), ...notes].map((text) =>
      text.zh.replaceAll(/\s/g, ''),
    ),
  );
  for (const text of texts) {
    for (let i = 0; i + 12 <= text.length; i++) {
      const piece = text.slice(i, i + 12);
      assert.ok(!plain.includes(piece) || names.includes(piece), `${piece} in ${text}`);
    }
  }
});

const oracle = join(root, '../shared/plan/plan-rules.json');
interface Listed {
  readonly id: string;
  readonly severity: string;
  readonly deadline: string | null;
}

test('ids, severity and deadlines are those of the list of rules taken from the documents', async (t) => {
  if (!existsSync(oracle)) return t.diagnostic(`no ${oracle}: 101 rules were not compared`);
  const { rules: listed } = JSON.parse(await readFile(oracle, 'utf8')) as { readonly rules: readonly Listed[] };
  const day = (deadline: string | null): string | null => (deadline?.length === 4 ? `${deadline}-12-31` : deadline);
  assert.deepEqual(
    rules.map(({ id, severity, deadline }) => ({ id, severity, deadline })),
    listed.map(({ id, severity, deadline }) => ({ id, severity, deadline: day(deadline) })),
  );
});
