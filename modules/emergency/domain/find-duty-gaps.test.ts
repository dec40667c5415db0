import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { findDutyGaps, findLacks } from './find-duty-gaps.ts';

test('nobody on call before, between and after duties is a gap; duties that touch or overlap leave none', () => {
  const within = { from: 0, until: 24 };
  assert.deepEqual(findDutyGaps([], within), [within]);
  assert.deepEqual(
    findDutyGaps(
      [
        { from: 8, until: 24 },
        { from: -5, until: 8 },
      ],
      within,
    ),
    [],
  );
  assert.deepEqual(
    findDutyGaps(
      [
        { from: 2, until: 10 },
        { from: 4, until: 6 },
        { from: 12, until: 30 },
      ],
      within,
    ),
    [
      { from: 0, until: 2 },
      { from: 10, until: 12 },
    ],
  );
});

test('each moment is on duty or in a gap, never both', () => {
  const stretch = fc
    .tuple(fc.integer({ min: -10, max: 60 }), fc.integer({ min: 1, max: 20 }))
    .map(([from, long]) => ({ from, until: from + long }));
  fc.assert(
    fc.property(fc.array(stretch, { maxLength: 8 }), (duties) => {
      const gaps = findDutyGaps(duties, { from: 0, until: 48 });
      for (let at = 0; at < 48; at += 1) {
        const holds = (all: readonly { from: number; until: number }[]) =>
          all.some(({ from, until }) => from <= at && at < until);
        assert.notEqual(holds(duties), holds(gaps));
      }
    }),
  );
});

test('a team lacks the professions it has nobody of; an expert pool lacks none', () => {
  assert.deepEqual(findLacks('team', ['medical', 'tcm', 'management']), ['control', 'laboratory']);
  assert.deepEqual(findLacks('experts', ['tcm']), []);
});
