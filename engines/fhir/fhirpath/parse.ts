import type { BinaryOperator, CallExpression, Expression, TypeName } from './ast.ts';
import { type Complaint, FhirPathError } from './error.ts';
import { lex, type Token } from './lex.ts';
import { readNumber, readTemporal } from './literal.ts';

/** Binding strength, strongest first. Source: FHIRPath N1, Operator Precedence. */
const strengths: readonly (readonly string[])[] = [
  ['*', '/', 'div', 'mod'],
  ['+', '-', '&'],
  ['is', 'as'],
  ['|'],
  ['<', '<=', '>', '>='],
  ['=', '~', '!=', '!~'],
  ['in', 'contains'],
  ['and'],
  ['or', 'xor'],
  ['implies'],
];
const strengthOf = new Map(strengths.flatMap((row, i) => row.map((operator) => [operator, strengths.length - i] as const)));

/** Deepest nesting read; an expression beyond it is refused, so that none can exhaust the stack. */
const deepest = 200;
/** The same for its length, in words and signs: a chain is as deep as it is long. */
const longest = 5000;

interface Reader {
  readonly source: string;
  readonly tokens: readonly Token[];
  next: number;
  depth: number;
}

const peek = ({ tokens, next }: Reader): Token => tokens[next] ?? { kind: 'end', text: '', at: 0, end: 0 };

function take(reader: Reader): Token {
  const token = peek(reader);
  reader.next += 1;
  return token;
}

const complain = (reader: Reader, at: number, complaint: Complaint): FhirPathError =>
  new FhirPathError('syntax', complaint, reader.source, at);

const isSymbol = (token: Token, text: string): boolean => token.kind === 'symbol' && token.text === text;

function expectSymbol(reader: Reader, text: string): Token {
  const token = peek(reader);
  if (isSymbol(token, text)) return take(reader);
  const found = token.kind === 'end' ? 'the end' : JSON.stringify(reader.source.slice(token.at, token.end));
  const foundZh = token.kind === 'end' ? '结尾' : JSON.stringify(reader.source.slice(token.at, token.end));
  throw complain(reader, token.at, { en: `expected "${text}", found ${found}`, zh: `应为“${text}”，却是 ${foundZh}` });
}

function unexpected(reader: Reader, token: Token): FhirPathError {
  if (token.kind === 'end') return complain(reader, token.at, { en: 'the expression breaks off', zh: '表达式不完整' });
  const text = JSON.stringify(reader.source.slice(token.at, token.end));
  return complain(reader, token.at, { en: `unexpected ${text}`, zh: `意外的 ${text}` });
}

const words = new Set(['div', 'mod', 'is', 'as', 'in', 'contains', 'and', 'or', 'xor', 'implies']);

/** The operator at this place, or null. */
const operatorOf = (token: Token): string | null =>
  (token.kind === 'symbol' || (token.kind === 'name' && words.has(token.text))) && strengthOf.has(token.text) ? token.text : null;

function descend(reader: Reader): void {
  reader.depth += 1;
  if (reader.depth > deepest) throw complain(reader, peek(reader).at, { en: 'nested too deeply', zh: '嵌套过深' });
}

function readExpression(reader: Reader, weakest: number): Expression {
  descend(reader);
  let left = readSigned(reader);
  for (;;) {
    const token = peek(reader);
    const operator = operatorOf(token);
    const strength = operator === null ? 0 : (strengthOf.get(operator) ?? 0);
    if (operator === null || strength < weakest) break;
    take(reader);
    left =
      operator === 'is' || operator === 'as'
        ? { kind: 'type', at: token.at, operator, operand: left, type: readTypeName(reader) }
        : {
            kind: 'binary',
            at: token.at,
            operator: operator as BinaryOperator,
            left,
            right: readExpression(reader, strength + 1),
          };
  }
  reader.depth -= 1;
  return left;
}

function readSigned(reader: Reader): Expression {
  const token = peek(reader);
  if (!isSymbol(token, '-') && !isSymbol(token, '+')) return readPostfix(reader, readTerm(reader));
  take(reader);
  descend(reader);
  const operand = readSigned(reader);
  reader.depth -= 1;
  return { kind: 'sign', at: token.at, negative: token.text === '-', operand };
}

function readPostfix(reader: Reader, term: Expression): Expression {
  let left = term;
  for (;;) {
    const token = peek(reader);
    if (isSymbol(token, '.')) {
      take(reader);
      left = readInvocation(reader, left);
    } else if (isSymbol(token, '[')) {
      take(reader);
      left = { kind: 'indexer', at: token.at, left, index: readExpression(reader, 1) };
      expectSymbol(reader, ']');
    } else return left;
  }
}

const namelike = new Set(['as', 'is', 'in', 'contains']);

/** A word that may stand as a name: any but the operators that the grammar keeps for itself. */
const isName = (token: Token): boolean =>
  token.kind === 'quoted-name' || (token.kind === 'name' && (!words.has(token.text) || namelike.has(token.text)));

function readInvocation(reader: Reader, left: Expression | null): Expression {
  const token = take(reader);
  if (token.kind === 'special') return { kind: token.text.slice(1) as 'this' | 'index' | 'total', at: token.at };
  // Behind a dot only a name can stand: `text.div` is read although `div` is an operator elsewhere.
  if (!isName(token) && !(left && token.kind === 'name')) throw unexpected(reader, token);
  if (!isSymbol(peek(reader), '(')) return { kind: 'member', at: token.at, left, name: token.text };
  return readCall(reader, left, token);
}

function readCall(reader: Reader, left: Expression | null, { text: name, at }: Token): CallExpression {
  expectSymbol(reader, '(');
  const args: Expression[] = [];
  if (!isSymbol(peek(reader), ')')) {
    do args.push(readExpression(reader, 1));
    while (isSymbol(peek(reader), ',') && take(reader));
  }
  expectSymbol(reader, ')');
  return { kind: 'call', at, left, name, args };
}

function readTypeName(reader: Reader): TypeName {
  const first = take(reader);
  if (!isName(first)) throw unexpected(reader, first);
  if (!isSymbol(peek(reader), '.')) return { name: first.text, at: first.at };
  take(reader);
  const second = take(reader);
  if (!isName(second)) throw unexpected(reader, second);
  return { namespace: first.text, name: second.text, at: first.at };
}

function readVariable(reader: Reader, at: number): Expression {
  const token = take(reader);
  if (!isName(token) && token.kind !== 'string') throw unexpected(reader, token);
  return { kind: 'variable', at, name: token.text };
}

function readTerm(reader: Reader): Expression {
  const token = peek(reader);
  const { at } = token;
  switch (token.kind) {
    case 'string':
      return { kind: 'literal', at: take(reader).at, literal: { type: 'String', value: token.text } };
    case 'number':
      take(reader);
      return { kind: 'literal', at, literal: readNumber(token, peek(reader), () => take(reader)) };
    case 'temporal': {
      const literal = readTemporal(take(reader).text);
      if (literal) return { kind: 'literal', at, literal };
      throw complain(reader, at, { en: `${token.text} is no date or time`, zh: `${token.text} 不是日期或时间` });
    }
    case 'symbol':
      return readSymbolTerm(reader, token);
    case 'name':
      if (token.text === 'true' || token.text === 'false')
        return { kind: 'literal', at: take(reader).at, literal: { type: 'Boolean', value: token.text === 'true' } };
      return readInvocation(reader, null);
    case 'end':
      throw unexpected(reader, token);
    default:
      return readInvocation(reader, null);
  }
}

function readSymbolTerm(reader: Reader, token: Token): Expression {
  take(reader);
  if (token.text === '(') {
    const inner = readExpression(reader, 1);
    expectSymbol(reader, ')');
    return inner;
  }
  if (token.text === '{') {
    expectSymbol(reader, '}');
    return { kind: 'empty', at: token.at };
  }
  if (token.text === '%') return readVariable(reader, token.at);
  throw unexpected(reader, token);
}

/** Reads an expression. Throws FhirPathError (syntax) with the place of the first thing that cannot be read. */
export function parse(source: string): Expression {
  const reader: Reader = { source, tokens: lex(source), next: 0, depth: 0 };
  const beyond = reader.tokens[longest];
  if (beyond) throw complain(reader, beyond.at, { en: 'the expression is too long', zh: '表达式过长' });
  const expression = readExpression(reader, 1);
  const rest = peek(reader);
  if (rest.kind !== 'end') throw unexpected(reader, rest);
  return expression;
}
