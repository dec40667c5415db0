import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Actor, anonymous } from '@songhua/kernel';
import { createStreams, sseMessage } from './streams.ts';

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
  streams.open({ actor: reader('plan.read'), send: (text) => heard.push(text) });
  streams.open({ actor: reader('registry.read'), send: (text) => deaf.push(text) });
  streams.publish({ id: '1', type: 'plan.changed' });
  streams.publish({ id: '2', type: 'plan.undeclared' });
  assert.deepEqual(heard, [sseMessage('message', { type: 'plan.changed' }, '1')]);
  assert.deepEqual(deaf, []);
});

test('a closed page is told nothing more', () => {
  const streams = createStreams([{ type: 'a', permission: 'a.read' }]);
  const heard: string[] = [];
  const close = streams.open({ actor: reader('a.read'), send: (text) => heard.push(text) });
  close();
  streams.publish({ id: '1', type: 'a' });
  streams.resync();
  assert.deepEqual(heard, []);
  assert.equal(streams.size(), 0);
});
