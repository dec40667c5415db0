import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { TaskChanges } from '../contract.ts';
import { decideEdit, type TaskFields } from './decide-edit.ts';

const fields: TaskFields = {
  title: { zh: '修灯塔', en: 'Mend the lighthouse' },
  responsible: ['health'],
  supporting: ['finance'],
  assignee: null,
  start: '2026-01-01',
  due: '2026-12-31',
  state: 'in-progress',
  percent: 20,
  remindDays: null,
};
type Facts = Parameters<typeof decideEdit>[0];
const edit = (changes: TaskChanges, more: Partial<Facts> = {}) =>
  decideEdit({
    id: 'lamp',
    fields,
    version: 3,
    seen: 3,
    meanwhile: [],
    assumed: [],
    changes,
    reason: null,
    milestones: 0,
    manages: true,
    departments: new Set(['health', 'finance', 'police']),
    accounts: new Set(['zhang']),
    ...more,
  });
const codeOf = (...args: Parameters<typeof edit>) => {
  const result = edit(...args);
  return result.ok ? 'ok' : result.error.code;
};

test('edits of different fields both stand', () => {
  const result = edit({ percent: 40 }, { seen: 2, meanwhile: [{ field: 'due', by: '李' }] });
  assert.deepEqual(result, { ok: true, value: [{ field: 'percent', before: 20, after: 40 }] });
});

test('of the same field the second is told both values, who set the first, and the version to go on from', () => {
  const result = edit({ percent: 40, assignee: 'zhang' }, { seen: 2, meanwhile: [{ field: 'percent', by: '李' }] });
  assert.ok(!result.ok);
  assert.equal(result.error.code, 'tasks.changed-meanwhile');
  assert.deepEqual(result.error.params, { version: 3 });
  assert.deepEqual(
    result.error.errors?.map(({ field, value, current }) => ({ field, value, current })),
    [
      { field: 'percent', value: '40', current: 20 },
      { field: 'version', value: '2', current: 3 },
    ],
  );
  assert.match(result.error.errors?.[0]?.message.zh ?? '', /李.*20.*40/);
});

test('two who set the same field to the same value are of one mind', () => {
  assert.deepEqual(edit({ percent: 20 }, { seen: 2, meanwhile: [{ field: 'percent', by: '李' }] }), { ok: true, value: [] });
});

test('the same value confirms what was only assumed, if it comes from whoever manages', () => {
  const assumed = ['due'] as const;
  assert.deepEqual(edit({ due: fields.due }, { assumed }), {
    ok: true,
    value: [{ field: 'due', before: fields.due, after: fields.due }],
  });
  assert.deepEqual(edit({ due: fields.due }, { assumed, manages: false }), { ok: true, value: [] });
  assert.deepEqual(edit({ due: fields.due }), { ok: true, value: [] });
});

test('a version nobody has written is refused', () => {
  assert.equal(codeOf({ percent: 40 }, { seen: 4 }), 'tasks.unknown-version');
});

test('the dates are judged as they would stand after both edits', () => {
  const moved = { ...fields, due: '2026-03-31' };
  assert.equal(
    codeOf({ start: '2026-04-01' }, { fields: moved, seen: 2, meanwhile: [{ field: 'due', by: '李' }] }),
    'tasks.dates-reversed',
  );
  assert.equal(codeOf({ start: '2026-03-31' }, { fields: moved }), 'ok');
});

test('departments and accounts must exist, and no department both leads and helps', () => {
  assert.equal(codeOf({ responsible: ['navy'] }), 'tasks.unknown-department');
  assert.equal(codeOf({ supporting: ['health'] }), 'tasks.department-twice');
  assert.equal(codeOf({ assignee: 'nobody' }), 'tasks.unknown-account');
  assert.equal(codeOf({ assignee: 'zhang', responsible: ['police'] }), 'ok');
});

test('who does not manage moves the work forward and leaves what is asked for alone', () => {
  assert.equal(codeOf({ percent: 50, state: 'reported' }, { manages: false }), 'ok');
  assert.equal(codeOf({ due: '2027-12-31' }, { manages: false }), 'tasks.field-not-permitted');
  assert.equal(codeOf({ state: 'done' }, { manages: false }), 'tasks.move-not-permitted');
});

test('with milestones the percentage is theirs; what is closed must be opened first', () => {
  assert.equal(codeOf({ percent: 50 }, { milestones: 2 }), 'tasks.percent-by-milestones');
  const done = { ...fields, state: 'done' as const };
  assert.equal(codeOf({ percent: 50 }, { fields: done }), 'tasks.closed');
  assert.equal(codeOf({ state: 'in-progress', percent: 50 }, { fields: done, reason: 'broke again' }), 'ok');
  assert.equal(codeOf({ state: 'done', due: '2027-12-31' }, { fields: done }), 'tasks.closed', 'its own state opens nothing');
  assert.equal(codeOf({ state: 'done', percent: 5 }, { fields: done, manages: false }), 'tasks.closed');
  assert.equal(codeOf({ state: 'done', percent: 20 }, { fields: done }), 'ok', 'nothing changes');
});
