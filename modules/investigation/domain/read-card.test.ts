import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { caseFields } from '../contract.ts';
import { readPerson } from './read-card.ts';

const card = {
  ...{ name: '王小明', number: '22020219900101 001x', sex: 'male', born: '1990-01-01', age: null, ageUnit: null },
  ...{ phone: '139-4420-1234', town: '220202001', address: '流调路 1 号', unit: '某小学', occupation: 'student' },
};

test('a card gives name, number, sex, birth, phone, address and where somebody learns or works', () => {
  assert.deepEqual(readPerson(card), {
    ...{ name: '王小明', number: '22020219900101001X', sex: 'male', born: '1990-01-01', age: null, phone: '13944201234' },
    ...{ town: '220202001', address: '流调路 1 号', work: null, school: '某小学' },
  });
  const worker = readPerson({ ...card, occupation: 'worker' });
  assert.deepEqual([worker.work, worker.school], ['某小学', null]);
});

test('one odd field is not known and leaves the others; what the card does not say the registration says', () => {
  const odd = readPerson({ ...card, phone: '见病历', sex: 'x', born: '1990-02-30' }, { sex: 'female', name: '王大明' });
  assert.deepEqual([odd.name, odd.phone, odd.sex, odd.born], ['王小明', null, 'female', null]);
  assert.equal(readPerson({ age: 20, ageUnit: 'month' }).age, 1);
  assert.equal(readPerson({ age: 20, ageUnit: 'day' }).age, 0);
});

test('whatever a card says, the line list takes what is read of it', () => {
  const anything = fc.oneof(fc.string(), fc.string({ unit: 'binary' }), fc.integer(), fc.constant(null), fc.double());
  const keys = ['name', 'number', 'sex', 'born', 'age', 'phone', 'town', 'address', 'unit'] as const;
  fc.assert(
    fc.property(fc.record(Object.fromEntries(keys.map((key) => [key, anything]))), (said) => {
      assert.ok(caseFields.safeParse(readPerson(said)).success);
    }),
  );
});
