import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openapi } from '@songhua/server/openapi.ts';
import { moduleManifests } from '../checks/announced.ts';
import { type Described, targetsOf } from './scan-targets.ts';

const parameter = (name: string, schema: object) => ({ name, in: 'query', schema });
const get = (...parameters: ReturnType<typeof parameter>[]) => ({ get: { parameters } });

const described = (paths: Described['paths']): string[] => targetsOf({ paths }).filter((target) => !target.startsWith('/fhir/'));

test('every parameter is in the address with a value that fits what is said of it', () => {
  const parameters = [
    parameter('q', { type: 'string' }),
    parameter('limit', { type: 'integer' }),
    parameter('sort', { enum: ['name', '-name'] }),
    parameter('at', { type: 'string', format: 'date' }),
    parameter('area', { anyOf: [{ type: 'string' }, { type: 'null' }] }),
    parameter('late', { const: 'true' }),
    parameter('lang', { enum: ['zh', 'en'] }),
  ];
  assert.deepEqual(described({ '/api/a/things': get(...parameters) }), [
    '/api/a/things?q=a&limit=1&sort=name&at=2025-06-30&area=220200&late=true',
  ]);
});

test('routes that change, take nothing, or answer the same as a file are left out; parts of the path stay', () => {
  const q = parameter('q', { type: 'string' });
  const targets = described({
    '/api/a/changes': { post: { parameters: [q] } },
    '/api/a/nothing': get(),
    '/api/a/things/export': get(q),
    '/api/a/things/{id}': get(q),
  });
  assert.deepEqual(targets, ['/api/a/things/{id}?q=a']);
});

test('what the modules announce gives addresses of each of them that takes parameters, beside the searches of the record store', async () => {
  const targets = targetsOf(openapi(await moduleManifests(), 'http://127.0.0.1') as Described);
  for (const begins of ['/api/administration/', '/api/plan/', '/api/registry/', '/api/returns/', '/api/tasks/', '/fhir/R4/'])
    assert.ok(targets.filter((target) => target.startsWith(begins)).length > 3, begins);
});
