import assert from 'node:assert/strict';
import { test } from 'node:test';
import { askAhead, takeAhead } from './ahead.ts';
import { request } from './api.ts';

const answers = (asked: string[]) => async (url: string) => {
  asked.push(url);
  return new Response(JSON.stringify({ url }), { headers: { 'content-type': 'application/json' } });
};

test('what was asked ahead is taken once by whoever asks the same in the same language; then it is asked anew', async (t) => {
  const asked: string[] = [];
  t.mock.method(globalThis, 'fetch', answers(asked));
  askAhead('/api/a', 'zh');
  assert.equal(takeAhead('/api/a', 'en'), undefined);
  assert.deepEqual(await request('/api/a'), { url: '/api/a' });
  assert.deepEqual(asked, ['/api/a']);
  await request('/api/a');
  assert.deepEqual(asked, ['/api/a', '/api/a']);
});

test('a write takes no answer that was asked ahead, nor does anybody one that waited too long', async (t) => {
  const asked: string[] = [];
  t.mock.method(globalThis, 'fetch', answers(asked));
  askAhead('/api/b', 'zh');
  await request('/api/b', { method: 'POST' });
  assert.equal(asked.length, 2);
  let now = performance.now() + 15_001;
  t.mock.method(performance, 'now', () => now);
  assert.equal(takeAhead('/api/b', 'zh'), undefined);
  now = 0;
});
