import assert from 'node:assert/strict';
import { totalmem } from 'node:os';
import { test } from 'node:test';
import { memoryOfMachine, settingsFor } from './memory.ts';

const gib = 2 ** 30;

test('PostgreSQL gets a share of the machine, never less than 128 MB nor more than 2 GB', () => {
  assert.equal(settingsFor(gib)['shared_buffers'], '128MB');
  assert.equal(settingsFor(8 * gib)['shared_buffers'], '512MB');
  assert.equal(settingsFor(256 * gib)['shared_buffers'], '2048MB');
  assert.equal(settingsFor(8 * gib)['max_wal_size'], '2GB');
  assert.equal(settingsFor(24 * gib)['max_wal_size'], '4GB');
});

test('the memory counted on is there', () => {
  assert.ok(memoryOfMachine() > 0 && memoryOfMachine() <= totalmem());
});
