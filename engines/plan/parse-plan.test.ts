import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sources, tinyFiles } from './fixtures/tiny-plan.ts';
import { parsePlan } from './parse-plan.ts';
import { describeError, type PlanError } from './plan-error.ts';

type Part = 'plan' | 'indicators' | 'tables';

function errorsOf(part: Part, from: string, to: string, areas?: ReadonlySet<string>): readonly PlanError[] {
  const text = tinyFiles[part];
  assert.ok(text.includes(from), `the fixture has no ${from}`);
  const parsed = parsePlan(sources({ [part]: text.replace(from, to) }), areas);
  assert.equal(parsed.ok, false, `${to} was accepted`);
  return parsed.ok ? [] : parsed.errors;
}

/** File, line, field and rule of the one error a change brings. */
function oneError(part: Part, from: string, to: string, areas?: ReadonlySet<string>): string {
  const [error, ...more] = errorsOf(part, from, to, areas);
  assert.deepEqual(more, []);
  assert.ok(error?.message.zh && error.message.en);
  return `${error.file}:${error.line} ${error.field} ${error.rule} ${error.value}`;
}

test('a plan of another city with other codes, measures and denominators is read', () => {
  const parsed = parsePlan(sources(), new Set(['B', 'B-1', 'B-2']));
  assert.equal(parsed.ok && parsed.value.indicators.length, 2);
});

test('an unknown key is refused on its own line', () => {
  assert.equal(
    oneError('indicators', '    decimals: 1\n', '    decimals: 1\n    decimalz: 2\n'),
    'indicators.yaml:7 indicators[0].decimalz unknown-key 2',
  );
});

test('a value of the wrong type names file, line, field, rule and value', () => {
  assert.equal(oneError('indicators', 'decimals: 1', 'decimals: many'), 'indicators.yaml:6 indicators[0].decimals type many');
});

test('a factor of zero must be greater than zero, a share of one less than one, and the message says so', () => {
  const [factor] = errorsOf('indicators', 'factor: 100', 'factor: 0');
  assert.deepEqual(
    [factor?.rule, factor?.value, factor?.message],
    ['minimum', '0', { zh: '必须大于 0', en: 'must be greater than 0' }],
  );
  const [share] = errorsOf('plan', 'behind: 0.25', 'behind: 1');
  assert.deepEqual([share?.rule, share?.message.zh], ['maximum', '必须小于 1']);
  assert.match(errorsOf('indicators', 'decimals: 1', 'decimals: 7')[0]?.message.zh ?? '', /^超过上限 6$/);
});

test('a day that does not exist is no date', () => {
  assert.equal(oneError('plan', 'end: 2034-12-31', 'end: 2034-02-29'), 'plan.yaml:7 plan.end date 2034-02-29');
});

test('29 February of a leap year is a date', () => {
  assert.equal(parsePlan(sources({ plan: tinyFiles.plan.replace('issued: 2030-03-01', 'issued: 2028-02-29') })).ok, true);
});

test('a word outside its list is refused with the list', () => {
  const [error] = errorsOf('indicators', 'polarity: decrease', 'polarity: down');
  assert.equal(error?.rule, 'one-of');
  assert.match(error?.message.en ?? '', /increase, decrease, range/);
});

test('two indicators with one id are refused', () => {
  assert.equal(oneError('indicators', 'id: S1', 'id: N1'), 'indicators.yaml:18 indicators[1].id duplicate-id N1');
});

test('two measures with one id are refused', () => {
  assert.ok(errorsOf('plan', 'id: boxes', 'id: nests').some((e) => e.rule === 'duplicate-id' && e.line === 11));
});

test('a key written twice is refused, not overwritten', () => {
  assert.equal(oneError('plan', '  area: B\n', '  area: B\n  area: C\n'), 'plan.yaml:6 (yaml) duplicate-key ');
});

test('a measure nobody defined is refused where it is used', () => {
  assert.equal(
    oneError('indicators', '[nests, boxes]', '[nests, caves]'),
    'indicators.yaml:10 indicators[0].definition.numerator[1] undefined-measure caves',
  );
  assert.equal(
    oneError('tables', 'measure: nests', 'measure: caves'),
    'tables.yaml:10 tables[0].groups[0].columns[0].measure undefined-measure caves',
  );
});

test('an indicator nobody defined is refused where a table uses it', () => {
  assert.match(oneError('tables', 'targetOf: N1', 'targetOf: N9'), /^tables.yaml:12 .* undefined-indicator N9$/);
});

test('a rate cannot stand in a numerator, for rates do not add up', () => {
  assert.match(oneError('indicators', '[nests, boxes]', '[nests, song]'), /rate-in-sum song$/);
});

test('a broken YAML text is refused with its line', () => {
  const [error] = errorsOf('plan', '  area: B', '  area: [B');
  assert.equal(error?.rule, 'yaml-syntax');
  assert.ok((error?.line ?? 0) >= 6);
});

test('a target outside the plan’s period is refused, on its last day it is not', () => {
  assert.match(oneError('indicators', 'date: 2032-06-30', 'date: 2035-01-01'), /target-in-period 2035-01-01$/);
  assert.equal(parsePlan(sources({ indicators: tinyFiles.indicators.replace('date: 2032-06-30', 'date: 2034-12-31') })).ok, true);
});

test('an “about” target without a tolerance is refused', () => {
  assert.match(oneError('indicators', "operator: '<='", "operator: '~'"), /targets\[0\]\.tolerance target-tolerance/);
});

test('a target that contradicts the polarity is refused', () => {
  assert.match(oneError('indicators', "operator: '<='", "operator: '>='"), /polarity >=$/);
});

test('a definition with neither counts nor a rate is refused', () => {
  assert.match(oneError('indicators', '{ publishedRate: song }', '{ factor: 2 }'), /definition numerator-or-published-rate/);
});

test('a trajectory point on the baseline day is refused', () => {
  assert.match(oneError('indicators', 'date: 2030-12-31', 'date: 2029-12-31'), /points\[0\]\.date trajectory-order 2029-12-31$/);
});

test('a column must say one thing only', () => {
  assert.match(oneError('tables', 'measure: nests', 'measure: nests, indicator: N1'), /one-content/);
});

test('an area the tree does not have is refused where it stands', () => {
  const areas = new Set(['B', 'B-1', 'B-2']);
  assert.equal(
    oneError('indicators', 'area: B-2', 'area: B-9', areas),
    'indicators.yaml:15 indicators[0].targets[1].area undefined-area B-9',
  );
});

test('every fault of every file is reported at once', () => {
  const parsed = parsePlan(sources({ plan: tinyFiles.plan.replace('kind: count', 'kind: heap'), tables: 'tables: none' }));
  assert.deepEqual(parsed.ok ? [] : parsed.errors.map((e) => e.file), ['plan.yaml', 'tables.yaml']);
});

test('a nest of aliases that would grow without end is refused, not expanded', () => {
  const bomb = `a: &a [x, x]\n${[...'bcdefghij'].map((c, i) => `${c}: &${c} [${`*${'abcdefghi'[i]}, `.repeat(9)}*${'abcdefghi'[i]}]`).join('\n')}\ntables: []`;
  const parsed = parsePlan(sources({ tables: bomb }));
  assert.equal(parsed.ok, false);
});

test('an error reads as one line with file, line, field, rule and reason', () => {
  const [error] = errorsOf('indicators', 'decimals: 1', 'decimals: many');
  assert.ok(error);
  assert.equal(describeError(error, 'en'), 'indicators.yaml:6 indicators[0].decimals [type] must be of type number (many)');
});
