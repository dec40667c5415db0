import assert from 'node:assert/strict';
import { test } from 'node:test';
import { mergeMilestone } from './merge-milestone.ts';

const glass = { id: 'm1', title: { zh: '买玻璃', en: 'Buy the glass' }, due: '2026-06-30', doneOn: null, version: 2 };

test('with the last version in hand what is given is changed, a null empties, what is not given stays', () => {
  assert.deepEqual(mergeMilestone(glass, { version: 2, doneOn: '2026-06-01' }), {
    ok: true,
    value: { ...glass, doneOn: '2026-06-01' },
  });
  assert.deepEqual(mergeMilestone(glass, { version: 2, due: null }), { ok: true, value: { ...glass, due: null } });
});

test('with an older one the writer is told both values, and nothing when they agree', () => {
  const refused = mergeMilestone(glass, { version: 1, due: '2026-07-31', title: glass.title });
  assert.ok(!refused.ok);
  assert.deepEqual(
    refused.error.errors?.map(({ field, value, current }) => [field, value, current]),
    [
      ['due', '2026-07-31', '2026-06-30'],
      ['version', '1', 2],
    ],
  );
  assert.ok(mergeMilestone(glass, { version: 1, due: '2026-06-30' }).ok);
});
