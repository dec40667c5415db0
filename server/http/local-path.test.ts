import assert from 'node:assert/strict';
import { test } from 'node:test';
import { localPath } from './local-path.ts';

test('a path of this server is gone back to, with its query and place', () => {
  assert.equal(localPath('/plan/counties?area=220200#beds'), '/plan/counties?area=220200#beds');
  assert.equal(localPath('/'), '/');
});

test('whatever a browser would take elsewhere leads to the first page instead', () => {
  for (const path of [
    undefined,
    3,
    '',
    'https://evil.example/',
    '//evil.example/x',
    '/\\evil.example',
    '\\\\evil.example',
    '/\t/evil.example/x',
    '/\n/evil.example/x',
    '\t//evil.example',
    '/.//evil.example',
    '/x/..//evil.example',
    'javascript:alert(1)',
    'http://[',
  ]) {
    const went = localPath(path);
    assert.equal(new URL(went, 'http://ours.example').origin, 'http://ours.example', String(path));
    assert.ok(!went.startsWith('//'), `${path} → ${went}`);
  }
});
