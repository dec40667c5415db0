import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cardFields } from '../contract.ts';
import { emptyValues, fieldsOf, valuesOf } from './card-values.ts';

const card = cardFields.parse({
  name: '李秀兰',
  disease: 'measles',
  diagnosed: '2026-05-01T02:03:04.567Z',
  age: 3,
  ageUnit: 'month',
});

test('what nobody changed in its box is sent as the card has it, to the millisecond', () => {
  assert.deepEqual(fieldsOf(valuesOf(card), card), card);
  const later = { ...valuesOf(card), diagnosed: '2026-05-01T11:00' };
  assert.equal(fieldsOf(later, card)['diagnosed'], '2026-05-01T11:00:00+08:00');
});

test('an age that is no number is refused by the server instead of vanishing', () => {
  const said = fieldsOf({ ...emptyValues(new Date(0)), name: '甲', disease: 'measles', age: '三' });
  assert.equal(said['age'], '三');
  assert.equal(cardFields.safeParse(said).error?.issues[0]?.path[0], 'age');
});

test('a citizen number typed with a small x is one with a capital X', () => {
  assert.equal(cardFields.parse({ ...card, number: ' 11010119900307123x ' }).number, '11010119900307123X');
});
