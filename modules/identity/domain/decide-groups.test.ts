import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { decideGroups, type GroupFacts } from './decide-groups.ts';
import { mostRegistrations } from './decide-people.ts';
import type { Partition } from './partition.ts';

const facts = (more: Partial<GroupFacts>): GroupFacts => ({
  groups: [],
  before: [],
  isApart: () => false,
  isDoubtful: () => false,
  vetoesOf: () => [],
  earliest: (of) => of.toSorted()[0] ?? '',
  ...more,
});

test('groups join people in full; who is one person already is not joined again', () => {
  const { joins, doubts } = decideGroups(
    facts({
      groups: [
        ['b', 'c'],
        ['d', 'e'],
      ],
      before: [['a', 'b'], ['c'], ['d', 'e']],
    }),
  );
  assert.deepEqual(joins, [{ before: [['a', 'b'], ['c']], after: ['a', 'b', 'c'] }]);
  assert.deepEqual(doubts, []);
});

test('people of whom somebody said that they are two are not joined, and doubtful ones are laid before people', () => {
  const before = [['a', 'b'], ['c'], ['d']];
  const isApart = (one: string, other: string): boolean => `${one}${other}` === 'ac';
  assert.deepEqual(decideGroups(facts({ groups: [['b', 'c']], before, isApart })), { joins: [], doubts: [] });
  assert.deepEqual(decideGroups(facts({ groups: [['b', 'd']], before, isDoubtful: (one) => one === 'd' })), {
    joins: [],
    doubts: [{ pair: ['b', 'd'], vetoes: [] }],
  });
});

test('a veto against somebody who was linked before, found by this run or not, lays the whole before people', () => {
  const before = [['a', 'c'], ['s']];
  const asked: string[] = [];
  const vetoesOf = (one: string, other: string): readonly string[] => {
    asked.push(one + other);
    return `${one}${other}` === 'as' ? ['other-birthday'] : [];
  };
  assert.deepEqual(decideGroups(facts({ groups: [['c', 's']], before, vetoesOf })), {
    joins: [],
    doubts: [{ pair: ['c', 's'], vetoes: ['other-birthday'] }],
  });
  assert.deepEqual(asked, ['as', 'cs']);
  assert.equal(decideGroups(facts({ groups: [['a', 's']], before: [['a'], ['s']], vetoesOf })).joins.length, 1);
});

test('more registrations than one person has are never one by themselves', () => {
  const group = Array.from({ length: mostRegistrations + 1 }, (_, at) => `p${at}`);
  const of = (registrations: readonly string[]) =>
    decideGroups(facts({ groups: [registrations], before: registrations.map((one) => [one]) }));
  assert.equal(of(group.slice(1)).joins.length, 1);
  const { joins, doubts } = of(group);
  assert.deepEqual(
    [joins.length, doubts.length, doubts[0]],
    [0, mostRegistrations, { pair: ['p0', 'p1'], vetoes: ['too-large'] }],
  );
});

test('property: after all joins nobody stands in two people, none is lost, and each join begins with people as they stood', () => {
  const ids = ['a', 'b', 'c', 'd', 'e', 'f', 'g'];
  const cut = fc
    .array(fc.nat({ max: 3 }), { minLength: ids.length, maxLength: ids.length })
    .map(
      (of): Partition =>
        [...Map.groupBy(ids, (_, at) => of[ids.indexOf(ids[at] ?? '')] ?? 0).values()].map((group) => group.toSorted()),
    );
  fc.assert(
    fc.property(cut, cut, (groups, before) => {
      const { joins } = decideGroups(facts({ groups, before }));
      const touched = joins.flatMap(({ after }) => after);
      assert.equal(new Set(touched).size, touched.length);
      const standing = new Set(before.map((group) => group.join()));
      for (const join of joins) {
        assert.deepEqual(join.before.flat().toSorted(), join.after.toSorted());
        for (const part of join.before) assert.ok(standing.has(part.join()), `${part} of ${JSON.stringify(joins)}`);
      }
    }),
  );
});
