import assert from 'node:assert/strict';
import { test } from 'node:test';
import { seededRandom } from '../random.ts';
import { registerPerson } from './register-person.ts';
import { counterNoise, type ErrorClass, type NoiseRates, type Truth } from './registration.ts';

const truth: Truth = {
  name: '张静宁',
  surname: '张',
  given: '静宁',
  sex: 'female',
  born: '19630204',
  number: '220299196302040026',
  phone: '10012345678',
  address: '昌邑区解放路3号楼2单元501室',
  othersNumbers: ['220299196004030015'],
  parentPhone: '10087654321',
  formerAddress: '龙潭区湘潭街9号楼1单元301室',
  formerPhone: '10011112222',
};

const none = Object.fromEntries(Object.keys(counterNoise).map((error) => [error, 0])) as unknown as NoiseRates;

const only = (error: keyof NoiseRates): readonly [ErrorClass[], ReturnType<typeof registerPerson>['record']] => {
  const { errors, record } = registerPerson(truth, { ...none, [error]: 1 }, seededRandom(error));
  return [[...errors], record];
};

test('without noise a register says the truth', () => {
  const { record, errors } = registerPerson(truth, none, seededRandom(1));
  const { surname: _, given: __, othersNumbers: ___, parentPhone, formerAddress, formerPhone, ...said } = truth;
  assert.deepEqual(record, said);
  assert.deepEqual(errors, []);
  assert.ok(parentPhone && formerAddress && formerPhone);
});

test('each error changes its own field, is named, and is of its kind', () => {
  for (const error of Object.keys(counterNoise) as (keyof NoiseRates)[]) {
    const [errors, record] = only(error);
    assert.deepEqual(errors, [error], `${error} was not made`);
    const changed = (Object.keys(record) as (keyof typeof record)[]).filter((field) => record[field] !== truth[field]);
    assert.equal(changed.length, 1, `${error} changed ${changed}`);
  }
  assert.match(only('pinyin')[1].name, /^Zhang Jingning$/);
  assert.equal(only('born-swap')[0].length, 1);
  assert.equal(only('first-of-january')[1].born, '19630101');
  // The eleventh day of the first month of 1963 by the Chinese calendar.
  assert.equal(only('lunar')[1].born, '19630111');
  assert.equal(only('old-number')[1].number, '220299630204002');
  assert.equal(only('missing-character')[1].name, '张宁');
  assert.equal(only('others-card')[1].number, '220299196004030015');
});

test('errors come as often as their rates say', () => {
  const random = seededRandom('rates');
  const counts = new Map<string, number>();
  for (let at = 0; at < 20_000; at += 1)
    for (const error of registerPerson(truth, counterNoise, random).errors) counts.set(error, (counts.get(error) ?? 0) + 1);
  for (const [error, rate] of Object.entries(counterNoise)) {
    const share = (counts.get(error) ?? 0) / 20_000;
    assert.ok(Math.abs(share - rate) < 0.25 * rate + 0.002, `${error}: ${share} for ${rate}`);
  }
});
