import assert from 'node:assert/strict';
import { test } from 'node:test';
import { indicatorDetail, indicatorList } from '../contract.ts';
import { jilinQuestion } from '../fixtures/jilin.ts';
import { detailIndicator } from './detail-indicator.ts';
import { listIndicators } from './list-indicators.ts';
import { speakAnswer } from './speak-answer.ts';

const list = async (area: string, at: string) => {
  const result = listIndicators(await jilinQuestion(at), area);
  assert.ok(result.ok);
  return result.value;
};
const detail = async (id: string, area = '220200') => detailIndicator(await jilinQuestion('2020-12-31'), id, area);

test('the answer holds to its contract for the city, the urban area, a county, a zone and a town, in either language', async () => {
  for (const area of ['220200', '220201', '220221', '220271', '220202001']) {
    const got = speakAnswer(await list(area, '2025-12-31'), area === '220200' ? 'en' : 'zh');
    assert.deepEqual(indicatorList.parse(got), got, area);
    assert.equal(got.total, 22);
  }
});

test('no county fails at anything, for the plan sets none a target; the city’s stands beside for reference', async () => {
  const { items } = await list('220221', '2025-12-31');
  assert.deepEqual([...new Set(items.map((item) => item.status))], ['unknown']);
  const beds = items.find((item) => item.id === '2.3-T06');
  assert.deepEqual(beds?.target, { year: null, operator: null, value: null, text: null, reference: 8.2 });
  assert.equal(beds?.current.printed, '6.19');
});

test('a missing value is null with a reason and never zero', async () => {
  const { items } = await list('220202', '2020-12-31');
  for (const { current, why } of items) {
    assert.equal(current.value, null);
    assert.ok(current.reason?.zh && current.reason.en && why.zh);
  }
});

test('the value is the full quotient while what is printed is rounded', async () => {
  const { items } = await list('220200', '2020-12-31');
  const beds = items.find((item) => item.id === '2.3-T06')?.current;
  assert.deepEqual(
    [beds?.value, beds?.printed, beds?.numerator, beds?.denominator],
    [(30758 / 3623713) * 1000, '8.49', 30758, 3623713],
  );
});

test('a bound is no value: life expectancy has no baseline figure, only “above 78”', async () => {
  const { items } = await list('220200', '2025-12-31');
  const life = items.find((item) => item.id === '2.3-T21');
  assert.deepEqual(life?.baseline, { year: 2020, value: null, printed: '78 以上', bound: 'at-least' });
  assert.equal(life?.expected, 79, 'on its date the target is expected, baseline or not');
});

test('an area outside the tree is refused by name', async () => {
  const result = listIndicators(await jilinQuestion('2025-12-31'), '110000');
  assert.deepEqual(result, { ok: false, error: { code: 'plan.unknown-area', params: { area: '110000', plan: 'jilin-2025' } } });
});

test('the sentence appears, with what to highlight, once its document is loaded', async () => {
  const quotes = new Map([
    ['2.3-T01', { quote: '甲乙丙。', highlight: '乙' }],
    ['2.3-T01#1', { quote: '丁。', highlight: '丁' }],
  ]);
  const before = await list('220200', '2020-12-31');
  assert.equal(before.items[0]?.source.quote, undefined);
  const after = listIndicators(await jilinQuestion('2020-12-31', [], quotes), '220200');
  assert.ok(after.ok);
  const [first] = after.value.items;
  assert.deepEqual([first?.source.quote, first?.source.highlight, first?.source.related?.[0]?.quote], ['甲乙丙。', '乙', '丁。']);
});

test('one indicator comes with its definition, a point a year, and the six parts of the city', async () => {
  const got = await detail('2.3-T06');
  assert.ok(got.ok);
  const spoken = speakAnswer(got.value, 'zh');
  assert.deepEqual(indicatorDetail.parse(spoken), spoken);
  assert.deepEqual(
    got.value.trajectory.map((point) => point.date.slice(0, 4)),
    ['2020', '2021', '2022', '2023', '2024', '2025'],
  );
  assert.deepEqual(
    got.value.byArea.map((row) => [row.area.code, row.current.printed]),
    [
      ['220201', '9.76'],
      ['220221', '6.19'],
      ['220281', '6.82'],
      ['220282', '6.14'],
      ['220283', '8.28'],
      ['220284', '7.57'],
    ],
  );
  assert.equal(got.value.definition.numerator?.zh, '医疗卫生机构床位数');
});

test('a county is shown beside its siblings', async () => {
  const got = await detail('2.3-T06', '220221');
  assert.deepEqual(got.ok && got.value.byArea.map((row) => row.area.code), [
    '220201',
    '220221',
    '220281',
    '220282',
    '220283',
    '220284',
  ]);
  assert.deepEqual(got.ok && got.value.trajectory, []);
});

test('an indicator the plan does not have is refused', async () => {
  const got = await detail('2.3-T23');
  assert.equal(got.ok ? '' : got.error.code, 'plan.unknown-indicator');
});
