import assert from 'node:assert/strict';
import { test } from 'node:test';
import { registryWords } from '../events/registry-words.ts';
import { decideLines, faultsOf, view } from '../fixtures/words.ts';
import { columnsOf } from './columns.ts';
import { templateHeading, templateRows } from './fill-template.ts';
import type { BedRecord, DepartmentRecord, EquipmentRecord, RegistryView, StaffRecord } from './registry-shapes.ts';

const kept = { institution: 'h-1', until: null, source: null } as const;
const real = { ...kept, id: 'real', since: null, evidence: 'entered' } as const;
const invented = { ...kept, id: 'invented', since: '2019-01-01', evidence: 'synthetic' } as const;

const post: Omit<StaffRecord, keyof typeof real> = {
  person: 'p-1',
  name: '王一',
  gender: 'female',
  profession: 'nurse',
  category: null,
  licence: null,
  specialty: null,
  duties: [],
  post: 'professional',
  established: true,
  primary: true,
  years: null,
};
const place: Omit<BedRecord, keyof typeof real> = {
  ward: null,
  class: 'icu',
  department: null,
  convertible: false,
  openable: false,
};
const department: Omit<DepartmentRecord, keyof typeof real> = { code: 'surgery', name: '普外科' };
const device: Omit<EquipmentRecord, keyof typeof real> = { type: 'ct', name: null };

const known: RegistryView = view({
  staff: [
    { ...real, ...post },
    { ...invented, ...post, person: 'p-2' },
  ],
  beds: [
    { ...real, ...place },
    { ...invented, ...place },
  ],
  departments: [
    { ...real, ...department },
    { ...invented, ...department, name: '二外科' },
  ],
  equipment: [
    { ...real, ...device },
    { ...invented, ...device },
  ],
});

test('a template filled in with what is registered makes nothing real that was invented, and nobody newer, when it is sent back', () => {
  for (const kind of ['staff', 'beds', 'departments', 'equipment'] as const) {
    const columns = columnsOf(kind, registryWords);
    const rows = templateRows(kind, columns, registryWords, known, 'zh', '220281');
    const head = columns.map((column) => templateHeading(column, 'zh')).join('|');
    const back = decideLines({ kind }, [head, ...rows.map((cells) => cells.map((cell) => cell ?? '').join('|'))], known);
    assert.deepEqual(faultsOf(back), [], kind);
    assert.deepEqual(
      back[kind].map(({ id, since }) => [id, since]),
      [['real', null]],
      kind,
    );
    assert.deepEqual(
      back.removed.map(({ id }) => id),
      ['invented'],
      kind,
    );
  }
});
