import assert from 'node:assert/strict';
import { test } from 'node:test';
import { withTx } from '@songhua/kernel';
import { tasksOfClauses } from '../api.ts';
import type { History } from '../contract.ts';
import { openTasks } from '../fixtures/open-tasks.ts';

test('tasks of a plan file, once people have written on them', async (t) => {
  const { pool, yaml, align, lamp, read, get, patch } = await openTasks(t);
  const keeper = '/tasks/harbour.keeper.220221';
  const changes = { state: 'in-progress', percent: 30, due: '2199-06-30' };
  assert.equal((await patch(keeper, { version: (await read(keeper)).task.version, changes })).statusCode, 200);
  const [glass] = (await read(lamp)).milestones;
  await patch(`${lamp}/milestones/${glass?.id}`, { version: glass?.version, doneOn: '2026-06-01' });

  await t.test('clauses are told how their tasks stand, all counties together', async () => {
    const found = await withTx(pool, 'read', (tx) => tasksOfClauses(tx, ['9.1-b', '4.1.2-a', '1-a'], '2199-07-01'));
    assert.deepEqual([...found.keys()], ['9.1-b', '4.1.2-a']);
    const [keeper] = found.get('9.1-b') ?? [];
    assert.deepEqual([keeper?.id, keeper?.state, keeper?.percent, keeper?.late], ['harbour.keeper', 'in-progress', 15, 1]);
    assert.deepEqual(
      keeper?.areas.map(({ area, percent }) => [area, percent]),
      [
        ['220221', 30],
        ['220281', 0],
      ],
    );
  });

  await t.test('aligned again nothing changes; what the file changes follows, what people set stays', async () => {
    const snapshot = async () => (await pool.query('select * from tasks.listed order by id')).rows;
    const before = await snapshot();
    await align(yaml);
    assert.deepEqual(await snapshot(), before);
    await align(yaml.replace('due: null', 'due: 2199-09-30').replace('每县一名守塔人', '每县两名守塔人'));
    const [written, untouched] = [await read('/tasks/harbour.keeper.220221'), await read('/tasks/harbour.keeper.220281')];
    assert.deepEqual([written.task.title.zh, written.task.due], ['每县两名守塔人', '2199-06-30']);
    assert.deepEqual([untouched.task.title.zh, untouched.task.due], ['每县两名守塔人', '2199-09-30']);
    const [entry] = (await get('/tasks/harbour.keeper.220221/history')).json<History>().items;
    assert.deepEqual([entry?.field, entry?.by], ['title', null]);
    await align(yaml.slice(0, yaml.indexOf('  - id: keeper')));
    assert.equal((await get('/tasks/harbour.keeper.220281')).statusCode, 404);
    assert.equal((await read('/tasks/harbour.keeper.220221')).task.retired, true);
    await align(yaml);
    assert.equal((await read('/tasks/harbour.keeper.220221')).task.retired, false);
    assert.equal((await read()).milestones[0]?.doneOn, '2026-06-01', 'a milestone that was reached stays reached');
  });
});
