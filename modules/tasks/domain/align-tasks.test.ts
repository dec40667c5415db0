import assert from 'node:assert/strict';
import { test } from 'node:test';
import { tasksYaml } from '../fixtures/tasks-file.ts';
import { alignTasks, chapterOf, type KnownRow, rowsOf, type WantedRow } from './align-tasks.ts';
import { readTasksFile } from './read-tasks-file.ts';

const plan = { id: 'harbour', area: '990000', start: '2026-01-01' };
const read = readTasksFile('tasks.yaml', tasksYaml);
assert.ok(read.ok);
const wanted = read.value.tasks.flatMap((task) => rowsOf(task, plan, ['990001', '990002']));
const known = (row: WantedRow, more: Partial<KnownRow> = {}): KnownRow => ({
  id: row.id,
  fields: row.fields,
  touched: [],
  written: false,
  retired: false,
  milestones: row.milestones.map((one) => ({ ...one, touched: false })),
  ...more,
});
const nothing = {
  insert: [],
  update: [],
  remove: [],
  retire: [],
  revive: [],
  milestones: { insert: [], update: [], remove: [] },
};

test('a task for the city is one row, one for each county a row for each, under one origin', () => {
  assert.deepEqual(
    wanted.map(({ id, origin, area }) => [id, origin, area]),
    [
      ['harbour.lamp', 'harbour.lamp', '990000'],
      ['harbour.keeper.990001', 'harbour.keeper', '990001'],
      ['harbour.keeper.990002', 'harbour.keeper', '990002'],
    ],
  );
  assert.equal(wanted[0]?.fields.start, '2026-01-01');
});

test('what the file assumes is said with the row', () => {
  const [first] = read.value.tasks;
  assert.ok(first);
  const [row] = rowsOf({ ...first, 'assumed-due': true }, plan, []);
  assert.deepEqual([row?.fields.assumed, wanted[0]?.fields.assumed], [['due'], []]);
});

test('in line already, nothing is done', () => {
  assert.deepEqual(
    alignTasks(
      wanted,
      wanted.map((row) => known(row)),
    ),
    nothing,
  );
});

test('what the file changes is changed, but not what people set', () => {
  const [lamp] = wanted;
  assert.ok(lamp);
  const changed = { ...lamp, fields: { ...lamp.fields, due: '2027-03-31', responsible: ['finance'] } };
  const { update } = alignTasks([changed], [known(lamp, { touched: ['due'], written: true })]);
  assert.deepEqual(
    update.map(({ changes }) => changes),
    [[{ field: 'responsible', before: ['health'], after: ['finance'] }]],
  );
});

test('a row the file has dropped goes if nobody wrote on it, else it is retired, and revived when it is back', () => {
  const [lamp, keeper] = wanted;
  assert.ok(lamp && keeper);
  const done = alignTasks([], [known(lamp), known(keeper, { written: true })]);
  assert.deepEqual([done.remove, done.retire], [[lamp.id], [keeper.id]]);
  const again = alignTasks([keeper], [known(keeper, { written: true, retired: true })]);
  assert.deepEqual([again.revive, again.insert], [[keeper.id], []]);
});

test('milestones follow the file until somebody touches them', () => {
  const [lamp] = wanted;
  assert.ok(lamp);
  const [glass, set] = lamp.milestones;
  assert.ok(glass && set);
  const moved = { ...lamp, milestones: [{ ...glass, due: '2026-07-31' }] };
  const untouched = alignTasks([moved], [known(lamp)]).milestones;
  assert.deepEqual([untouched.update.map(({ due }) => due), untouched.remove], [['2026-07-31'], [set.id]]);
  const touched = known(lamp, { milestones: [glass, set].map((one) => ({ ...one, touched: true })) });
  assert.deepEqual(alignTasks([moved], [touched]).milestones, nothing.milestones);
});

test('the chapter is the first part of a clause’s number', () => {
  assert.deepEqual(['5.2.3-c', 'P2.1-a', '2.3-T06', undefined].map(chapterOf), ['5', 'P2', '2', null]);
});
