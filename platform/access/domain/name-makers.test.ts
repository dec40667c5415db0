import assert from 'node:assert/strict';
import { test } from 'node:test';
import { notesOf } from './name-makers.ts';

const at = '2026-01-02T03:04:05.678Z';
const version = { at, type: 'Organization', id: 'a' };
const paths = (...given: readonly string[]) =>
  notesOf(
    given.map((path) => ({ at, path })),
    version,
  ).map(({ path }) => path);

test('of several who wrote at one moment, who named the resource wrote it', () => {
  const own = '/fhir/R4/Organization/a';
  assert.deepEqual(paths('/fhir/R4/Organization/b', own, '/fhir/R4'), [own]);
  assert.deepEqual(paths('/fhir/R4/Organization/a/_history?x=1', '/fhir/R4/Organization/ab'), [
    '/fhir/R4/Organization/a/_history?x=1',
  ]);
});

test('else who named no other resource; nobody is made up', () => {
  assert.deepEqual(paths('/fhir/R4/Organization/b', '/api/returns/imports/7/apply'), ['/api/returns/imports/7/apply']);
  assert.deepEqual(paths('/fhir/R4', '/api/returns/x'), ['/fhir/R4', '/api/returns/x']);
  assert.deepEqual(paths('/fhir/R4/Organization/b'), []);
  assert.deepEqual(notesOf([{ at: '2026-01-02T03:04:05.679Z', path: '/fhir/R4' }], version), []);
});
