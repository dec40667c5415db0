import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { timelineQuery } from '../contract.ts';
import { gatheredOf, now } from '../fixtures/gathered.ts';
import { test as measurement, resident, result, visit } from '../fixtures/resident.ts';
import { drawTimeline } from './draw-timeline.ts';
import { sourcesOf } from './name-source.ts';
import { pageTimeline } from './page-timeline.ts';

const entriesOf = (resources: typeof resident) => {
  const gathered = gatheredOf(resources);
  return drawTimeline(gathered, sourcesOf(gathered, new Map(), now));
};
const asked = (query: Record<string, unknown> = {}) => timelineQuery.parse(query);

test('property: page after page is the whole timeline in its order, whatever dates things bear or lack', () => {
  const date = fc.constantFrom(
    undefined,
    '2020',
    '2020-01',
    '2020-01-01',
    '2020-01-01T00:00:00+08:00',
    '2021-05-05',
    '1899-01-01',
  );
  fc.assert(
    fc.property(fc.array(date, { maxLength: 30 }), fc.integer({ min: 1, max: 7 }), (dates, limit) => {
      const visits = dates.map((at, n) => visit(`v${n}`, 'p', 'h', '', { period: at === undefined ? undefined : { start: at } }));
      const entries = entriesOf(visits);
      const pages: string[] = [];
      for (let after: string | undefined; ; ) {
        const page = pageTimeline(entries, asked({ limit, ...(after !== undefined && { after }) }));
        assert.ok(page.ok);
        assert.equal(page.value.undated, dates.filter((at) => at === undefined).length);
        pages.push(...page.value.items.map(({ source }) => source.resource));
        if (page.value.next === null) break;
        after = page.value.next;
      }
      assert.deepEqual(
        pages,
        entries.map(({ source }) => source.resource),
      );
      assert.equal(new Set(pages).size, dates.length);
    }),
    { numRuns: 200 },
  );
});

test('nothing of a record is left out of its timeline, and nothing stands in it twice', () => {
  const entries = entriesOf(resident);
  const all = entries.flatMap(({ source, parts }) => [source.resource, ...parts.map((part) => part.source.resource)]);
  const told = resident.filter(({ resourceType }) => !['Organization', 'Patient'].includes(resourceType));
  // A blood pressure stands with both of its values; an entry of several loose values is called by the first.
  assert.deepEqual(new Set(all), new Set(told.map(({ resourceType, id }) => `${resourceType}/${id}`)));
});

test('a stay lies in every day of it; what bears no date in no period', () => {
  const entries = entriesOf([...resident, visit('none', 'ph', 'h', '', { period: undefined })]);
  const within = (from: string, until: string) => {
    const page = pageTimeline(entries, asked({ from, until, limit: 200 }));
    assert.ok(page.ok);
    return page.value.items.map(({ source }) => source.resource);
  };
  assert.ok(within('2026-09-05', '2026-09-05').includes('Encounter/s1'));
  assert.ok(!within('2026-09-09', '2026-09-30').includes('Encounter/s1'));
  assert.ok(!within('1800-01-01', '2100-01-01').includes('Encounter/none'));
});

test('values without a visit stand together by day and institution, the gravest of them said', () => {
  const high = { interpretation: [{ coding: [{ code: 'HH' }] }] };
  const entries = entriesOf([
    ...resident.filter(({ resourceType }) => resourceType === 'Patient' || resourceType === 'Organization'),
    result('k', 'ph', measurement('2823-3', '血钾'), '2026-01-01T07:00:00+08:00', { valueString: '6.9' }, high),
    result('na', 'ph', measurement('2951-2', '血钠'), '2026-01-01T09:00:00+08:00', { valueString: '140' }),
    result('t', 'pt', measurement('2951-2', '血钠'), '2026-01-01', { valueString: '141' }),
  ]);
  assert.deepEqual(
    entries.map(({ title, interpretation, parts }) => [title, interpretation, parts.length]),
    [
      ['血钾、血钠', 'critical-high', 2],
      ['血钠', null, 0],
    ],
  );
});
