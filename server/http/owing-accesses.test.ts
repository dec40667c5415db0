import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Access } from '@songhua/access';
import { owingAccesses } from './owing-accesses.ts';

const access = (path: string): Access => ({
  at: new Date('2026-01-01T00:00:00Z'),
  actor: { kind: 'client', id: 'c' },
  method: 'GET',
  path,
  route: path,
  status: 200,
  requestId: path,
});

/** An access log on a disk that may be full or away. */
function disk() {
  const state = { fault: '', rows: [] as string[], told: [] as string[] };
  const log = owingAccesses(
    async ({ path }) => {
      if (state.fault) throw Object.assign(new Error('cannot'), { code: state.fault });
      state.rows.push(path);
    },
    ({ path }) => state.told.push(path),
  );
  return { state, log };
}

test('accesses while the disk is full are told and written down, each once, when there is space again', async () => {
  const { state, log } = disk();
  await log(access('/a'));
  state.fault = '53100';
  await Promise.all([log(access('/b')), log(access('/c'))]);
  assert.deepEqual([state.rows, state.told], [['/a'], ['/b', '/c']]);
  state.fault = '';
  await log(access('/d'));
  await log(access('/e'));
  assert.deepEqual(state.rows.toSorted(), ['/a', '/b', '/c', '/d', '/e']);
});

test('what fails for another reason than a full disk lets no answer leave', async () => {
  const { state, log } = disk();
  state.fault = '57P01';
  await assert.rejects(log(access('/a')));
  assert.deepEqual(state.told, []);
});
