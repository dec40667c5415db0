import assert from 'node:assert/strict';
import { test } from 'node:test';
import { codeSystems } from '@songhua/engine-fhir/china/systems.ts';
import { gatheredOf, now } from '../fixtures/gathered.ts';
import { concept, condition, patient, prescription, quantity, result } from '../fixtures/resident.ts';
import { assembleRecord } from './assemble-record.ts';
import { substanceKeys } from './name-substance.ts';

const local = 'urn:oid:1.2.3.4';
const national = (code: string, atc?: string) => ({
  coding: [{ system: local, code }, ...(atc ? [{ system: codeSystems.atc, code: atc }] : [])],
  text: code,
});
const plain = (atc: string) => concept(codeSystems.atc, atc, atc);
const at = (house: string, concept: object) => ({ concept, house });
const inOne = (...all: readonly object[]) => all.map((one) => at('h', one));

test('two codes that bear the same substance are one, also where one of them bears it only elsewhere', () => {
  const all = inOne(national('X1', 'C08CA01'), national('X1'), national('X2', 'C08CA01'), plain('C08CA01'));
  const keyOf = substanceKeys(all);
  assert.deepEqual([...new Set(all.map(keyOf))], [`${codeSystems.atc}|C08CA01`]);
});

test('a class of substances joins nothing, nor does a code that bears now one substance and now another', () => {
  const apart = inOne(national('X1', 'C08CA'), national('X2', 'C08CA'));
  assert.equal(new Set(apart.map(substanceKeys(apart))).size, 2);
  const torn = inOne(national('X1', 'C08CA01'), national('X1', 'C08CA05'), national('X1'));
  assert.deepEqual(torn.map(substanceKeys(torn)), [`${codeSystems.atc}|C08CA01`, `${codeSystems.atc}|C08CA05`, `${local}|X1`]);
});

test('a mixture that names two substances is neither of them', () => {
  const mixture = { coding: [...plain('C09CA03').coding, ...plain('C08CA01').coding] };
  const all = inOne(plain('C08CA01'), mixture);
  assert.equal(new Set(all.map(substanceKeys(all))).size, 2);
});

test('a medicine prescribed under two codes of one substance stands once in the record, by its latest name', () => {
  const record = assembleRecord(
    gatheredOf([
      patient('p', 'h'),
      prescription('m1', 'p', national('X1', 'C08CA01'), '2026-10-01'),
      prescription('m2', 'p', plain('C08CA01'), '2026-11-10'),
    ]),
    new Map(),
    now,
  );
  assert.deepEqual(
    record.medicines.map(({ name, times }) => [name, times]),
    [['C08CA01', 2]],
  );
});

const coded = (code: string, text?: string, atc?: string) => ({
  coding: [{ code }, ...(atc ? [{ system: codeSystems.atc, code: atc }] : [])],
  ...(text && { text }),
});

test('a code without a system counts within its house alone; between houses the name decides', () => {
  const keysOf = (...all: readonly { readonly concept: object; readonly house: string }[]) => all.map(substanceKeys(all));
  const [a, b] = keysOf(at('a', coded('12', '氨氯地平片')), at('b', coded('12', '二甲双胍片')));
  assert.notEqual(a, b);
  assert.equal(new Set(keysOf(at('a', coded('12')), at('b', coded('12')))).size, 2, 'bare codes of two houses');
  assert.equal(new Set(keysOf(at('a', coded('12', '氨氯地平片')), at('a', coded('12')), at('a', coded('12', '络活喜')))).size, 1);
  assert.equal(
    new Set(keysOf(at('a', coded('12', '氨氯地平片')), at('b', coded('7', ' 氨氯地平片 ')), at('c', { text: '氨氯地平片' })))
      .size,
    1,
  );
});

test('the substance that a code without a system bears in one house says nothing of that code in another', () => {
  const all = [at('a', coded('12', '甲', 'C08CA01')), at('a', coded('12', '甲')), at('b', coded('12', '乙'))];
  const substance = `${codeSystems.atc}|C08CA01`;
  assert.deepEqual(all.map(substanceKeys(all)), [substance, substance, '乙']);
});

test('a prescription that was entered in error says nothing of which code is which substance', () => {
  const medicinesOf = (status: string) =>
    assembleRecord(
      gatheredOf([
        patient('p', 'h'),
        prescription('m1', 'p', national('X1', 'C08CA01'), '2026-10-01', { status }),
        prescription('m2', 'p', national('X1'), '2026-11-10'),
        prescription('m3', 'p', plain('C08CA01'), '2026-11-12'),
      ]),
      new Map(),
      now,
    ).medicines.length;
  assert.deepEqual([medicinesOf('completed'), medicinesOf('entered-in-error')], [1, 2]);
});

test('problems and results under one house’s own codes are not those of another house', () => {
  const own = (code: string, text: string) => ({ coding: [{ code }], text });
  const record = assembleRecord(
    gatheredOf([
      patient('p', 'h'),
      patient('q', 't'),
      condition('c1', 'p', own('12', '高血压'), '2026-10-01'),
      condition('c2', 'q', own('12', '糖尿病'), '2026-10-02'),
      result('o1', 'p', own('5', '白细胞'), '2026-10-01', { valueQuantity: quantity(5, '10*9/L') }),
      result('o2', 'q', own('5', '血红蛋白'), '2026-10-02', { valueQuantity: quantity(140, 'g/L') }),
      result('o3', 'q', own('9', '白细胞'), '2026-10-03', { valueQuantity: quantity(6, '10*9/L') }),
    ]),
    new Map(),
    now,
  );
  assert.deepEqual(record.problems.map(({ name }) => name).toSorted(), ['糖尿病', '高血压'].toSorted());
  assert.deepEqual(
    record.results.map(({ name, points }) => [name, points.length]),
    [
      ['白细胞', 2],
      ['血红蛋白', 1],
    ],
  );
});
