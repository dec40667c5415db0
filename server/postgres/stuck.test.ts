import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Look, type Suspicion, suspect } from './stuck.ts';

const refused = (message: string, code = '57P03'): Error => Object.assign(new Error(message), { code });

const inRecovery = refused('the database system is in recovery mode');
const helpers = ['io worker 0', 'io worker 1', 'io worker 2', 'checkpointer', 'background writer'].map(
  (name) => `postgres: ${name}`,
);
const stuck: Look = { postmaster: 7, refusal: inRecovery, titles: helpers };

/** How many looks in a row it was suspected at in the end. */
const after = (looks: readonly Look[]): number =>
  looks.reduce<Suspicion | undefined>((former, look) => suspect(former, look), undefined)?.looks ?? 0;
const times = (n: number, look: Look): Look[] => Array.from({ length: n }, () => look);

test('a postmaster that is in recovery while nothing recovers is suspected once more at every look', () => {
  assert.equal(after(times(15, stuck)), 15);
  const named = helpers.map((title) => title.replace('postgres:', 'postgres: main:'));
  assert.equal(after(times(15, { ...stuck, titles: named })), 15, 'with the name of a cluster');
  const child = '/opt/postgres -D /srv/startup/data';
  assert.equal(after(times(15, { ...stuck, titles: [...helpers, child] })), 15, 'a child that has no title of its own yet');
});

const never: readonly (readonly [what: string, look: Partial<Look>])[] = [
  ['a fast shutdown that waits for its checkpoint', { refusal: refused('the database system is shutting down') }],
  ['a slow recovery', { titles: [...helpers, 'postgres: startup recovering 000000010000000000000027'] }],
  ['a slow recovery in a named cluster', { titles: [...helpers, 'postgres: main: startup recovering 000000010000000000000027'] }],
  ['a start', { refusal: refused('the database system is starting up') }],
  ['a recovery that is nearly done', { refusal: refused('the database system is not yet accepting connections') }],
  [
    'a crash restart that waits for backends to end',
    { titles: ['postgres: songhua songhua [local] INSERT', 'postgres: walwriter'] },
  ],
  ['a crash restart of which one process does not end', { titles: ['postgres: songhua songhua [local] COPY'] }],
  ['a database that runs', { titles: [...helpers, 'postgres: walwriter'], refusal: undefined }],
  ['one that answers', { refusal: undefined }],
  ['one that does not answer in time', { refusal: new Error('timeout expired') }],
  ['one without a socket', { refusal: refused('connect ENOENT /tmp/x/.s.PGSQL.5432', 'ENOENT') }],
  ['one with too many clients', { refusal: refused('sorry, too many clients already', '53300') }],
  ['one whose children nobody tells (another system than Linux)', { titles: [] }],
];

for (const [what, look] of never)
  test(`never suspected: ${what}`, () => {
    assert.equal(after(times(100, { ...stuck, ...look })), 0);
    assert.equal(after([...times(14, stuck), { ...stuck, ...look }, stuck]), 1, 'the count begins anew');
  });

test('another postmaster is suspected from the beginning', () => {
  assert.equal(after([...times(14, stuck), { ...stuck, postmaster: 8 }]), 1);
});
