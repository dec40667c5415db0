import assert from 'node:assert/strict';
import { test } from 'node:test';
import { must, withResult, withTx } from '@songhua/kernel';
import { testDatabase } from '@songhua/testing';
import type { Pool } from 'pg';
import { createRecordStore } from '../record-store.ts';

const now = new Date('2026-03-01T08:00:00Z');
const store = createRecordStore([], { searchBounds: { looked: 5_000 } });
const ucum = 'http://unitsofmeasure.org';

const observation = (id: string, code: string, value: number, date: string) => ({
  resourceType: 'Observation',
  id,
  status: 'final',
  code: { coding: [{ system: 'http://loinc.org', code }] },
  effectiveDateTime: date,
  valueQuantity: { value, unit: 'g', system: ucum, code: 'g' },
});

const patient = (id: string, family: string, birthDate: string) => ({
  resourceType: 'Patient',
  id,
  birthDate,
  name: [{ family }],
});

const firstPage = async (pool: Pool, type: string, query: [string, string][]) => {
  const search = must(store.parse({ type, query, lenient: false }, now));
  return must(await withTx(pool, 'search', (tx) => store.findPage(tx, { ...search, total: 'none' }, { limit: 20 })));
};

test('a page of very many who all lie far back is found, not refused', async (t) => {
  const pool = await testDatabase(t);
  const old = Array.from({ length: 20_500 }, (_, n) => observation(`a${n}`, 'old', 100 + n, '2001-02-03'));
  const young = Array.from({ length: 6_000 }, (_, n) => observation(`b${n}`, 'young', 1, '2025-02-03'));
  must(await withResult(pool, 'write', (tx) => store.load(tx, [...old, ...young], now)));
  for (const query of [
    [['code-value-quantity', `http://loinc.org|old$gt99|${ucum}|g`]],
    [['value-quantity', `gt99|${ucum}|g`]],
    [
      ['value-quantity', `gt99|${ucum}|g`],
      ['status', 'final'],
    ],
    [
      ['value-quantity', `gt99|${ucum}|g`],
      ['date', 'ge1999'],
    ],
  ] as [string, string][][]) {
    const page = await firstPage(pool, 'Observation', query);
    assert.deepEqual(
      [page.matches.length, page.matches.every(({ body }) => body.includes('"code":"old"'))],
      [20, true],
      `${query}`,
    );
    assert.ok(page.next);
  }
});

test('a page of very many of one name who are all old is found, not refused', async (t) => {
  const pool = await testDatabase(t);
  const old = Array.from({ length: 20_500 }, (_, n) => patient(`a${n}`, 'Wang', '1931-02-03'));
  const young = Array.from({ length: 6_000 }, (_, n) => patient(`b${n}`, 'Li', '2025-02-03'));
  must(await withResult(pool, 'write', (tx) => store.load(tx, [...old, ...young], now)));
  const page = await firstPage(pool, 'Patient', [['family', 'wang']]);
  assert.deepEqual([page.matches.length, page.matches.every(({ body }) => body.includes('Wang'))], [20, true]);
  assert.ok(page.next);
});
