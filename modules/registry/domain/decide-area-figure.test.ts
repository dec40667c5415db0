import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { AreaFigureInput } from '../contract.ts';
import { decideAreaFigure, type EntryFacts } from './decide-area-figure.ts';

const facts: EntryFacts = { area: { code: '220221', level: 'county' }, today: '2026-01-02', by: '张三', sameDay: [] };
const rate: AreaFigureInput = {
  measure: 'in-county-treatment-rate',
  value: 90,
  asOf: '2025-12-31',
  evidence: 'entered',
  source: '卫生统计年报',
};
/** Rules broken by an entry, by field. */
const broken = (input: Partial<AreaFigureInput>, some: Partial<EntryFacts> = {}): string[] => {
  const decided = decideAreaFigure({ ...rate, ...input }, { ...facts, ...some });
  return decided.ok ? [] : (decided.error.errors ?? []).map(({ field, rule }) => `${field} ${rule}`);
};

test('a figure is kept with its day, its evidence, and where and by whom it comes', () => {
  assert.deepEqual(decideAreaFigure(rate, facts), {
    ok: true,
    value: {
      area: '220221',
      measure: 'in-county-treatment-rate',
      asOf: '2025-12-31',
      value: 90,
      evidence: 'entered',
      source: '卫生统计年报 · 张三',
    },
  });
});

test('a value lies in its range, has no more decimals than its measure, and its day is not in the future', () => {
  for (const value of [2, 89.99, 100]) assert.deepEqual(broken({ value }), []);
  for (const value of [-1, 0.9, 100.01]) assert.deepEqual(broken({ value }), ['value range']);
  assert.deepEqual(broken({ value: 89.999 }), ['value decimals']);
  assert.deepEqual(broken({ measure: 'children', value: 1.5 }), ['value count']);
  assert.deepEqual(broken({ asOf: '2026-01-02' }), []);
  assert.deepEqual(broken({ asOf: '2026-01-03' }), ['asOf future']);
});

test('a measure is only asked of areas of its levels', () => {
  assert.deepEqual(broken({}, { area: { code: '220200', level: 'city' } }), ['measure level']);
  assert.deepEqual(broken({ measure: 'rescue-minutes', value: 40 }), ['measure level']);
});

test('blood that was tested is not more than was collected, whichever is entered last', () => {
  const city = { area: { code: '220200', level: 'city' } };
  const collected = { measure: 'blood-units', value: 5000, version: '1' } as const;
  const tested = { measure: 'blood-units-nat-tested', value: 5000, version: '1' } as const;
  const enter = (measure: AreaFigureInput['measure'], value: number, other: EntryFacts['sameDay'][number]) =>
    broken({ measure, value }, { ...city, sameDay: [other] });
  assert.deepEqual(enter('blood-units-nat-tested', 5000, collected), []);
  assert.deepEqual(enter('blood-units-nat-tested', 5000.5, collected), ['value parts']);
  assert.deepEqual(enter('blood-units', 4999, tested), ['value parts']);
});

test('who corrects says which version was seen, who enters anew that there was none; else it was changed meanwhile', () => {
  const standing = { ...facts, sameDay: [{ measure: rate.measure, value: 88, version: '2' }] };
  const code = (version: string | undefined, of: EntryFacts) => {
    const decided = decideAreaFigure({ ...rate, ...(version && { version }) }, of);
    return decided.ok ? 'ok' : decided.error.code;
  };
  assert.equal(code('2', standing), 'ok');
  assert.equal(code('1', standing), 'registry.figure-changed');
  assert.equal(code(undefined, standing), 'registry.figure-changed');
  assert.equal(code('1', facts), 'registry.figure-changed');
});
