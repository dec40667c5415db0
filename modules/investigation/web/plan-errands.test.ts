import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Errand, ErrandList } from '../contract.ts';
import type { KeptForm } from './device-store.ts';
import { planErrands } from './plan-errands.ts';

const errand = { contact: 'c', nextDue: '2026-03-01', until: '2026-03-03' } as Errand;
const list: ErrandList = { today: '2026-03-02', asOf: '2026-03-02T01:00:00Z', more: false, items: [errand] };
const formOf = (day: string, answer: KeptForm['answer'] = null) => ({ visit: { contact: 'c', day }, answer }) as KeptForm;
const at = (moment: string, ...forms: KeptForm[]) => {
  const [one] = planErrands(list, forms, Date.parse(moment));
  return [one?.nextDue, one?.due];
};

test('a day entered on the device is done there, and the next one is asked for, until the last', () => {
  const noon = '2026-03-02T04:00:00Z';
  assert.deepEqual(at(noon), ['2026-03-01', 'overdue']);
  assert.deepEqual(at(noon, formOf('2026-03-01')), ['2026-03-02', 'due']);
  assert.deepEqual(at(noon, formOf('2026-03-01'), formOf('2026-03-02')), ['2026-03-03', 'done']);
  assert.deepEqual(at(noon, ...['01', '02', '03'].map((day) => formOf(`2026-03-${day}`))), ['2026-03-04', 'over']);
});

test('a form that the server did not take leaves its day open', () => {
  const refused = formOf('2026-03-01', { became: 'refused', why: null });
  assert.deepEqual(at('2026-03-02T04:00:00Z', refused), ['2026-03-01', 'overdue']);
});

test('a day later without a connection the next day is due; a clock that cannot be is not believed', () => {
  const both = [formOf('2026-03-01'), formOf('2026-03-02')];
  assert.deepEqual(at('2026-03-02T17:00:00Z', ...both), ['2026-03-03', 'due'], 'the day begins in Beijing');
  assert.deepEqual(at('2030-01-01T00:00:00Z', ...both), ['2026-03-03', 'done']);
  assert.deepEqual(at('1970-01-01T00:00:00Z', ...both), ['2026-03-03', 'done']);
});
