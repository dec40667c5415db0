import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { anyRecord, institutionRecord, stored } from '../fixtures/institution-record.ts';
import { listChanges, sourceOfChange } from './list-changes.ts';
import { writeInstitution } from './write-institution.ts';

const organization = (over: Parameters<typeof institutionRecord>[0] = {}) => {
  const found = writeInstitution(institutionRecord(over)).find(({ resourceType }) => resourceType === 'Organization');
  assert.ok(found);
  return stored(found);
};
const fact = (value: number, source?: string) => ({
  measure: 'beds-total' as const,
  value,
  asOf: '2024-12-31',
  evidence: 'entered' as const,
  ...(source && { source }),
});

test('a changed figure is named by measure and day, with its title, its value before and after', () => {
  const changes = listChanges(organization({ facts: [fact(300)] }), organization({ facts: [fact(320)] }));
  assert.deepEqual(changes, [
    {
      field: 'institution-fact[beds-total 2024-12-31].value',
      title: { zh: '床位', en: 'Beds' },
      before: '300',
      after: '320',
    },
  ]);
});

test('a figure keeps its name when another comes before it', () => {
  const more = { ...fact(5), measure: 'staff-total' as const };
  const changes = listChanges(organization({ facts: [fact(300)] }), organization({ facts: [more, fact(300)] }));
  assert.ok(changes.length > 0);
  assert.ok(changes.every(({ field, before }) => field.startsWith('institution-fact[staff-total') && before === null));
});

test('a new name is one change, what is gone has no value after', () => {
  assert.deepEqual(listChanges(organization(), organization({ name: '新名' })), [
    { field: 'name', title: null, before: '示例医院（合成）', after: '新名' },
  ]);
  const gone = listChanges(organization({ facts: [fact(300)] }), organization({ facts: [] }));
  assert.ok(gone.length > 0 && gone.every(({ after }) => after === null));
});

test('a version that says the same changes nothing, whatever it says', () => {
  fc.assert(
    fc.property(anyRecord, (record) => {
      const [first] = writeInstitution(record);
      assert.ok(first);
      const newer = stored(first);
      assert.deepEqual(listChanges(stored(first), { ...newer, meta: { ...newer.meta, versionId: '2' } }), []);
    }),
  );
});

test('people’s names are masked', () => {
  const person = (name: string) => stored({ resourceType: 'Practitioner', id: 'p', name: [{ text: name }] });
  assert.deepEqual(listChanges(person('王小明'), person('王大明')), [
    { field: 'name[0].text', title: null, before: '王**', after: '王**' },
  ]);
});

test('what a change says of its source is told once', () => {
  const before = organization({ facts: [fact(300)] });
  const after = organization({ facts: [fact(320, 'beds.xlsx · 7 · 李工')] });
  assert.equal(sourceOfChange(before, after), 'beds.xlsx · 7 · 李工');
  assert.equal(sourceOfChange(after, after), null);
  assert.equal(sourceOfChange(null, before), null);
});
