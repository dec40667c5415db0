import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cacheOf, chooseAnswer, outdated } from './choose-answer.ts';

const kept = { build: 'b2', page: '/a/b', entry: '/assets/index-1.js', files: ['/assets/index-1.js', '/assets/b-1.css'] };
const origin = 'http://songhua.test';
const ask = (path: string, more: object = {}) =>
  chooseAnswer({ method: 'GET', mode: 'cors', url: `${origin}${path}`, ...more }, kept, origin);

test('only the page itself and the files that draw it are answered by the worker', () => {
  assert.equal(ask('/a/b', { mode: 'navigate' }), 'page');
  assert.equal(ask('/a/b?x=1', { mode: 'navigate' }), 'page');
  assert.equal(ask('/assets/index-1.js'), 'file');
  for (const other of ['/a', '/a/b/c', '/', '/sign-in/1', '/session/start'])
    assert.equal(ask(other, { mode: 'navigate' }), null, other);
  for (const other of ['/a/b', '/assets/index-2.js', '/assets/index-1.js?x', '/favicon.svg'])
    assert.equal(ask(other), null, other);
  assert.equal(chooseAnswer({ method: 'GET', mode: 'cors', url: `http://else.test${kept.entry}` }, kept, origin), null);
});

test('what the API answers is never touched, whoever asks', () => {
  for (const path of ['/api/session', '/api/investigation/follow-up', '/fhir/R4/Patient/1', '/events'])
    assert.equal(ask(path), null);
  assert.equal(ask('/assets/index-1.js', { method: 'POST' }), null);
});

test('a new build puts away what the earlier ones of the same page kept, and nothing else', () => {
  const names = ['songhua /a/b b1', cacheOf(kept), 'songhua /a/c b1', 'else'];
  assert.deepEqual(outdated(names, kept), ['songhua /a/b b1']);
});
