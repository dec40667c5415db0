import assert from 'node:assert/strict';
import { test } from 'node:test';
import { numbersOfTown } from '../population/give-numbers.ts';
import { seededRandom } from '../random.ts';
import { drawAddress, mobileNumber } from './identify.ts';

test('citizen numbers are of the area that does not exist, of the right day and sex, and none is given twice', () => {
  const { give, left } = numbersOfTown([0, 500]);
  const numbers = Array.from({ length: 1_000 }, (_, at) => give('19630214', at % 2 === 0 ? 'male' : 'female'));
  assert.equal(new Set(numbers).size, 1_000);
  for (const [at, number] of numbers.entries()) {
    assert.match(number, /^22029919630214\d{3}[\dX]$/);
    assert.equal(Number(number[16]) % 2, at % 2 === 0 ? 1 : 0);
  }
  assert.equal(left('19630214', 'male'), 0);
  assert.throws(() => give('19630214', 'male'), /no number is left/);
  assert.ok(give('19630215', 'male'));
});

test('mobile numbers are assigned to nobody and all different', () => {
  const numbers = new Set(Array.from({ length: 200_000 }, (_, at) => mobileNumber(at)));
  assert.equal(numbers.size, 200_000);
  for (const one of [...numbers].slice(0, 100)) assert.match(one, /^10\d{9}$/);
});

test('addresses name the county, and in the country the village', () => {
  const random = seededRandom('addresses');
  const village = { area: '永吉县', town: '口前镇', communities: ['歪石村'], urban: false };
  assert.match(drawAddress(village, random), /^永吉县口前镇歪石村\d+组\d+号$/);
  for (let at = 0; at < 50; at += 1)
    assert.match(drawAddress({ ...village, area: '昌邑区', urban: true }, random), /^昌邑区.+\d+号楼\d+单元\d0\d室$/);
});
