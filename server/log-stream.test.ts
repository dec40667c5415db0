import assert from 'node:assert/strict';
import { test } from 'node:test';
import { logStream } from './log-stream.ts';

/** A disk with room for so many bytes. */
function disk() {
  const state = { room: Number.POSITIVE_INFINITY, text: '' };
  const write = (_fd: number, bytes: Uint8Array): number => {
    const taken = Math.min(bytes.length, state.room, 7);
    if (taken === 0) throw Object.assign(new Error('no space left on device'), { code: 'ENOSPC' });
    state.room -= taken;
    state.text += Buffer.from(bytes.subarray(0, taken)).toString('latin1');
    return taken;
  };
  return { state, stream: logStream(2, write) };
}

test('a log on a full disk loses lines, never throws, and says how many when there is room again', () => {
  const { state, stream } = disk();
  stream.write('{"msg":"first"}\n');
  state.room = 5;
  stream.write('{"msg":"second"}\n');
  stream.write('{"msg":"third"}\n');
  state.room = Number.POSITIVE_INFINITY;
  stream.write('{"msg":"fourth"}\n');
  stream.write('{"msg":"fifth"}\n');
  const lines = state.text.split('\n').filter(Boolean);
  assert.equal(lines[0], '{"msg":"first"}');
  assert.equal(lines[1], '{"msg', 'what was begun');
  assert.equal((JSON.parse(lines[2] ?? '') as { lost: number }).lost, 2);
  assert.deepEqual(lines.slice(3), ['{"msg":"fourth"}', '{"msg":"fifth"}']);
});
