import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createPeopleReader } from './people-table.ts';
import { personKeyKinds, personKeys } from './person-keys.ts';
import type { PersonRecord } from './person-record.ts';

const zhao: PersonRecord = {
  name: '赵晓明',
  sex: 'male',
  born: '19660708',
  number: null,
  phone: null,
  address: null,
};
const share = (one: PersonRecord, other: PersonRecord): boolean => {
  const keys = new Set(personKeys(one));
  return personKeys(other).some((key) => keys.has(key));
};

test('a record is found whatever one thing was mistaken in it', () => {
  assert.ok(share(zhao, { ...zhao, name: '赵小明' }), 'homophone');
  assert.ok(share(zhao, { ...zhao, name: '晓明赵' }), 'turned');
  assert.ok(share(zhao, { ...zhao, name: 'Xiaoming Zhao' }), 'Latin letters');
  assert.ok(share(zhao, { ...zhao, name: '赵明' }), 'a character left out');
  assert.ok(share(zhao, { ...zhao, born: '19660807' }), 'month and day');
  assert.ok(share(zhao, { ...zhao, born: '19960708' }), 'year');
  assert.ok(share(zhao, { ...zhao, born: '19660101' }), 'year alone');
  assert.ok(!share(zhao, { ...zhao, name: '钱红', born: '19700101' }), 'somebody else');
});

test('keys are whole numbers of 32 bits, none 0, and none of a record that says nothing', () => {
  const full = { ...zhao, number: '220299196607080010', phone: '10512345678', address: '甲县解放路12号' };
  assert.equal(personKeys(full).length, personKeyKinds.length);
  for (const key of personKeys(full)) assert.ok(key !== 0 && key === (key | 0));
  assert.deepEqual(personKeys({ name: '无名氏', sex: null, born: null, number: null, phone: null, address: null }), []);
});

test('a table holds the keys of its records', () => {
  const records = [
    zhao,
    { ...zhao, name: 'Zhao Xiaoming', phone: '10512345678' },
    { ...zhao, number: '220299196607080010', born: null },
  ];
  const reader = createPeopleReader();
  for (const record of records) reader.add(record);
  const { keys } = reader.finish();
  for (const [at, record] of records.entries())
    assert.deepEqual(
      keys.map((column) => column[at] ?? 0).filter((key) => key !== 0),
      personKeys(record),
    );
});
