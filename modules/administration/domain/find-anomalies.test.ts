import assert from 'node:assert/strict';
import { test } from 'node:test';
import { chanceOf, dayOf, deviationOf, findAnomalies, surnameOf } from './find-anomalies.ts';

type Look = Parameters<typeof findAnomalies>[0]['looks'][number];

const look = (over: Partial<Look> = {}): Look => ({
  at: new Date('2026-11-20T03:00:00Z'),
  actorId: 'a',
  actorName: '欧阳明',
  roles: 'doctor',
  patients: ['p1'],
  way: 'treating',
  purpose: 'treatment',
  emergency: false,
  ...over,
});
const range = (n: number, prefix = 'p'): string[] => Array.from({ length: n }, (_, at) => `${prefix}${at}`);
const found = (over: Partial<Parameters<typeof findAnomalies>[0]>) =>
  findAnomalies({
    day: '2026-11-20',
    looks: [],
    past: new Map(),
    watched: new Set(),
    names: new Map(),
    personOf: (id) => id,
    ...over,
  });
const kinds = (over: Partial<Parameters<typeof findAnomalies>[0]>) => found(over).map(({ kind }) => kind);

test('a usual day raises nothing', () => {
  const names = new Map(range(15).map((id, n) => [id, `${'王李张刘陈杨赵黄周吴徐孙马朱胡'[n]}某`]));
  assert.deepEqual(
    kinds({ looks: range(15).map((id) => look({ patients: [id] })), names, past: new Map([['a', [14, 15, 16]]]) }),
    [],
  );
});

test('every look at somebody who is watched is laid open, once a person and day', () => {
  const looks = [look(), look(), look({ patients: ['p2'] })];
  const [one, ...rest] = found({ looks, watched: new Set(['p1']) });
  assert.deepEqual([one?.kind, one?.evidence['looks'], rest.length], ['watched', 2, 0]);
  assert.equal(one?.id, 'watched:2026-11-20:a:p1');
});

test('somebody registered at several institutions is one person: seen once, watched by any registration, of one surname', () => {
  const crowd = range(100, 'other');
  const looks = [
    ...range(6).map((id) => look({ patients: [id], actorName: '王明' })),
    look({ actorId: 'b', actorName: '赵', patients: crowd }),
  ];
  const names = new Map([
    ...range(6).map((id) => [id, '王某'] as const),
    ...crowd.map((id, n) => [id, n < 30 ? '王某' : '李某'] as const),
  ]);
  const ofOne = (id: string): string => (id.startsWith('p') ? 'p0' : id);
  assert.deepEqual(kinds({ looks, names }), ['same-surname'], 'were they six');
  assert.deepEqual(kinds({ looks, names, personOf: ofOne }), []);
  const [one, ...rest] = found({ looks, watched: new Set(['p5']), personOf: ofOne });
  assert.deepEqual([one?.id, one?.evidence, rest.length], ['watched:2026-11-20:a:p5', { patient: 'p5', looks: 6 }, 0]);
});

test('looking up people of one’s own rare surname is told, of a common one only when there are many', () => {
  const few = new Map([['p1', '欧阳丽']]);
  assert.deepEqual(kinds({ looks: [look()], names: few }), ['same-surname']);
  const others = range(400, 'q').map((id, n): [string, string] => [id, n % 10 === 0 ? '王某' : '李某']);
  const wang = (count: number) => ({
    looks: [
      look({ actorName: '王医生', patients: range(10) }),
      ...others.map(([id], n) => look({ actorId: `b${n}`, actorName: '赵', patients: [id] })),
    ],
    names: new Map([...others, ...range(10).map((id, n): [string, string] => [id, n < count ? '王某' : '陈某'])]),
  });
  assert.deepEqual(kinds(wang(2)), []);
  assert.deepEqual(kinds(wang(8)), ['same-surname']);
});

test('volume is held against the person’s own days and against peers of that day, by medians that a single odd day does not move', () => {
  const looks = [look({ patients: range(90) })];
  const past = new Map([['a', [10, 12, 11, 9, 10, 12, 11, 10, 500, 11]]]);
  assert.deepEqual(kinds({ looks, past }), ['volume-own']);
  assert.deepEqual(kinds({ looks, past: new Map([['a', [80, 95, 85, 100, 90, 92, 88, 91, 90, 89]]]) }), []);
  assert.deepEqual(kinds({ looks, past: new Map([['a', [1, 2]]]) }), [], 'a newcomer has no past to be held against');
  const peers = range(6, 'b').map((id, n) => look({ actorId: id, patients: range(10 + n) }));
  assert.deepEqual(kinds({ looks: [...looks, ...peers] }), ['volume-peers']);
  assert.deepEqual(
    kinds({ looks: [...looks, ...peers.map((peer) => ({ ...peer, roles: 'cdc' }))] }),
    [],
    'others of another role are no peers',
  );
});

test('what was seen without any relation, and at night without an emergency, is told', () => {
  assert.deepEqual(kinds({ looks: [look({ way: 'everyone' })] }), ['no-relation']);
  const night = (hour: string, over: Partial<Look> = {}) =>
    range(5).map((id) => look({ at: new Date(`2026-11-20T${hour}:00Z`), patients: [id], ...over }));
  assert.deepEqual(kinds({ looks: night('14:00') }), ['after-hours'], '22:00 in Jilin');
  assert.deepEqual(kinds({ looks: night('13:59') }), []);
  assert.deepEqual(kinds({ looks: night('21:59') }), ['after-hours'], '05:59');
  assert.deepEqual(kinds({ looks: night('22:00') }), [], '06:00');
  assert.deepEqual(kinds({ looks: night('18:00', { emergency: true }) }), []);
});

test('days end at midnight where the city lies; names give up their surname; chances are those of the binomial', () => {
  assert.deepEqual(
    [dayOf(new Date('2026-11-20T15:59:59Z')), dayOf(new Date('2026-11-20T16:00:00Z'))],
    ['2026-11-20', '2026-11-21'],
  );
  assert.deepEqual(['欧阳明', '王 明', '欧阳', 'John Smith', ' '].map(surnameOf), ['欧阳', '王', '欧', 'smith', '']);
  assert.ok(Math.abs(chanceOf(2, 3, 0.5) - 0.5) < 1e-12);
  assert.ok(Math.abs(chanceOf(1, 10, 0.1) - (1 - 0.9 ** 10)) < 1e-12);
  assert.equal(chanceOf(0, 5, 0.1), 1);
  assert.equal(deviationOf(10, [10, 10, 10]), 0);
});
