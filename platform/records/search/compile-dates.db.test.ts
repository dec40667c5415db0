import assert from 'node:assert/strict';
import { test } from 'node:test';
import { scanJson } from '@songhua/engine-fhir/json/scan.ts';
import { matches, type Subject } from '@songhua/engine-fhir/search/matches.ts';
import { must, withTx } from '@songhua/kernel';
import { testDatabase } from '@songhua/testing';
import { fill, now } from '../fixtures/examples.ts';
import { createRecordStore } from '../record-store.ts';

/** The same numbers in every run. */
function numbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

const day = 86_400_000;
const first = Date.UTC(2020, 0, 1);
const at = (ms: number): string => new Date(ms).toISOString();

test('dates are found by every prefix whatever they are: instants, periods of minutes or years, open ones, several of one resource', async (t) => {
  const pool = await testDatabase(t);
  const store = createRecordStore([]);
  const below = numbers(7);
  const moment = (): number => first + below(600) * day + below(3) * 3_600_000 + below(4) * 20_000;
  const length = (): number => [0, 60_000, day / 2, day, 2 * day, 40 * day, 500 * day][below(7)] ?? 0;
  const periods = Array.from({ length: 150 }, (_, n) => {
    const start = moment();
    const ends = [{ start: at(start), end: at(start + length()) }, { start: at(start) }, { end: at(start) }, {}];
    return {
      resourceType: 'Encounter',
      id: `e${n}`,
      status: 'finished',
      class: { code: 'AMB' },
      period: ends[below(10)] ?? ends[0],
    };
  });
  // Not valid, and for that the only ones with several dates: an element is one of its types, not all of them.
  const several = Array.from({ length: 150 }, (_, n) => {
    const start = moment();
    const close = start + below(2) * 10_000;
    const begin = below(2) === 0 ? close : moment();
    return {
      resourceType: 'Observation',
      id: `o${n}`,
      status: 'final',
      effectiveDateTime: at(start),
      ...(below(2) === 0 && { effectivePeriod: { start: at(begin), end: at(begin + length()) } }),
      ...(below(3) === 0 && { effectiveInstant: at(below(2) === 0 ? close : moment()) }),
    };
  });
  const writes = [...periods, ...several].map((resource) => {
    const scan = scanJson(JSON.stringify(resource), { deepest: 100 });
    if (!scan.ok) throw new Error('unreadable');
    return { type: resource.resourceType, id: resource.id, method: 'PUT' as const, scan: scan.value };
  });
  await fill(pool, store, writes);
  const subjects = [...periods, ...several].map(
    (resource): Subject => ({
      type: resource.resourceType,
      id: resource.id,
      resource,
      entries: store.extract(resource.resourceType, resource),
    }),
  );
  const context = {
    zone: 480,
    find: () => undefined,
    all: () => [],
    inValueSet: () => false,
    subsumes: () => false,
    isAbove: () => false,
  };
  const prefixes = ['eq', 'ne', 'gt', 'ge', 'lt', 'le', 'sa', 'eb', 'ap'];
  const value = (): string => {
    const text = at(moment());
    return `${prefixes[below(prefixes.length)]}${[text.slice(0, 4), text.slice(0, 7), text.slice(0, 10), text, text][below(5)]}`;
  };
  let hits = 0;
  for (let n = 0; n < 300; n += 1) {
    const type = below(2) === 0 ? 'Encounter' : 'Observation';
    const query: [string, string][] = Array.from({ length: 1 + below(2) }, () => [
      'date',
      below(6) === 0 ? `${value()},${value()}` : value(),
    ]);
    if (below(3) === 0) query.push(['status', type === 'Encounter' ? 'finished' : 'final']);
    if (below(2) === 0) query.push(['_sort', 'date']);
    const search = must(store.parse({ type, query, lenient: false }, now));
    const expected = subjects
      .filter((subject) => subject.type === type && search.filters.every((filter) => matches(filter, subject, context)))
      .map(({ id }) => id);
    const found: string[] = [];
    await withTx(pool, 'search', async (tx) => {
      for (let cursor: { after?: bigint } | undefined, more = true; more; ) {
        const page = must(await store.findPage(tx, search, { limit: 7, cursor }));
        found.push(...page.matches.map(({ body }) => (JSON.parse(body) as { id: string }).id));
        cursor = page.next;
        more = cursor !== undefined;
      }
    });
    hits += found.length;
    assert.deepEqual([...found].sort(), [...expected].sort(), `${type}?${String(new URLSearchParams(query))}`);
  }
  assert.ok(hits > 5_000, `${hits} hits`);
});
