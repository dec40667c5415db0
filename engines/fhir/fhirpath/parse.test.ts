import assert from 'node:assert/strict';
import { test } from 'node:test';
import { complaint, yields, yieldsEach } from '../fixtures/fhirpath-table.ts';
import { FhirPathError } from './error.ts';
import { parse } from './parse.ts';

/** Line, column and what is wrong. */
function refusal(source: string): readonly [number, number, string] | null {
  try {
    parse(source);
    return null;
  } catch (error) {
    assert.ok(error instanceof FhirPathError);
    assert.equal(error.kind, 'syntax');
    return [error.line, error.column, error.message.replace(/^.*column \d+: /s, '')];
  }
}

test('what cannot be read is refused with its exact place', () => {
  const table: readonly (readonly [string, number, number, string])[] = [
    ['name.', 1, 6, 'the expression breaks off'],
    ['', 1, 1, 'the expression breaks off'],
    ['name..given', 1, 6, 'unexpected "."'],
    ['a and\n  (b or', 2, 8, 'the expression breaks off'],
    ['(a', 1, 3, 'expected ")", found the end'],
    ['a[1', 1, 4, 'expected "]", found the end'],
    ['a b', 1, 3, 'unexpected "b"'],
    ["'open", 1, 1, "no closing ' for the one here"],
    ['1 + /* no end', 1, 5, 'a comment without its end'],
    ['a # b', 1, 3, 'unexpected "#"'],
    ['@2015-13', 1, 1, '@2015-13 is no date or time'],
    ['@2015-02-30', 1, 1, '@2015-02-30 is no date or time'],
    ['@T25', 1, 1, '@T25 is no date or time'],
    ['{1}', 1, 2, 'expected "}", found "1"'],
    ['a is', 1, 5, 'the expression breaks off'],
    ['f(a,)', 1, 5, 'unexpected ")"'],
    ['$that', 1, 1, 'unexpected "$"'],
  ];
  for (const [source, line, column, what] of table) assert.deepEqual(refusal(source), [line, column, what], source);
});

test('an expression nested without end is refused, and a long one is read up to a bound', () => {
  assert.match(refusal('('.repeat(500))?.[2] ?? '', /nested too deeply/);
  assert.match(refusal(`${'-'.repeat(500)}1`)?.[2] ?? '', /nested too deeply/);
  const chain = (length: number): string => Array.from({ length }, () => 'active').join(' and ');
  assert.equal(refusal(chain(2500)), null);
  assert.deepEqual(yields(chain(2500)), [true]);
  assert.match(refusal(chain(2600))?.[2] ?? '', /too long/);
});

test('unknown functions, wrong numbers of arguments and unknown types are refused in both languages, at their place', () => {
  const unknown = complaint('name.first().foo(1)');
  assert.deepEqual([unknown?.kind, unknown?.position], ['semantic', 13]);
  assert.equal(unknown?.zh, 'FHIRPath 第 1 行第 14 列：没有函数 foo()');
  assert.equal(complaint('(1')?.zh, 'FHIRPath 第 1 行第 3 列：应为“)”，却是 结尾');
  assert.match(complaint('name.where()')?.message ?? '', /where\(\) takes 1 arguments, found 0/);
  assert.match(complaint('name is Nothing')?.message ?? '', /no type Nothing/);
  assert.match(complaint('%nobody')?.message ?? '', /%nobody is not known/);
});

yieldsEach('operators bind as the specification orders them', [
  ['1 + 2 * 3', [7]],
  ['(1 + 2) * 3', [9]],
  ['-2 + 3', [1]],
  ['1 | 2 = 1 | 2', [true]],
  ['true or false and false', [true]],
  ['false implies true or false', [true]],
  ['(1 | 1 is Integer).count()', [2]],
  ['1 < 2 = true', [true]],
  ['1 in 1 | 2', [true]],
  ['7 div 2 mod 2', [1]],
]);

yieldsEach('words of the language may be names, names may be quoted, and comments are nothing', [
  ['name.`given`.first()', ['Wei']],
  ["'it\\'s \\u4e2d\\n'", ["it's 中\n"]],
  ['/* a */ 1 // b', [1]],
  ["%`vs-x` & ''", ['http://hl7.org/fhir/ValueSet/x']],
  ["name.where($this.given contains 'Ming').use", ['official']],
  ['text.div.exists() or text.`div`.empty()', [true]],
]);
