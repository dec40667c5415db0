import assert from 'node:assert/strict';
import { test } from 'node:test';
import { everything, must, type ServedType, withTx } from '@songhua/kernel';
import { testDatabase } from '@songhua/testing';
import { askRoute } from '../reach/fixtures/ask-route.ts';
import { createRecordStore } from '../record-store.ts';
import { scanOf } from '../write/write-resources.ts';

const now = new Date('2026-11-22T08:00:00Z');
const elsewhere: ServedType = {
  type: 'AuditEvent',
  parameters: ['patient'],
  sorts: ['date'],
  whose: () => null,
  read: async () => null,
  search: async () => null,
};
const resources = [
  { resourceType: 'Patient', id: 'p' },
  {
    resourceType: 'AuditEvent',
    id: 'old',
    type: { code: 'x' },
    recorded: '2026-01-01T00:00:00Z',
    agent: [{ requestor: true, who: { reference: 'Patient/p' } }],
    source: { observer: { display: 'x' } },
    entity: [{ what: { reference: 'Patient/p' } }],
  },
  { resourceType: 'List', id: 'l', status: 'current', mode: 'working', entry: [{ item: { reference: 'AuditEvent/old' } }] },
  {
    resourceType: 'Provenance',
    id: 'v',
    target: [{ reference: 'AuditEvent/old' }],
    recorded: '2026-01-01T00:00:00Z',
    agent: [{ who: { display: 'x' } }],
  },
];

test('what was stored of a type before another answered it comes out by no history, include, list or page of everything', async (t) => {
  const pool = await testDatabase(t);
  const before = createRecordStore([]);
  const store = createRecordStore([], { served: [elsewhere] });
  const ask = (path: string, by = store) =>
    withTx(pool, 'write', async (tx) => JSON.stringify(await askRoute(by, tx, everything, { method: 'GET', path }, now)));
  await withTx(pool, 'write', async (tx) => {
    for (const resource of resources) {
      const { resourceType: type, id } = resource;
      must(await before.write(tx, [{ type, id, method: 'PUT', scan: scanOf(resource) }], now));
    }
  });
  const ways = [
    '_history',
    '?_lastUpdated=ge2026-01-01',
    'List?_include=List:item',
    'List?_include=*',
    'Provenance?_include=Provenance:target',
    'Patient?_revinclude=*',
    'Patient/p/$everything',
    'Patient/p/*',
  ];
  for (const path of ways) {
    assert.match(await ask(path, before), /\\"resourceType\\":\\"AuditEvent\\"/, `before: ${path}`);
    const answer = await ask(path);
    assert.match(answer, /"status":200/, path);
    assert.doesNotMatch(answer, /\\"resourceType\\":\\"AuditEvent\\"/, path);
  }
});

test('page marks of a history that nobody was given are refused, whatever they hold', async (t) => {
  const pool = await testDatabase(t);
  const store = createRecordStore([]);
  const marked = (mark: unknown) =>
    withTx(pool, 'read', async (tx) => {
      const before = Buffer.from(JSON.stringify(mark)).toString('base64url');
      const answer = await askRoute(store, tx, everything, { method: 'GET', path: `Patient/_history?_before=${before}` }, now);
      return (answer as { readonly refused?: { readonly code: string } }).refused?.code;
    });
  assert.equal(await marked([now.toISOString(), '1', 1]), undefined);
  for (const mark of [
    ['-100000-01-01T00:00:00Z', '1', 1],
    ['+100000-01-01T00:00:00Z', '1', 1],
    [now.toISOString(), '99999999999999999999', 1],
    [now.toISOString(), '1', 99_999_999_999],
    [now.toISOString(), '1', '1'],
    'x',
  ])
    assert.equal(await marked(mark), 'records.invalid-search', JSON.stringify(mark));
});
