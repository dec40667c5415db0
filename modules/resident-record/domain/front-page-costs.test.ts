import assert from 'node:assert/strict';
import { test } from 'node:test';
import { seededRandom } from '@songhua/engine-city';
import { costGroups, splitCosts } from '@songhua/engine-city/health/split-costs.ts';
import { bill } from '../fixtures/resident.ts';
import type { Bill } from './fhir.ts';
import { costsOfStay, presentOnAdmission } from './front-page-costs.ts';

const of = (...args: Parameters<typeof bill>) => bill(...args) as unknown as Bill;
const parts = (all: Readonly<Record<string, number>>) => Object.entries(all);

test('costs stand by the ten groups; a group that no bill names is not told as nothing', () => {
  const found = costsOfStay([of('b', 's', parts({ service: 100.1, materials: 200.2 }), 300.3, 90)], true);
  assert.equal(found.groups.length, 10);
  assert.deepEqual(
    found.groups.filter(({ amount }) => amount !== null).map(({ code, amount }) => [code, amount]),
    [
      ['service', 100.1],
      ['materials', 200.2],
    ],
  );
  assert.deepEqual([found.total, found.own, found.payment, found.checks], [300.3, 90, '城镇职工基本医疗保险', []]);
});

test('what the synthetic city writes adds up, group by group', () => {
  const { total, parts: split } = splitCosts({ days: 4321.98, surgery: 12_345 }, seededRandom('costs'));
  const found = costsOfStay([of('b', 's', split, total, total)], true);
  assert.deepEqual(found.checks, []);
  assert.deepEqual(
    found.groups.map(({ code, title }) => [code, title.zh]),
    Object.entries(costGroups),
  );
});

test('a sum that is off by more than a fen is said, and an own share above the whole; a fen is not', () => {
  const groups = parts({ service: 100 });
  assert.equal(costsOfStay([of('b', 's', groups, 100.01, 100)], true).checks.length, 0);
  assert.match(costsOfStay([of('b', 's', groups, 100.02, 100)], true).checks[0]?.zh ?? '', /100\.00 元与总费用不符/);
  assert.match(costsOfStay([of('b', 's', groups, 100, 100.01)], true).checks[0]?.en ?? '', /share/);
});

test('a missing bill, a cancelled one and a role that is shown none are three different things at most', () => {
  assert.equal(costsOfStay([], true).state, 'missing');
  assert.equal(costsOfStay([{ ...of('b', 's', [], 1, 1), status: 'cancelled' }], true).state, 'missing');
  assert.equal(costsOfStay([of('b', 's', [], 1, 1)], false).state, 'not-shown');
  assert.equal(costsOfStay([], false).state, 'not-shown', 'who is shown no bills learns nothing of whether there are any');
});

test('whether a diagnosis was there on admission is read from itself, else from the bill, else said by nobody', () => {
  const url = 'https://songhua.example/fhir/StructureDefinition/present-on-admission';
  const coded = (code: string) => ({ id: 'c', extension: [{ url, valueCoding: { code } }] });
  assert.deepEqual(
    ['1', '2', '3', '4'].map((code) => presentOnAdmission(coded(code), [])?.zh),
    ['有', '临床未确定', '情况不明', '无'],
  );
  const billed = of('b', 's', [], 1, 1, [['c', '4']]);
  assert.equal(presentOnAdmission({ id: 'c' }, [billed])?.zh, '无');
  assert.equal(presentOnAdmission({ id: 'd' }, [billed]), null);
});
