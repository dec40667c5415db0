import assert from 'node:assert/strict';
import { test } from 'node:test';
import { must, withTx } from '@songhua/kernel';
import { bedResources, departmentResources, equipmentResources, staffResources } from '@songhua/module-registry/api.ts';
import { kinds } from './contract.ts';
import { openReturns, since } from './fixtures/open-returns.ts';
import { readBytes } from './reading/read-bytes.ts';
import { usualLimits } from './reading/sheet.ts';

const kept = { since: '2020-01-01', until: null, evidence: 'entered', source: 'x' } as const;

test('a template of each kind has its headings in either language and a sheet that explains every code', async (t) => {
  const { get } = await openReturns(t);
  for (const kind of kinds) {
    for (const lang of ['zh', 'en']) {
      const answer = await get(`/template?kind=${kind}&lang=${lang}`);
      assert.equal(answer.statusCode, 200, kind);
      const file = await readBytes(answer.rawPayload, usualLimits);
      assert.ok(file.ok);
      const [form, help] = file.value.sheets;
      assert.equal(form?.rows.length, 1, kind);
      const explained = new Set(help?.rows.map(({ cells }) => cells[0]));
      for (const heading of form?.rows[0]?.cells ?? []) assert.ok(explained.has(heading.replace(' *', '')), `${kind} ${heading}`);
    }
    assert.match((await get(`/template?kind=${kind}&format=csv`)).body, /^\uFEFF/);
  }
  assert.equal((await get('/template?kind=annual&area=110000')).statusCode, 422);
});

test('a template filled in with what is registered, sent back as it is, changes nothing but what it rests on', async (t) => {
  const { get, pool, records, checked } = await openReturns(t);
  await withTx(pool, 'write', async (tx) =>
    must(
      await records.load(
        tx,
        [
          ...staffResources([
            {
              ...kept,
              id: 's-1',
              institution: 'h-3',
              person: 'p-1',
              name: '王一',
              gender: 'female',
              profession: 'doctor',
              category: 'tcm',
              licence: 'licensed',
              specialty: 'tcm',
              duties: ['public-health', 'clinic-founder'],
              post: 'professional',
              established: true,
              primary: true,
              years: 7,
            },
          ]),
          ...bedResources([
            {
              ...kept,
              id: 'b-1',
              institution: 'h-3',
              ward: { id: 'w-1', name: '一病区' },
              class: 'icu',
              department: 'surgery',
              convertible: true,
              openable: false,
            },
          ]),
          ...departmentResources([{ ...kept, id: 'd-1', institution: 'h-3', code: 'surgery', name: '普外科' }]),
          ...equipmentResources([{ ...kept, id: 'e-1', institution: 'h-3', type: 'ct', name: 'X-9' }]),
        ],
        since,
      ),
    ),
  );
  for (const kind of ['staff', 'beds', 'departments', 'equipment'] as const) {
    for (const format of ['xlsx', 'csv']) {
      const file = await get(`/template?kind=${kind}&area=220281&format=${format}&lang=${format === 'csv' ? 'en' : 'zh'}`);
      const draft = await checked(file.rawPayload, { kind, asOf: '2025-06-30', year: 2025 });
      const { rows, errors, unchanged, created, retired } = draft.checked ?? {};
      assert.deepEqual([rows, errors, unchanged, created, retired], [1, 0, 1, 0, 0], `${kind} ${format}`);
    }
  }
  const annual = await get('/template?kind=annual&area=220281');
  const draft = await checked(annual.rawPayload, { kind: 'annual' });
  // The two invented names must be given up; the real institution is as it was, but for figures of a new day.
  assert.deepEqual([draft.checked?.rows, draft.checked?.errors, draft.checked?.retired], [3, 2, 0]);
});
