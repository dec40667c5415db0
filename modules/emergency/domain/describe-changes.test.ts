import assert from 'node:assert/strict';
import { test } from 'node:test';
import { describeChanges } from './describe-changes.ts';

const times = { firstCaseAt: null, detectedAt: '2026-03-01T16:30:00.000Z', notifiedAt: null, respondedAt: null };
const before = {
  ...{ title: '某校腹泻', kind: 'infectious' as const, disease: null, agent: null, area: '220202', place: '某校' },
  ...{ longitude: null, latitude: null, times },
};
const nameOf = (code: string) => ({ zh: `县${code}`, en: `County ${code}` });

test('an edit is told field by field with what stood there before, times as Beijing’s', () => {
  const after = { ...before, agent: '诺如病毒', area: '220203', times: { ...times, detectedAt: '2026-03-01T17:00:00.000Z' } };
  const told = describeChanges(before, after, nameOf);
  assert.match(told?.zh ?? '', /^疾病或致病因子 — → 诺如病毒；地区 县220202 → 县220203；发现 .*00:30.* → .*01:00/);
  assert.match(told?.en ?? '', /^disease or agent — → 诺如病毒; area County 220202 → County 220203; found .*00:30.* → .*01:00/);
});

test('what is saved as it was is no change', () => {
  assert.equal(describeChanges(before, { ...before, times: { ...times } }, nameOf), null);
});
