import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Compared } from './compare-source.ts';
import { decideLinks, type LinkFacts, type Standing } from './decide-links.ts';
import { settleReviews } from './settle-reviews.ts';

const somebody = (patient: string, more: Partial<Standing> = {}): Standing => ({
  ...{ patient, person: patient, byAccount: false, name: '李秀兰', sex: 'female', born: '19580312' },
  ...{ number: '220299195803121241', phone: '13944201234', address: '北京路3号楼501室' },
  ...more,
});
const compared = (other: Standing, outcome: 'link' | 'review' = 'link', weight = 30): Compared<Standing> => ({
  other,
  score: { weight, relatives: 0, evidence: [] },
  judgement: { outcome, grade: outcome === 'link' ? 'certain' : 'possible', reasons: [] },
});
const decide = (source: Standing, found: readonly Compared<Standing>[], more: Partial<LinkFacts> = {}) => {
  const all = [source, ...found.map(({ other }) => other), ...[...(more.people?.values() ?? [])].flat()];
  const people = Map.groupBy([...new Map(all.map((one) => [one.patient, one])).values()], ({ person }) => person);
  const { joins, reviews } = decideLinks({ source, compared: found, isApart: () => false, ...more, people });
  return [joins.map(({ person }) => person), reviews.map(({ compared: { other }, vetoes }) => [other.patient, ...vetoes])];
};

test('who is certain is linked, who may be is laid before people, each person once', () => {
  const b2 = somebody('b2', { person: 'b' });
  assert.deepEqual(decide(somebody('a'), [compared(somebody('b')), compared(b2), compared(somebody('c'), 'review')]), [
    ['b'],
    [['c']],
  ]);
});

test('a veto against anybody of the whole person holds back the link', () => {
  const brother = somebody('b2', { person: 'b', name: '李秀山', sex: 'male', number: '220299195803120337' });
  const [joins, reviews] = decide(somebody('a'), [compared(somebody('b'))], { people: new Map([['b', [brother]]]) });
  assert.deepEqual(joins, []);
  assert.ok((reviews?.[0]?.length ?? 0) > 1, String(reviews));
});

test('where people said that any two of them are two, nobody is linked and nobody asked again', () => {
  const isApart = (one: string, other: string): boolean => `${one}${other}` === 'ab2';
  const b2 = somebody('b2', { person: 'b' });
  assert.deepEqual(decide(somebody('a'), [compared(somebody('b')), compared(b2)], { isApart }), [[], []]);
});

test('what an account changed of a system’s registration makes no link by itself', () => {
  assert.deepEqual(decide(somebody('a', { byAccount: true }), [compared(somebody('b'))]), [[], [['b', 'by-account']]]);
  assert.deepEqual(decide(somebody('a'), [compared(somebody('b', { byAccount: true }))]), [[], [['b', 'by-account']]]);
});

test('more registrations than one person has are never one by themselves', () => {
  const many = (count: number) =>
    new Map([['b', Array.from({ length: count }, (_, at) => somebody(at === 0 ? 'b' : `b${at}`, { person: 'b' }))]]);
  const found = [compared(somebody('b'))];
  assert.deepEqual(decide(somebody('a'), found, { people: many(59) }), [['b'], []]);
  assert.deepEqual(decide(somebody('a'), found, { people: many(60) }), [[], [['b', 'too-large']]]);
});

test('two that are certain are joined one after the other, unless the first forbids the second', () => {
  const other = somebody('c', { name: '王五', number: '220299196107300338', born: '19610730', sex: 'male' });
  assert.deepEqual(decide(somebody('a'), [compared(somebody('b')), compared(somebody('d'))])[0], ['b', 'd']);
  assert.deepEqual(decide(somebody('a'), [compared(somebody('b')), compared(other)])[0], ['b']);
});

test('reviews stand as their pairs do: one person, two by somebody’s word, or open again', () => {
  const review = (state: 'open' | 'linked' | 'apart' | 'withdrawn') => ({ one: 'a', other: 'b', state });
  const settled = (state: 'open' | 'linked' | 'apart' | 'withdrawn', same: boolean, apart: boolean) =>
    settleReviews([review(state)], same ? [['a', 'b']] : [['a'], ['b']], () => apart).map((one) => one.state);
  assert.deepEqual(
    [settled('open', true, false), settled('open', false, true), settled('open', false, false)],
    [['linked'], ['apart'], []],
  );
  assert.deepEqual([settled('linked', false, false), settled('apart', false, false)], [['open'], ['open']]);
  assert.deepEqual([settled('withdrawn', false, false), settled('withdrawn', true, false)], [[], ['linked']]);
});
