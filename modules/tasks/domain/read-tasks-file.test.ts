import assert from 'node:assert/strict';
import { test } from 'node:test';
import { tasksYaml } from '../fixtures/tasks-file.ts';
import { readTasksFile } from './read-tasks-file.ts';

const faults = (content: string): string[] => {
  const read = readTasksFile('plans/x/tasks.yaml', content);
  return read.ok ? [] : read.errors.map(({ line, field, rule, value }) => `${line} ${field} ${rule} ${value}`.trim());
};
const changed = (from: string, to: string): string => {
  assert.ok(tasksYaml.includes(from), from);
  return tasksYaml.replace(from, to);
};

test('a file without faults is read, with what it may leave out filled in', () => {
  const read = readTasksFile('plans/x/tasks.yaml', tasksYaml);
  assert.ok(read.ok);
  const [lamp, keeper] = read.value.tasks;
  assert.equal(lamp?.milestones[0]?.due, '2026-06-30');
  assert.deepEqual(
    { supporting: keeper?.supporting, due: keeper?.due, milestones: keeper?.milestones, start: keeper?.start },
    { supporting: [], due: null, milestones: [], start: null },
  );
});

test('each fault names its line, field, rule and value', () => {
  assert.deepEqual(faults(changed('id: keeper', 'id: lamp')), ['17 tasks[1].id twice lamp']);
  assert.deepEqual(faults(changed('responsible: [finance]', 'responsible: [navy]')), [
    '20 tasks[1].responsible[0] unknown-department navy',
  ]);
  assert.deepEqual(faults(changed('supporting: [finance]', 'supporting: [health]')), [
    '11 tasks[0].supporting[0] both-roles health',
  ]);
  assert.deepEqual(faults(changed('due: 2026-06-30', 'due: 2027-01-01')), [
    '15 tasks[0].milestones[0].due milestone-after-due 2027-01-01',
  ]);
  assert.deepEqual(faults(changed('4.1.2-b', '4.1.2-a')), ['8 tasks[0].clause[1] twice 4.1.2-a']);
});

test('a day that does not exist, an unknown field and an unknown area are faults, all told at once', () => {
  const found = faults(
    changed('due: 2026-12-31\n', 'due: 2026-02-29\n')
      .replace('area: each-county', 'area: everywhere')
      .replace('due: null', 'until: null'),
  );
  assert.equal(found.length, 4, found.join('\n'));
  assert.match(found.join('\n'), /^12 tasks\[0\]\.due .*2026-02-29/m);
  assert.match(found.join('\n'), /tasks\[1\]\.area .*everywhere/);
  assert.match(found.join('\n'), /tasks\[1\]\.until/);
  assert.match(found.join('\n'), /tasks\[1\]\.due/);
});

test('every fault is told in both languages', () => {
  const read = readTasksFile('plans/x/tasks.yaml', changed('id: keeper', 'id: lamp'));
  assert.ok(!read.ok);
  for (const { message } of read.errors) {
    assert.match(message.zh, /\p{Script=Han}/u);
    assert.match(message.en, /[a-z]/);
  }
});
