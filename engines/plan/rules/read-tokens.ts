import { type ExpressionError, errorAt, type Span } from './syntax.ts';

export type TokenKind = 'name' | 'number' | 'date' | 'sign' | 'end';
export interface Token extends Span {
  readonly kind: TokenKind;
  readonly text: string;
}

// Names may hold hyphens and begin with a digit when a letter follows (`3A`), so subtraction wants blanks around it.
const patterns: readonly (readonly [TokenKind, RegExp])[] = [
  ['date', /\d{4}-\d{2}-\d{2}(?![\w-])/y],
  ['name', /(?:[A-Za-z]|\d+(?=[A-Za-z]))[A-Za-z0-9]*(?:-[A-Za-z0-9]+)*/y],
  ['number', /\d+(?:\.(?!\.)\d+)?%?/y],
  ['sign', /\.\.|!=|<=|>=|[=<>+\-*/(){},:.]/y],
];

/** An expression's tokens, the last of them `end`; or the first character that begins none. Blanks and `# remarks` part tokens. */
export function readTokens(text: string): { readonly tokens: readonly Token[]; readonly error: ExpressionError | null } {
  const tokens: Token[] = [];
  const blank = /(?:\s|#[^\n]*)+/y;
  let at = 0;
  for (;;) {
    blank.lastIndex = at;
    if (blank.test(text)) at = blank.lastIndex;
    if (at >= text.length) break;
    let found: Token | null = null;
    for (const [kind, pattern] of patterns) {
      pattern.lastIndex = at;
      const match = pattern.exec(text);
      if (match) {
        found = { kind, text: match[0], start: at, end: at + match[0].length };
        break;
      }
    }
    if (!found) {
      const character = String.fromCodePoint(text.codePointAt(at) ?? 0);
      const message = { zh: `此处不能出现字符“${character}”`, en: `the character “${character}” cannot stand here` };
      return { tokens: [], error: errorAt(text, { start: at, end: at + character.length }, 'syntax', message) };
    }
    tokens.push(found);
    at = found.end;
  }
  // The end stands behind the last thing written, so that an error there points at the text and not past blanks.
  const last = tokens.at(-1)?.end ?? 0;
  tokens.push({ kind: 'end', text: '', start: last, end: last });
  return { tokens, error: null };
}
