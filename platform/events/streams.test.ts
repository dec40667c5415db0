import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Actor, anonymous } from '@songhua/kernel';
import { createStreams, mostStreams, sseMessage } from './streams.ts';

const reader = (...permissions: string[]): Actor => ({
  ...anonymous,
  kind: 'person',
  id: 'p',
  permissions: new Set(permissions),
});

test('a page hears only of events whose permission its reader holds', () => {
  const streams = createStreams([{ type: 'plan.changed', permission: 'plan.read' }]);
  const heard: string[] = [];
  const deaf: string[] = [];
  streams.open({ actor: reader('plan.read'), send: (text) => heard.push(text), end: () => {} });
  streams.open({ actor: reader('registry.read'), send: (text) => deaf.push(text), end: () => {} });
  streams.publish({ id: '1', type: 'plan.changed' });
  streams.publish({ id: '2', type: 'plan.undeclared' });
  assert.deepEqual(heard, [sseMessage('message', { type: 'plan.changed' }, '1')]);
  assert.deepEqual(deaf, []);
});

test('a closed page is told nothing more', () => {
  const streams = createStreams([{ type: 'a', permission: 'a.read' }]);
  const heard: string[] = [];
  const close = streams.open({ actor: reader('a.read'), send: (text) => heard.push(text), end: () => {} });
  close();
  streams.publish({ id: '1', type: 'a' });
  streams.resync();
  assert.deepEqual(heard, []);
  assert.equal(streams.size(), 0);
});

test('one reader holds a limited number of streams, and shutdown ends them all', () => {
  const streams = createStreams([]);
  let ended = 0;
  const actor = reader();
  for (let n = 0; n < mostStreams; n += 1) {
    assert.equal(streams.hasRoom(actor), true);
    streams.open({ actor, send: () => {}, end: () => (ended += 1) });
  }
  assert.equal(streams.hasRoom(actor), false);
  assert.equal(streams.hasRoom({ ...actor, id: 'somebody else' }), true);
  streams.endAll();
  assert.equal(ended, mostStreams);
});
