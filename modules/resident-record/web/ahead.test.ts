import assert from 'node:assert/strict';
import { test } from 'node:test';
import { askAhead, takeAhead } from './ahead.ts';

const at = (pathname: string, search = '') => ({ pathname, search });

test('the address of a record asks for that record and its page at once, and the answer is taken once', async (t) => {
  const asked: string[] = [];
  t.mock.method(globalThis, 'fetch', async (url: string) => {
    asked.push(url);
    return new Response('{"patient":"p 1"}', { headers: { 'content-type': 'application/json' } });
  });
  const loaded: string[] = [];
  const pages = { record: () => loaded.push('record'), mine: () => loaded.push('mine') };
  askAhead(at('/record/p%201/visits/v1'), pages);
  assert.equal(takeAhead('/api/resident-record/people/other'), undefined);
  assert.deepEqual(await takeAhead('/api/resident-record/people/p%201'), { patient: 'p 1' });
  assert.equal(takeAhead('/api/resident-record/people/p%201'), undefined);
  askAhead(at('/my-record', '?patient=child&view=results'), pages);
  assert.ok(takeAhead('/api/resident-record/mine?patient=child'));
  assert.deepEqual(asked, ['/api/resident-record/people/p%201', '/api/resident-record/mine?patient=child']);
  assert.deepEqual(loaded, ['record', 'mine']);
});

test('no other address asks for anybody’s record, and an answer that waited too long is not taken', (t) => {
  let asked = 0;
  t.mock.method(globalThis, 'fetch', async () => {
    asked += 1;
    return new Response('{}');
  });
  const pages = { record: () => {}, mine: () => {} };
  for (const path of ['/', '/patients', '/records', '/my-record/accesses', '/my-record/consents']) askAhead(at(path), pages);
  assert.equal(asked, 0);
  let now = 0;
  t.mock.method(performance, 'now', () => now);
  askAhead(at('/record/p'), pages);
  now = 15_001;
  assert.equal(takeAhead('/api/resident-record/people/p'), undefined);
});
