import assert from 'node:assert/strict';
import { test } from 'node:test';
import { areaCode, institutionParams, isoDay } from './contract.ts';

test('a day asked about lies between 1900 and 2200, and the refusal says so in both languages', () => {
  for (const day of ['1900-01-01', '2025-12-31', '2200-12-31']) assert.equal(isoDay.parse(day), day);
  for (const day of ['0000-01-01', '1899-12-31', '2201-01-01', '9999-12-31']) {
    const { error } = isoDay.safeParse(day);
    assert.deepEqual(JSON.parse(error?.issues[0]?.message ?? ''), {
      zh: '日期须在 1900-01-01 至 2200-12-31 之间',
      en: 'the date must lie between 1900-01-01 and 2200-12-31',
      value: day,
    });
  }
  assert.equal(isoDay.safeParse('2025-02-29').success, false);
});

test('a slip of the keyboard is refused once, in words of both languages and with the value, never with a pattern', () => {
  const saidOf = ({ error }: { readonly error?: { readonly issues: readonly { readonly message: string }[] } }) =>
    (error?.issues ?? []).map((issue) => JSON.parse(issue.message) as { zh: string; en: string; value: string });
  for (const [refused, value] of [
    [isoDay.safeParse('2025-02-29'), '2025-02-29'],
    [isoDay.safeParse('tomorrow'), 'tomorrow'],
    [areaCode.safeParse('22'), '22'],
    [institutionParams.safeParse({ id: 'a b' }), 'a b'],
  ] as const) {
    const [message, ...more] = saidOf(refused);
    assert.deepEqual([message?.value, more], [value, []]);
    assert.match(message?.zh ?? '', /应为|组成/);
    assert.doesNotMatch(`${message?.zh} ${message?.en}`, /\^|ISO|无效/);
  }
});
