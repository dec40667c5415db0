import assert from 'node:assert/strict';
import { test } from 'node:test';
import { dayOf, postNotice } from './post-notice.ts';

const draft = { title: '停诊通知', body: '元旦停诊一天。', until: '2026-01-01' };
const id = '7d9a3c52-2f0e-4f83-9f33-6c1b7a3c1f10';
const beforeMidnight = new Date('2026-01-01T15:59:59Z');
const midnight = new Date('2026-01-01T16:00:00Z');

test('a notice can be posted until the last second of its last day in Beijing', () => {
  const result = postNotice(draft, id, 'zhang', beforeMidnight);
  assert.deepEqual(result, { ok: true, value: { id, ...draft, postedBy: 'zhang', postedAt: '2026-01-01T15:59:59.000Z' } });
});

test('a notice whose last day is over is refused with both dates', () => {
  const result = postNotice(draft, id, 'zhang', midnight);
  assert.deepEqual(result, {
    ok: false,
    error: { code: 'notices.already-over', params: { until: '2026-01-01', today: '2026-01-02' } },
  });
});

test('29 February is a day like any other', () => {
  assert.equal(dayOf(new Date('2028-02-28T16:00:00Z')), '2028-02-29');
});
