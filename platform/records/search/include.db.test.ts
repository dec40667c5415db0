import assert from 'node:assert/strict';
import { test } from 'node:test';
import { must, type Resource, withTx } from '@songhua/kernel';
import { testDatabase } from '@songhua/testing';
import { headOf } from '../http/stored-text.ts';
import { createRecordStore } from '../record-store.ts';

const now = new Date('2026-11-22T08:00:00Z');
const code = { text: 'x' };

const resources: readonly (Resource & { id: string })[] = [
  { resourceType: 'Organization', id: 'city', name: '市卫生健康委' },
  { resourceType: 'Organization', id: 'hospital', name: '医院', partOf: { reference: 'Organization/city' } },
  { resourceType: 'Patient', id: 'p', managingOrganization: { reference: 'Organization/hospital' } },
  { resourceType: 'Group', id: 'g', type: 'person', actual: true },
  { resourceType: 'Observation', id: 'of-patient', status: 'final', code, subject: { reference: 'Patient/p' } },
  { resourceType: 'Observation', id: 'of-group', status: 'final', code, subject: { reference: 'Group/g' } },
  { resourceType: 'DiagnosticReport', id: 'r', status: 'final', code, result: [{ reference: 'Observation/of-patient' }] },
];

test('what comes along with a page is what its includes name, each once, step by step where they iterate', async (t) => {
  const pool = await testDatabase(t);
  const store = createRecordStore([]);
  must(await withTx(pool, 'write', (tx) => store.saveAll(tx, resources, now)));
  const included = async (type: string, query: [string, string][]): Promise<string[]> => {
    const search = must(store.parse({ type, query, lenient: false }, now));
    const page = must(await withTx(pool, 'search', (tx) => store.findPage(tx, search, { limit: 10 })));
    return page.included.map(({ body }) => headOf(body).id).sort();
  };
  assert.deepEqual(await included('Observation', [['_include', 'Observation:patient']]), ['p'], 'patients only');
  assert.deepEqual(await included('Observation', [['_include', 'Observation:subject']]), ['g', 'p']);
  assert.deepEqual(await included('Observation', [['_include', 'Observation:subject:Group']]), ['g']);
  assert.deepEqual(await included('Observation', [['_include', '*']]), ['g', 'p']);
  assert.deepEqual(
    await included('Observation', [
      ['_include', 'Observation:subject:Patient'],
      ['_include:iterate', 'Patient:organization'],
      ['_include:iterate', 'Organization:partof'],
    ]),
    ['city', 'hospital', 'p'],
  );
  assert.deepEqual(
    await included('Patient', [
      ['_revinclude', 'Observation:patient'],
      ['_revinclude:iterate', 'DiagnosticReport:result'],
    ]),
    ['of-patient', 'r'],
  );
  assert.deepEqual(await included('Patient', [['_revinclude', 'Observation:performer']]), []);
});
