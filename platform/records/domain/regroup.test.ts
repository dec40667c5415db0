import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { type Grouped, regroup } from './regroup.ts';

const said = (before: readonly (readonly [number, number])[], groups: readonly (readonly number[])[]): Record<string, number> =>
  Object.fromEntries(
    [
      ...regroup(
        before.map(([patient, person]): Grouped => ({ patient: BigInt(patient), person: BigInt(person) })),
        groups.map((group) => group.map(BigInt)),
      ),
    ].map(([patient, person]) => [patient, Number(person)]),
  );

test('a group is one person, called by its first; one alone has no row', () => {
  assert.deepEqual(said([], [[3, 1, 2], [4]]), { 1: 3, 2: 3, 3: 3 });
});

test('what remains of an older group keeps its person, or takes its lowest number when that has left', () => {
  const before = [
    [1, 1],
    [2, 1],
    [3, 1],
    [4, 1],
  ] as const;
  assert.deepEqual(said(before, [[4]]), { 1: 1, 2: 1, 3: 1 });
  assert.deepEqual(said(before, [[1]]), { 2: 2, 3: 2, 4: 2 });
  assert.deepEqual(said(before, [[1, 9], [2]]), { 1: 1, 9: 1, 3: 3, 4: 3 });
  assert.deepEqual(said(before, [[1], [2], [3]]), {}, 'the last one is alone');
});

test('a patient in two groups, or twice in one, is refused', () => {
  assert.throws(
    () =>
      said(
        [],
        [
          [1, 2],
          [2, 3],
        ],
      ),
    /patient 2/,
  );
  assert.throws(() => said([], [[1, 1]]), /patient 1/);
});

test('whatever is said, each patient belongs to one person, who is one of the group and never alone', () => {
  const groups = fc
    .array(fc.tuple(fc.nat({ max: 9 }), fc.nat({ max: 3 })), { maxLength: 10 })
    .map((drawn) =>
      [...Map.groupBy(new Map(drawn), ([, of]) => of).values()].map((of) => of.map(([patient]) => BigInt(patient))),
    );
  fc.assert(
    fc.property(fc.array(groups, { maxLength: 4 }), (steps) => {
      let rows: Grouped[] = [];
      for (const step of steps) {
        const after = regroup(rows, step);
        rows = [...after].map(([patient, person]) => ({ patient, person }));
        const people = Map.groupBy(rows, ({ person }) => person);
        for (const [person, of] of people) assert.ok(of.length > 1 && of.some(({ patient }) => patient === person));
        for (const group of step) if (group.length > 1) assert.equal(new Set(group.map((one) => after.get(one))).size, 1);
      }
    }),
  );
});
