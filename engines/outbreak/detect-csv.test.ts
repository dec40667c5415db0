import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { dateOf } from './calendar/days.ts';
import { splitLine } from './csv/split-line.ts';
import { detectByName } from './detect-by-name.ts';
import { type CsvDetected, type CsvDetection, detectCsv, printJudged } from './detect-csv.ts';

const ears: CsvDetection = { method: 'earsC1', parameters: {}, step: 'auto', gaps: 'refuse', from: null, exclude: [] };
const faultsOf = (found: CsvDetected): string[] =>
  found.ok ? [] : found.faults.map(({ line, field, rule, value }) => `${line} ${field} ${rule} ${value}`);
const rowsOf = (found: CsvDetected) => {
  assert.ok(found.ok, faultsOf(found).join('; '));
  return found.rows;
};
/** Rows of days or weeks from a day on. */
const csv = (counts: readonly number[], first = 20_000, step = 1): string =>
  ['date,count', ...counts.map((count, at) => `${dateOf(first + at * step)},${count}`)].join('\n');

test('a file of days is judged day by day, and one case too many is an alarm', () => {
  const rows = rowsOf(detectCsv(csv([3, 4, 3, 4, 3, 4, 3, 12]), ears));
  assert.equal(rows.length, 8);
  assert.deepEqual(
    rows.filter(({ alarm }) => alarm).map(({ date, count }) => [date, count]),
    [[dateOf(20_007), 12]],
  );
});

test('groups are judged apart, whatever the order of rows, and weeks may be named', () => {
  const text = 'group,count,date\n"North, 1",2,2026-W02\nSouth,1,2026-W01\n"North, 1",1,2026-W01\nSouth,0,2026-W02\n';
  const rows = rowsOf(detectCsv(text, ears));
  assert.deepEqual(
    rows.map(({ group, date, count }) => `${group} ${date} ${count}`),
    ['North, 1 2025-12-29 1', 'North, 1 2026-01-05 2', 'South 2025-12-29 1', 'South 2026-01-05 0'],
  );
});

test('every bad row is named with its line, field, rule and value, in both languages', () => {
  const text = '# note\ndate,count\n2026-02-30,1\n2026-03-01,-1\n2026-03-02,1.5\n\n2026-03-03\n2026-03-04,"1\n2026-W54,1';
  const found = detectCsv(text, ears);
  assert.deepEqual(faultsOf(found), [
    '3 date date 2026-02-30',
    '4 count whole -1',
    '5 count whole 1.5',
    '7 (row) width 2026-03-03',
    '8 (row) quote 2026-03-04,"1',
    '9 date date 2026-W54',
  ]);
  assert.ok(!found.ok && found.faults.every(({ message }) => message.zh !== '' && message.en !== ''));
});

test('headers that are missing, unknown or double are refused', () => {
  assert.deepEqual(faultsOf(detectCsv('', ears)), ['1 (header) header ']);
  assert.deepEqual(faultsOf(detectCsv('date,cases,place\n', ears)), ['1 (header) header date,cases,place']);
  assert.deepEqual(faultsOf(detectCsv('date,count,cases\n', ears)), ['1 (header) header date,count,cases']);
  assert.deepEqual(faultsOf(detectCsv('日期,病例数\n', ears)), ['1 (row) empty ']);
});

test('a gap is refused with the first date that is missing, or taken for no cases if asked to', () => {
  const text = 'date,count\n2026-03-01,1\n2026-03-02,1\n2026-03-05,2\n2026-03-02,7';
  const found = detectCsv(text, { ...ears, step: 'day' });
  assert.deepEqual(faultsOf(found), ['4 date gap 2026-03-05', '5 date twice 2026-03-02']);
  assert.ok(!found.ok && found.faults[0]?.message.en.includes('2026-03-03'));
  const rows = rowsOf(detectCsv('date,count\n2026-03-01,1\n2026-03-04,2', { ...ears, gaps: 'zero' }));
  assert.deepEqual(
    rows.map(({ count }) => count),
    [1, 0, 0, 2],
  );
});

test('dates on one weekday are weeks; asked for weeks, others are refused', () => {
  const weekly = detectCsv(csv([1, 2, 3], 20_000, 7), ears);
  assert.ok(weekly.ok && weekly.step === 'week');
  const text = 'date,count\n2026-03-02,1\n2026-03-10,1';
  assert.deepEqual(faultsOf(detectCsv(text, { ...ears, step: 'week' })), ['3 date weekday 2026-03-10']);
});

test('only dates from one on are judged, and a method that learns from before judges the second half', () => {
  const counts = Array.from({ length: 40 }, (_, at) => 3 + (at % 3));
  assert.equal(rowsOf(detectCsv(csv(counts), { ...ears, from: dateOf(20_030) })).length, 10);
  const sums = rowsOf(detectCsv(csv(counts), { ...ears, method: 'cusum' }));
  assert.deepEqual([sums.length, sums[0]?.date], [20, dateOf(20_020)]);
  assert.ok(sums.every(({ upper }) => upper !== null));
});

test('a group that ends before the others has a gap there, too; one may begin later', () => {
  const text = `group,date,count\na,2026-03-01,1\na,2026-03-02,2\nb,2026-03-02,3\nb,2026-03-03,4\n`;
  assert.deepEqual(faultsOf(detectCsv(text, { ...ears, gaps: 'refuse' })), ['3 date end 2026-03-02']);
  const filled = rowsOf(detectCsv(text, { ...ears, gaps: 'zero', step: 'day' }));
  assert.deepEqual(
    filled.map(({ group, date, count }) => [group, date, count]),
    [
      ['a', '2026-03-01', 1],
      ['a', '2026-03-02', 2],
      ['a', '2026-03-03', 0],
      ['b', '2026-03-02', 3],
      ['b', '2026-03-03', 4],
    ],
  );
});

test('gaps of centuries in many groups are refused, not filled', () => {
  const lines = Array.from({ length: 100 }, (_, at) => `g${at},1901-01-01,1`);
  const text = `group,date,count\n${lines.join('\n')}\nlast,2099-12-31,1\n`;
  assert.match(faultsOf(detectCsv(text, { ...ears, gaps: 'zero', step: 'day' })).join(), /large/);
});

test('who has time for so many steps only says so; they are counted over all groups, gaps and ends filled', () => {
  const text = 'group,date,count\na,2026-03-01,1\na,2026-03-10,1\nb,2026-03-06,1\n';
  const asked = (mostSteps: number, gaps: 'zero' | 'refuse' = 'zero') =>
    detectCsv(text, { ...ears, gaps, step: 'day', mostSteps });
  assert.equal(rowsOf(asked(15)).length, 15);
  assert.deepEqual(faultsOf(asked(14)), ['null date large 15']);
  assert.deepEqual(faultsOf(asked(14, 'refuse')), ['null date large 15']);
});

test('gaps that are refused are not filled: thousands of groups of two centuries are named, quickly', () => {
  const lines = Array.from({ length: 5000 }, (_, at) => `g${at},1901-01-01,1\ng${at},2099-12-31,1`);
  const faults = faultsOf(detectCsv(`group,date,count\n${lines.join('\n')}\n`, { ...ears, step: 'day' }));
  assert.deepEqual([faults.length, faults[0]], [5000, '3 date gap 2099-12-31']);
});

test('a cell that a spreadsheet would reckon out is printed as text; numbers stay numbers', () => {
  for (const group of ['=1+1', '+a', '-a', '@a']) {
    const row = { group, date: '2026-03-01', count: 1, at: 0, expected: -1, upper: null, alarm: false, p: null };
    assert.equal(printJudged([row]).split('\n')[1], `'${group},2026-03-01,1,-1,,false,`);
  }
});

test('what is wrong with parameters together is said in Chinese, too', () => {
  const asked = { ...ears, method: 'farringtonFlexible', parameters: { halfWindow: 40 }, step: 'week' as const };
  const found = detectCsv('date,count\n2026-03-02,1\n2026-03-09,1\n', asked);
  assert.ok(!found.ok);
  assert.equal(found.faults[0]?.message.zh, '参数不能同时成立：halfWindow 应为0 至不足半年步数的整数');
});

test('excluded periods are not learnt from', () => {
  const counts = [3, 4, 3, 4, 3, 4, 3, 90, 90, 9];
  const last = (exclude: CsvDetection['exclude']) => rowsOf(detectCsv(csv(counts), { ...ears, exclude })).at(-1)?.alarm;
  assert.equal(last([]), false);
  assert.equal(last([{ from: dateOf(20_007), until: dateOf(20_008) }]), true);
});

test('options that are no dates, methods and parameters that are not there are named', () => {
  const text = csv([1, 2, 3]);
  const exclude = [{ from: '2026-02-01', until: '2026-01-01' }];
  assert.deepEqual(faultsOf(detectCsv(text, { ...ears, from: 'soon', exclude })), [
    'null from date soon',
    'null exclude order 2026-02-01..2026-01-01',
  ]);
  assert.deepEqual(faultsOf(detectCsv(text, { ...ears, method: 'none' })), ['null method unknown none']);
  assert.deepEqual(faultsOf(detectCsv(text, { ...ears, parameters: { baseline: 'x' } })), ['null baseline number x']);
});

test('a series from a file is judged as the same series handed in', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(50), { minLength: 2, maxLength: 60 }), (counts) => {
      const dates = { firstDay: 20_000, daysPerStep: 1 } as const;
      const direct = detectByName({ counts, frequency: 365 }, [...counts.keys()], ears, dates);
      const rows = rowsOf(detectCsv(csv(counts), { ...ears, step: 'day' }));
      assert.ok(direct.ok);
      assert.deepEqual(
        rows.map(({ group: _group, date: _date, count: _count, ...judged }) => judged),
        direct.judged,
      );
    }),
  );
});

test('what is printed can be read as CSV, with what the method says beyond the usual', () => {
  const text = `group,date,count\n${Array.from({ length: 40 }, (_, at) => `"a ""b"", c",${dateOf(20_000 + at)},${at % 5}`).join('\n')}`;
  const lines = printJudged(rowsOf(detectCsv(text, { ...ears, method: 'essenceEwma', step: 'day' })))
    .trim()
    .split('\n');
  assert.equal(lines[0], 'group,date,count,expected,upper,alarm,p,colour,statistic');
  assert.equal(lines.length, 41);
  for (const line of lines.slice(1)) assert.deepEqual([splitLine(line)?.length, splitLine(line)?.[0]], [9, 'a "b", c']);
});

test('no text at all makes it throw', () => {
  const piece = fc.constantFrom('date', 'count', ',', '"', '\n', '2026-03-01', '2026-W10', '7', ' ', '#', '\uFEFF', '甲');
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
      const found = detectCsv(pieces.join(''), ears);
      assert.ok(found.ok || found.faults.length > 0);
    }),
    { numRuns: 500 },
  );
});
