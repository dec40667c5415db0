import { FhirPathError } from './error.ts';

export type TokenKind = 'name' | 'quoted-name' | 'string' | 'number' | 'temporal' | 'special' | 'symbol' | 'end';

/** `text` is the meaning: escapes replaced, quotes gone. `special` is $this, $index or $total. */
export interface Token {
  readonly kind: TokenKind;
  readonly text: string;
  readonly at: number;
  readonly end: number;
}

const space = /[ \t\r\n\f\u00a0\ufeff]+/y;
const lineComment = /\/\/[^\r\n]*/y;
const blockComment = /\/\*[\s\S]*?\*\//y;
const name = /[A-Za-z_][A-Za-z0-9_]*/y;
const special = /\$(this|index|total)\b/y;
const number = /\d+(\.\d+)?/y;
const temporal = /@(T[\d:]*(\.\d+)?|\d[\d-]*(T([\d:]+(\.\d+)?(Z|[+-]\d\d:\d\d)?)?)?)/y;
const symbol = /<=|>=|!=|!~|[.,()[\]{}+\-*/&|<>=~%]/y;

const escapes: Readonly<Record<string, string>> = { f: '\f', n: '\n', r: '\r', t: '\t' };

/** Reads from the quote at `at` to its partner; returns the meaning and where it ends. */
function readQuoted(source: string, at: number): { readonly text: string; readonly end: number } {
  const quote = source[at];
  let text = '';
  for (let i = at + 1; i < source.length; i += 1) {
    const char = source[i] ?? '';
    if (char === quote) return { text, end: i + 1 };
    if (char !== '\\') {
      text += char;
      continue;
    }
    i += 1;
    const escaped = source[i] ?? '';
    const hex = escaped === 'u' ? /^[0-9A-Fa-f]{4}/.exec(source.slice(i + 1, i + 5))?.[0] : undefined;
    if (hex !== undefined) {
      text += String.fromCharCode(Number.parseInt(hex, 16));
      i += 4;
    } else if (/^["'`\\/]$/.test(escaped)) text += escaped;
    else if (Object.hasOwn(escapes, escaped)) text += escapes[escaped];
    else text += escaped;
  }
  throw new FhirPathError('syntax', { en: `no closing ${quote} for the one here`, zh: `此处的 ${quote} 没有结束符` }, source, at);
}

const rules: readonly (readonly [TokenKind, RegExp])[] = [
  ['name', name],
  ['special', special],
  ['number', number],
  ['temporal', temporal],
  ['symbol', symbol],
];

const quotes: Readonly<Record<string, TokenKind>> = { "'": 'string', '`': 'quoted-name', '"': 'quoted-name' };

/** The token at `from`, behind space and comments. Throws a syntax error where none can be read. */
function nextToken(source: string, from: number): Token {
  let at = from;
  for (let moved = true; moved; ) {
    moved = false;
    for (const skip of [space, lineComment, blockComment]) {
      skip.lastIndex = at;
      if (!skip.test(source)) continue;
      at = skip.lastIndex;
      moved = true;
    }
  }
  if (at >= source.length) return { kind: 'end', text: '', at: source.length, end: source.length };
  const quoted = quotes[source[at] ?? ''];
  if (quoted !== undefined) return { kind: quoted, ...readQuoted(source, at), at };
  for (const [kind, rule] of rules) {
    rule.lastIndex = at;
    const match = rule.exec(source);
    if (match) return { kind, text: match[0], at, end: rule.lastIndex };
  }
  throw new FhirPathError(
    'syntax',
    { en: `unexpected ${JSON.stringify(source[at])}`, zh: `意外的字符 ${JSON.stringify(source[at])}` },
    source,
    at,
  );
}

/** All tokens of an expression, the last of kind `end`. Throws FhirPathError (syntax). Source: FHIRPath N1, grammar. */
export function lex(source: string): Token[] {
  const tokens: Token[] = [];
  for (let at = 0; ; ) {
    const token = nextToken(source, at);
    if (token.text.startsWith('/') && source.startsWith('/*', token.at))
      throw new FhirPathError('syntax', { en: 'a comment without its end', zh: '注释没有结束' }, source, token.at);
    tokens.push(token);
    if (token.kind === 'end') return tokens;
    at = token.end;
  }
}
