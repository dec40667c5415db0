import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { islands } from '../fixtures/islands.ts';
import { compileExpression } from './compile-rules.ts';
import { parseExpression } from './parse-expression.ts';
import type { Expression } from './syntax.ts';

/** The shape of an expression: brackets around everything. */
function shape(e: Expression): string {
  switch (e.kind) {
    case 'name':
      return e.text;
    case 'number':
    case 'date':
    case 'yes-no':
      return String(e.value);
    case 'not':
      return `(not ${shape(e.operand)})`;
    case 'negative':
      return `(-${shape(e.operand)})`;
    case 'and':
    case 'or':
      return `(${shape(e.left)} ${e.kind} ${shape(e.right)})`;
    case 'arithmetic':
    case 'compare':
      return `(${shape(e.left)} ${e.operator} ${shape(e.right)})`;
    case 'between':
      return `(${shape(e.operand)} in ${shape(e.low)}..${shape(e.high)})`;
    case 'if':
      return `(if ${shape(e.condition)} ${shape(e.yes)} ${shape(e.no)})`;
    default:
      return e.kind;
  }
}

function shapeOf(text: string): string {
  const parsed = parseExpression(text);
  assert.ok(parsed.ok, JSON.stringify(parsed));
  return shape(parsed.value);
}

test('what binds tighter: sign, product, sum, comparison, not, and, or, if', () => {
  assert.equal(shapeOf('a + b * -c < d'), '((a + (b * (-c))) < d)');
  assert.equal(shapeOf('a - b - c = 0'), '(((a - b) - c) = 0)');
  assert.equal(shapeOf('not a and b or c'), '(((not a) and b) or c)');
  assert.equal(shapeOf('a or b and not c'), '(a or (b and (not c)))');
  assert.equal(shapeOf('not a < b'), '(not (a < b))');
  assert.equal(shapeOf('if a then b or c else d and e'), '(if a (b or c) (d and e))');
  assert.equal(shapeOf('x between 1 and 2 and y'), '((x in 1..2) and y)');
  assert.equal(shapeOf('(a or b) and c'), '((a or b) and c)');
});

test('a name may hold hyphens and begin with a digit; a minus between blanks is a minus; a percent is a hundredth', () => {
  assert.equal(shapeOf('beds-total - icu-beds'), '(beds-total - icu-beds)');
  assert.equal(shapeOf('level = 3A'), '(level = 3A)');
  assert.equal(shapeOf('x >= 85%'), '(x >= 0.85)');
  assert.equal(shapeOf('day >= 2025-12-31 # the deadline\n and x'), '((day >= 2025-12-31) and x)');
});

/** The fault a text has, as `line:column rule` and its English message. */
function faultOf(text: string): readonly [string, string] {
  const compiled = compileExpression(text, islands, 'island');
  assert.ok(!compiled.ok, `${text} has no fault`);
  const [first] = compiled.errors;
  assert.ok(first && first.message.zh !== first.message.en && /[一-龥]/.test(first.message.zh));
  return [`${first.line}:${first.column} ${first.rule}`, first.message.en];
}

test('a fault names line and column, what was wanted, and what stands there', () => {
  const faults: readonly (readonly [string, string, RegExp])[] = [
    ['', '1:1 syntax', /expected a number, a name or “\(”, but the expression ends/],
    ['birds >', '1:8 syntax', /but the expression ends/],
    ['birds > 3)', '1:10 syntax', /an operator or the end, but “\)” stands here/],
    ['open and\n  birds >= >= 3', '2:12 syntax', /but “>=” stands here/],
    ['1 < birds < 3', '1:11 syntax', /do not chain; use between/],
    ['birds ~ 3', '1:7 syntax', /“~” cannot stand here/],
    ['if open then birds > 1', '1:23 syntax', /expected “else”, but the expression ends/],
    ['birds between 1', '1:16 syntax', /expected “and”/],
    ['count(nests where ringed) >', '1:28 syntax', /ends/],
    ['count(nests having ringed) > 1', '1:13 syntax', /expected “\)”, but “having” stands here/],
    ['rock in {}', '1:10 syntax', /expected a code, but “}” stands here/],
    ['bands birds { 1 .. : open }', '1:20 syntax', /expected a number/],
    ['bird > 3', '1:1 unknown-name', /no attribute “bird”; did you mean “birds”\?/],
    ['rock = corral', '1:8 unknown-name', /did you mean “coral”\?/],
    ['count(nest) > 3', '1:7 unknown-name', /no collection “nest”; did you mean “nests”\?/],
    ['tagged(windey)', '1:8 unknown-name', /did you mean “windy”\?/],
    ['taged(windy)', '1:1 unknown-name', /did you mean “tagged”\?/],
    ['xyzzy > 3', '1:1 unknown-name', /there are: birds, ships/],
    ['nests > 3', '1:1 type', /is a collection: it stands inside count/],
    ['birds and open', '1:1 type', /a yes-no condition is wanted/],
    ['open + 1 > 2', '1:1 type', /a figure is wanted here, not a yes-no condition/],
    ['birds = coral', '1:9 unknown-name', /no attribute “coral”/],
    ['rock > coral', '1:8 type', /codes compare by = or != only/],
    ['birds + ships > 3', '1:1 type', /units differ: birds on the left, ships on the right/],
    ['birds > ships', '1:1 type', /units differ/],
    ['tags = quiet', '1:1 type', /asked with has/],
    ['birds has quiet', '1:1 type', /a set of codes is wanted/],
    ['founded > 3', '1:11 type', /a date is wanted here, not a figure/],
    ['founded > 2025-02-31', '1:11 type', /no such day/],
    ['founded > 2025-13-01', '1:11 type', /no such day/],
    ['birds / 0 > 1', '1:9 type', /division by 0/],
    ['birds', '1:1 type', /whole expression must be a yes-no/],
    ['open = yes', '1:1 type', /not compared/],
    ['bands birds { 0 .. 5: open, 5 .. 9: open }', '1:29 bands', /overlaps the band before/],
    ['bands birds { 5 .. 5: open }', '1:15 bands', /below the upper/],
  ];
  for (const [text, place, message] of faults) {
    const [at, said] = faultOf(text);
    assert.match(said, message, text);
    assert.equal(at, place, `${text}: ${said}`);
  }
});

test('every fault of types and names is told at once, not the first alone', () => {
  const compiled = compileExpression('bird > 3 and shipz < 2 and rock = lava', islands, 'island');
  assert.ok(!compiled.ok);
  assert.deepEqual(
    compiled.errors.map(({ column }) => column),
    [1, 14, 35],
  );
});

test('no text breaks the reading: it is an expression or a fault inside the text', () => {
  const word = fc.constantFrom(
    'birds',
    'open',
    'and',
    'or',
    'not',
    'if',
    'then',
    'else',
    '(',
    ')',
    '{',
    '}',
    '3',
    '..',
    '<',
    '=',
    'in',
    'has',
    'count(',
    'nests',
    'where',
    ',',
    '*',
    '-',
    '% ',
    '3A',
    '2020-01-01',
    '“',
  );
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.array(word, { maxLength: 30 }).map((words) => words.join(' ')),
      ),
      (text) => {
        const compiled = compileExpression(text, islands, 'island');
        if (compiled.ok) return;
        for (const { start, end, line, column } of compiled.errors) {
          assert.ok(
            start >= 0 && start <= text.length && end >= start && end <= text.length,
            `${start}..${end} of ${text.length}`,
          );
          assert.ok(line >= 1 && column >= 1 && (text.split('\n')[line - 1] ?? '').length + 1 >= column);
        }
      },
    ),
    { numRuns: 2000 },
  );
});

test('brackets without end are refused before they exhaust the stack', () => {
  for (const text of ['('.repeat(50_000), `${'not '.repeat(50_000)}open`, `${'-'.repeat(50_000)}1 > 0`, 'if '.repeat(9000)]) {
    const parsed = parseExpression(text);
    assert.ok(!parsed.ok && /nested more than 100/.test(parsed.errors[0]?.message.en ?? ''));
  }
});
