import assert from 'node:assert/strict';
import { test } from 'node:test';
import { must, withResult, withTx } from '@songhua/kernel';
import { testDatabase } from '@songhua/testing';
import fc from 'fast-check';
import type pg from 'pg';
import { openRecordStore } from '../record-store.ts';
import type { Cursor } from './cursor.ts';

const now = new Date('2026-03-01T08:00:00Z');
const ucum = 'http://unitsofmeasure.org';
const store = await openRecordStore([]);

/** Temperatures in tenths of a degree Celsius, as they are written in each unit; all exact in decimals. */
const units = {
  Cel: (tenths: number): string => (tenths / 10).toFixed(1),
  '[degF]': (tenths: number): string => ((tenths * 18 + 3200) / 100).toFixed(2),
} as const;
type Unit = keyof typeof units;
const tenths = fc.integer({ min: 355, max: 420 });
const unit = fc.constantFrom<Unit>('Cel', '[degF]');
const measured = fc.record({ at: tenths, unit });
type Measured = { readonly at: number; readonly unit: Unit };

const holds = {
  gt: (value: number, asked: number): boolean => value > asked,
  ge: (value: number, asked: number): boolean => value >= asked,
  lt: (value: number, asked: number): boolean => value < asked,
  le: (value: number, asked: number): boolean => value <= asked,
  sa: (value: number, asked: number): boolean => value > asked,
  eb: (value: number, asked: number): boolean => value < asked,
} as const;
const prefix = fc.constantFrom(...(Object.keys(holds) as (keyof typeof holds)[]));
const asked = fc.record({ prefix, at: tenths, unit });
type Asked = { readonly prefix: keyof typeof holds } & Measured;
/** Any of these. */
const condition = fc.record({
  parameter: fc.constantFrom('value-quantity', 'component-value-quantity', 'combo-value-quantity'),
  values: fc.array(asked, { minLength: 1, maxLength: 2 }),
});

const quantity = ({ at, unit: code }: Measured) => ({ value: Number(units[code](at)), unit: code, system: ucum, code });
const printed = ({ prefix: by, at, unit: code }: Asked): string => `${by}${units[code](at)}|${ucum}|${code}`;

async function pages(pool: pg.Pool, query: [string, string][], limit: number): Promise<string[]> {
  const search = must(store.parse({ type: 'Observation', query, lenient: false }, now));
  const ids: string[] = [];
  for (let cursor: Cursor | undefined; ; ) {
    const page = must(await withTx(pool, 'search', (tx) => store.findPage(tx, { ...search, total: 'none' }, { limit, cursor })));
    ids.push(...page.matches.map(({ body }) => (JSON.parse(body) as { id: string }).id));
    if (!page.next) return ids;
    cursor = page.next;
  }
}

test('amounts are found by all their conditions together, in any unit of the dimension, page by page', async (t) => {
  const pool = await testDatabase(t);
  const some = fc.sample(fc.record({ value: measured, components: fc.array(measured, { maxLength: 2 }) }), {
    numRuns: 150,
    seed: 7,
  });
  const observations = some.map(({ value, components }, n) => ({
    resourceType: 'Observation',
    id: `o${n}`,
    status: n % 2 === 0 ? 'final' : 'amended',
    code: { text: 'temperature' },
    effectiveDateTime: `20${String(n % 20).padStart(2, '0')}-01-01`,
    valueQuantity: quantity(value),
    ...(components.length > 0 && {
      component: components.map((one) => ({ code: { text: 'skin' }, valueQuantity: quantity(one) })),
    }),
  }));
  must(await withResult(pool, 'write', (tx) => store.load(tx, observations, now)));
  let found = 0;
  const property = fc.asyncProperty(
    fc.array(condition, { minLength: 1, maxLength: 3 }),
    fc.option(asked),
    fc.constantFrom('date', '-date', undefined),
    fc.boolean(),
    fc.integer({ min: 3, max: 40 }),
    async (conditions, not, sort, isFinal, limit) => {
      const expected = some.flatMap(({ value, components }, n) => {
        const valuesOf = {
          'value-quantity': [value],
          'component-value-quantity': components,
          'combo-value-quantity': [value, ...components],
        };
        const fits = conditions.every(({ parameter, values }) =>
          valuesOf[parameter as keyof typeof valuesOf].some(({ at }) => values.some((one) => holds[one.prefix](at, one.at))),
        );
        return fits && !(not && holds[not.prefix](value.at, not.at)) && (!isFinal || n % 2 === 0) ? [`o${n}`] : [];
      });
      const query: [string, string][] = conditions.map(({ parameter, values }) => [parameter, values.map(printed).join(',')]);
      if (not) query.push(['_filter', `not(value-quantity ${not.prefix} "${units[not.unit](not.at)}|${ucum}|${not.unit}")`]);
      if (isFinal) query.push(['status', 'final']);
      if (sort) query.push(['_sort', sort]);
      const ids = await pages(pool, query, limit);
      assert.deepEqual([...ids].sort(), expected.sort(), JSON.stringify(query));
      found += ids.length;
    },
  );
  await fc.assert(property, { numRuns: 150 });
  assert.ok(found > 1_000, `${found} found`);
});

test('a list of very many values is found as well, and one that is too large is refused, not broken', async (t) => {
  const pool = await testDatabase(t);
  const risks = Array.from({ length: 50 }, (_, n) => ({
    resourceType: 'RiskAssessment',
    id: `r${n}`,
    status: 'final',
    subject: { reference: 'Patient/p' },
    prediction: [{ probabilityDecimal: n / 100 }],
  }));
  must(await withResult(pool, 'write', (tx) => store.load(tx, risks, now)));
  const find = (values: readonly string[], parameter: string, type: string) => {
    const search = must(store.parse({ type, query: [[parameter, values.join(',')]], lenient: false }, now));
    return withTx(pool, 'search', (tx) => store.findPage(tx, { ...search, total: 'none' }, { limit: 100 }));
  };
  const many = Array.from({ length: 10_000 }, (_, n) => `gt${(n + 4_000) / 10_000}`);
  assert.equal(must(await find(many, 'probability', 'RiskAssessment')).matches.length, 9);
  const dates = Array.from({ length: 12_000 }, (_, n) => `ap${1900 + (n % 120)}-01-${String((n % 28) + 1).padStart(2, '0')}`);
  const refused = await find(dates, 'date', 'RiskAssessment');
  assert.ok(refused.ok || /search-too-(large|long)/.test(refused.error.code), JSON.stringify(refused));
});
