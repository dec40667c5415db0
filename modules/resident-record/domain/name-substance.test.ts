import assert from 'node:assert/strict';
import { test } from 'node:test';
import { codeSystems } from '@songhua/engine-fhir/china/systems.ts';
import { gatheredOf, now } from '../fixtures/gathered.ts';
import { concept, patient, prescription } from '../fixtures/resident.ts';
import { assembleRecord } from './assemble-record.ts';
import { substanceKeys } from './name-substance.ts';

const local = 'urn:oid:1.2.3.4';
const national = (code: string, atc?: string) => ({
  coding: [{ system: local, code }, ...(atc ? [{ system: codeSystems.atc, code: atc }] : [])],
  text: code,
});
const plain = (atc: string) => concept(codeSystems.atc, atc, atc);

test('two codes that bear the same substance are one, also where one of them bears it only elsewhere', () => {
  const all = [national('X1', 'C08CA01'), national('X1'), national('X2', 'C08CA01'), plain('C08CA01')];
  const keyOf = substanceKeys(all);
  assert.deepEqual([...new Set(all.map(keyOf))], [`${codeSystems.atc}|C08CA01`]);
});

test('a class of substances joins nothing, nor does a code that bears now one substance and now another', () => {
  const apart = [national('X1', 'C08CA'), national('X2', 'C08CA')];
  assert.equal(new Set(apart.map(substanceKeys(apart))).size, 2);
  const torn = [national('X1', 'C08CA01'), national('X1', 'C08CA05'), national('X1')];
  assert.deepEqual(torn.map(substanceKeys(torn)), [`${codeSystems.atc}|C08CA01`, `${codeSystems.atc}|C08CA05`, `${local}|X1`]);
});

test('a mixture that names two substances is neither of them', () => {
  const mixture = { coding: [...plain('C09CA03').coding, ...plain('C08CA01').coding] };
  const all = [plain('C08CA01'), mixture];
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
