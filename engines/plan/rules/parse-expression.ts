import { readTokens, type Token } from './read-tokens.ts';
import {
  type Band,
  type Comparator,
  type Expression,
  type ExpressionError,
  errorAt,
  type Gathering,
  type Name,
  type Quantifier,
  type Span,
} from './syntax.ts';

export type ParsedExpression =
  | { readonly ok: true; readonly value: Expression }
  | { readonly ok: false; readonly errors: readonly ExpressionError[] };

const comparators: readonly string[] = ['=', '!=', '<', '<=', '>', '>='];
const quantifiers: readonly string[] = ['count', 'exists', 'every', 'sum', 'share'];
const keywords: readonly string[] =
  'and or not between about within in has is known if then else where having of bands yes no'.split(' ');
/** Brackets and conditions may nest so deep; far above anything a person writes, far below the stack. */
const deepest = 100;

/** Ends the parsing at the first fault; caught in `parseExpression` and nowhere else. */
const stop = Symbol('stop');

interface Reader {
  readonly text: string;
  readonly tokens: readonly Token[];
  at: number;
  depth: number;
  error: ExpressionError | null;
}

const now = (r: Reader): Token => r.tokens[r.at] ?? { kind: 'end', text: '', start: r.text.length, end: r.text.length };
const isWord = (token: Token, word: string): boolean => token.kind === 'name' && token.text === word;
const isSign = (token: Token, sign: string): boolean => token.kind === 'sign' && token.text === sign;

function fail(r: Reader, span: Span, zh: string, en: string): never {
  r.error = errorAt(r.text, span, 'syntax', { zh, en });
  throw stop;
}

function expected(r: Reader, zh: string, en: string): never {
  const token = now(r);
  const [foundZh, foundEn] =
    token.kind === 'end' ? ['表达式已结束', 'the expression ends'] : [`却是“${token.text}”`, `“${token.text}” stands here`];
  return fail(r, token, `此处应为${zh}，${foundZh}`, `expected ${en}, but ${foundEn}`);
}

function take(r: Reader): Token {
  const token = now(r);
  r.at += 1;
  return token;
}

function tookWord(r: Reader, word: string): boolean {
  if (!isWord(now(r), word)) return false;
  r.at += 1;
  return true;
}

function needSign(r: Reader, sign: string): Token {
  return isSign(now(r), sign) ? take(r) : expected(r, `“${sign}”`, `“${sign}”`);
}

function needWord(r: Reader, word: string): Token {
  return isWord(now(r), word) ? take(r) : expected(r, `“${word}”`, `“${word}”`);
}

function needName(r: Reader, zh: string, en: string, codes = false): Name {
  const token = now(r);
  // A code may be a bare number (level 2) or a word of the language (`in`).
  const fits = token.kind === 'name' && (codes || !keywords.includes(token.text));
  if (!fits && !(codes && token.kind === 'number' && /^\d+$/.test(token.text))) return expected(r, zh, en);
  r.at += 1;
  return { kind: 'name', text: token.text, start: token.start, end: token.end };
}

const from = (start: Span, r: Reader): Span => ({ start: start.start, end: r.tokens[r.at - 1]?.end ?? start.end });

function numberOf(token: Token): number {
  return token.text.endsWith('%') ? Number(token.text.slice(0, -1)) / 100 : Number(token.text);
}

function needNumber(r: Reader): number {
  const token = now(r);
  return token.kind === 'number' ? numberOf(take(r)) : expected(r, '数', 'a number');
}

function gathering(r: Reader): Gathering {
  const start = now(r);
  const collection = needName(r, '集合名', 'the name of a collection');
  const where = tookWord(r, 'where') ? expression(r) : null;
  return { collection, where, ...from(start, r) };
}

function gather(r: Reader, start: Token): Expression {
  const quantifier = take(r).text as Quantifier;
  needSign(r, '(');
  const collection = gathering(r);
  let of: Expression | null = null;
  if (quantifier === 'sum') {
    needWord(r, 'of');
    of = expression(r);
  } else if (quantifier === 'share' || quantifier === 'every') {
    needWord(r, 'having');
    of = expression(r);
  }
  needSign(r, ')');
  return { kind: 'gather', quantifier, from: collection, of, ...from(start, r) };
}

function band(r: Reader): Band {
  const start = now(r);
  const low = needNumber(r);
  needSign(r, '..');
  const closed = !isSign(now(r), '<');
  if (!closed) take(r);
  const high = needNumber(r);
  needSign(r, ':');
  const value = expression(r);
  return { low, high, closed, value, ...from(start, r) };
}

function bands(r: Reader, start: Token): Expression {
  take(r);
  const operand = sum(r);
  needSign(r, '{');
  const list: Band[] = [];
  let otherwise: Expression | null = null;
  for (;;) {
    if (tookWord(r, 'else')) {
      needSign(r, ':');
      otherwise = expression(r);
    } else list.push(band(r));
    if (otherwise || !isSign(now(r), ',')) break;
    take(r);
  }
  needSign(r, '}');
  return { kind: 'bands', operand, bands: list, otherwise, ...from(start, r) };
}

function named(r: Reader, start: Token): Expression {
  const name = needName(r, '数、名称或“(”', 'a number, a name or “(”');
  if (isSign(now(r), '.')) {
    take(r);
    const rest = needName(r, '属性名', 'the name of an attribute');
    return { kind: 'path', link: name, rest, ...from(start, r) };
  }
  if (!isSign(now(r), '(')) return name;
  take(r);
  const given: Expression[] = [];
  if (!isSign(now(r), ')')) {
    do given.push(expression(r));
    while (isSign(now(r), ',') && take(r));
  }
  needSign(r, ')');
  return { kind: 'call', name, given, ...from(start, r) };
}

function primary(r: Reader): Expression {
  const token = now(r);
  if (token.kind === 'number') return { kind: 'number', value: numberOf(take(r)), start: token.start, end: token.end };
  if (token.kind === 'date') return { kind: 'date', value: take(r).text, start: token.start, end: token.end };
  if (isSign(token, '(')) {
    take(r);
    const inner = expression(r);
    needSign(r, ')');
    return { ...inner, ...from(token, r) };
  }
  if (token.kind === 'name') {
    if (token.text === 'yes' || token.text === 'no')
      return { kind: 'yes-no', value: take(r).text === 'yes', start: token.start, end: token.end };
    if (token.text === 'bands') return bands(r, token);
    if (quantifiers.includes(token.text) && isSign(r.tokens[r.at + 1] ?? token, '(')) return gather(r, token);
    if (!keywords.includes(token.text)) return named(r, token);
  }
  return expected(r, '数、名称或“(”', 'a number, a name or “(”');
}

function unary(r: Reader): Expression {
  const start = now(r);
  if (!isSign(start, '-')) return primary(r);
  take(r);
  return deeper(r, start, () => ({ kind: 'negative', operand: unary(r), ...from(start, r) }));
}

function product(r: Reader): Expression {
  const start = now(r);
  let left = unary(r);
  while (isSign(now(r), '*') || isSign(now(r), '/')) {
    const operator = take(r).text as '*' | '/';
    left = { kind: 'arithmetic', operator, left, right: unary(r), ...from(start, r) };
  }
  return left;
}

function sum(r: Reader): Expression {
  const start = now(r);
  let left = product(r);
  while (isSign(now(r), '+') || isSign(now(r), '-')) {
    const operator = take(r).text as '+' | '-';
    left = { kind: 'arithmetic', operator, left, right: product(r), ...from(start, r) };
  }
  return left;
}

function codeOrSum(r: Reader): Expression {
  const token = now(r);
  // On the right of a comparison a word of the language can only be a code: `level = none` and the like.
  return token.kind === 'name' && keywords.includes(token.text) && !['yes', 'no', 'bands', 'if', 'not'].includes(token.text)
    ? needName(r, '代码', 'a code', true)
    : sum(r);
}

function codeList(r: Reader): Name[] {
  needSign(r, '{');
  const codes = [needName(r, '代码', 'a code', true)];
  while (isSign(now(r), ',')) {
    take(r);
    codes.push(needName(r, '代码', 'a code', true));
  }
  needSign(r, '}');
  return codes;
}

function comparison(r: Reader): Expression {
  const start = now(r);
  const left = sum(r);
  const token = now(r);
  if (token.kind === 'sign' && comparators.includes(token.text)) {
    const operator = take(r).text as Comparator;
    const compared: Expression = { kind: 'compare', operator, left, right: codeOrSum(r), ...from(start, r) };
    const next = now(r);
    if (next.kind === 'sign' && comparators.includes(next.text))
      return fail(r, next, '比较不能连写；请用 between … and …', 'comparisons do not chain; use between … and …');
    return compared;
  }
  if (tookWord(r, 'between')) {
    const low = sum(r);
    needWord(r, 'and');
    const high = sum(r);
    return { kind: 'between', operand: left, low, high, ...from(start, r) };
  }
  if (tookWord(r, 'about')) {
    const goal = sum(r);
    needWord(r, 'within');
    const within = sum(r);
    return { kind: 'about', operand: left, goal, within, ...from(start, r) };
  }
  if (tookWord(r, 'in')) return { kind: 'in', operand: left, codes: codeList(r), ...from(start, r) };
  if (tookWord(r, 'has')) return { kind: 'has', operand: left, code: needName(r, '代码', 'a code', true), ...from(start, r) };
  if (tookWord(r, 'is')) {
    needWord(r, 'known');
    return { kind: 'known', operand: left, ...from(start, r) };
  }
  return left;
}

function deeper<T>(r: Reader, at: Span, inner: () => T): T {
  r.depth += 1;
  if (r.depth > deepest) return fail(r, at, `嵌套超过 ${deepest} 层`, `nested more than ${deepest} deep`);
  const result = inner();
  r.depth -= 1;
  return result;
}

function negation(r: Reader): Expression {
  const start = now(r);
  if (!tookWord(r, 'not')) return comparison(r);
  return deeper(r, start, () => ({ kind: 'not', operand: negation(r), ...from(start, r) }));
}

function conjunction(r: Reader): Expression {
  const start = now(r);
  let left = negation(r);
  while (tookWord(r, 'and')) left = { kind: 'and', left, right: negation(r), ...from(start, r) };
  return left;
}

function disjunction(r: Reader): Expression {
  const start = now(r);
  let left = conjunction(r);
  while (tookWord(r, 'or')) left = { kind: 'or', left, right: conjunction(r), ...from(start, r) };
  return left;
}

function expression(r: Reader): Expression {
  const start = now(r);
  return deeper(r, start, () => {
    if (!tookWord(r, 'if')) return disjunction(r);
    const condition = expression(r);
    needWord(r, 'then');
    const yes = expression(r);
    needWord(r, 'else');
    const no = expression(r);
    return { kind: 'if', condition, yes, no, ...from(start, r) };
  });
}

/**
 * Reads one expression. Binding, tightest first: call, `-x`, `* /`, `+ -`, comparison, `not`, `and`, `or`, `if`. The
 * first fault ends it and says line, column, what was expected and what stands there.
 */
export function parseExpression(text: string): ParsedExpression {
  const { tokens, error } = readTokens(text);
  if (error) return { ok: false, errors: [error] };
  const reader: Reader = { text, tokens, at: 0, depth: 0, error: null };
  try {
    const value = expression(reader);
    if (now(reader).kind !== 'end') expected(reader, '运算符或表达式结束', 'an operator or the end');
    return { ok: true, value };
  } catch (thrown) {
    if (thrown !== stop || !reader.error) throw thrown;
    return { ok: false, errors: [reader.error] };
  }
}
