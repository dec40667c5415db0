import assert from 'node:assert/strict';
import { test } from 'node:test';
import { r4 } from '../fixtures/r4.ts';
import { parseExpression, printExpression } from './expression.ts';

test('every expression of R4 is in the part we read, and reads the same when printed', () => {
  const expressions = r4().parameters.flatMap(({ expression, component = [] }) =>
    [expression ?? [], component.map((part) => part.expression)].flat(),
  );
  assert.ok(expressions.length > 1380);
  for (const expression of expressions) {
    const tree = parseExpression(expression);
    assert.ok(tree, expression);
    const printed = printExpression(tree);
    const again = parseExpression(printed);
    assert.ok(again, printed);
    assert.equal(printExpression(again), printed);
  }
});

test('as, as() and ofType() are one; and binds before or, both after equality', () => {
  const printed = (text: string) => printExpression(parseExpression(text) ?? { op: 'literal', value: 'unread' });
  assert.equal(printed('(a.b as Quantity)'), printed('a.b.ofType(FHIR.Quantity)'));
  assert.equal(printed('a.b.as(Quantity)'), printed('a.b.ofType(Quantity)'));
  assert.equal(printed("a = 'x' or b and c != 1"), "(($this.a = 'x') or ($this.b and ($this.c != 1)))");
});

test('what lies outside is left to the FHIRPath engine', () => {
  for (const text of ['a.select(b)', 'a.trace(1)', 'a +', "a.where(b = 'x'", '%other.a', 'a.descendants()', 'iif(a, b, c)', '']) {
    assert.equal(parseExpression(text), undefined, text);
  }
});
