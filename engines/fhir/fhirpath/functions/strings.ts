import { codeOf } from '../code.ts';
import { Misuse } from '../error.ts';
import { type Collection, integerNode, nothing, ofBoolean, stringNode } from '../node.ts';
import { argument, type Builder, integerOf, onTexts, takes, textOf } from './call.ts';
import { decode, encode, escapeText, unescapeText } from './encoding.ts';

const one = (text: string): Collection => [stringNode(text)];

const patterns = new Map<string, RegExp>();
const mostPatterns = 500;

/** A regular expression of the language: Unicode, `.` meets line ends. The last ones used are kept. */
function patternOf(source: string, flags: string): RegExp {
  const key = `${flags}/${source}`;
  const known = patterns.get(key);
  if (known) return known;
  const made = compilePattern(source, flags);
  if (patterns.size >= mostPatterns) patterns.clear();
  patterns.set(key, made);
  return made;
}

function compilePattern(source: string, flags: string): RegExp {
  for (const mode of ['u', '']) {
    try {
      return new RegExp(source, flags + mode);
    } catch {
      // Escapes such as \_ or \@ are errors in Unicode mode only.
    }
  }
  throw new Misuse(`${JSON.stringify(source)} is no regular expression`, `${JSON.stringify(source)} 不是正则表达式`);
}

const substring: Builder = takes(1, 2, (call) => {
  const from = argument(call, 0);
  const [, size] = call.args;
  return codeOf((scope) => {
    const text = textOf(call.left.many(scope));
    const start = integerOf(from.many(scope));
    const count = size && integerOf(size.many(scope));
    if (text === undefined || start === undefined || start < 0 || start >= text.length) return nothing;
    return one(count === undefined ? text.slice(start) : text.slice(start, start + Math.max(count, 0)));
  });
});

const join: Builder = takes(0, 1, ({ left, args: [separator] }) =>
  codeOf((scope) => {
    const items = left.many(scope);
    const between = separator ? (textOf(separator.many(scope)) ?? '') : '';
    const texts = items.map((item) => textOf([item]) ?? '');
    return items.length === 0 ? nothing : one(texts.join(between));
  }),
);

/** Function of the replacement: `$` in the text means itself unless a group is meant. */
const replaceMatches = onTexts(2, (text, [source = '', substitution = '']) =>
  source === '' ? one(text) : one(text.replace(patternOf(source, 'gs'), substitution)),
);

/** FHIRPath N1, String Manipulation, and the additional ones of 2.0. */
export const strings: Readonly<Record<string, Builder>> = {
  indexOf: onTexts(1, (text, [part = '']) => [integerNode(text.indexOf(part))]),
  lastIndexOf: onTexts(1, (text, [part = '']) => [integerNode(text.lastIndexOf(part))]),
  substring,
  startsWith: onTexts(1, (text, [part = '']) => ofBoolean(text.startsWith(part))),
  endsWith: onTexts(1, (text, [part = '']) => ofBoolean(text.endsWith(part))),
  contains: onTexts(1, (text, [part = '']) => ofBoolean(text.includes(part))),
  upper: onTexts(0, (text) => one(text.toUpperCase())),
  lower: onTexts(0, (text) => one(text.toLowerCase())),
  replace: onTexts(2, (text, [part = '', substitution = '']) =>
    one(text.split(part).join(substitution)).map((node) =>
      part === '' ? stringNode(`${substitution}${[...text].map((char) => char + substitution).join('')}`) : node,
    ),
  ),
  matches: onTexts(1, (text, [source = '']) => ofBoolean(patternOf(source, 's').test(text))),
  matchesFull: onTexts(1, (text, [source = '']) => ofBoolean(patternOf(`^(?:${source})$`, 's').test(text))),
  replaceMatches,
  length: onTexts(0, (text) => [integerNode(text.length)]),
  toChars: onTexts(0, (text) => [...text].map(stringNode)),
  trim: onTexts(0, (text) => one(text.trim())),
  split: onTexts(1, (text, [separator = '']) => text.split(separator).map(stringNode)),
  join,
  encode: onTexts(1, (text, [format = '']) => one(encode(text, format))),
  decode: onTexts(1, (text, [format = '']) => one(decode(text, format))),
  escape: onTexts(1, (text, [target = '']) => one(escapeText(text, target))),
  unescape: onTexts(1, (text, [target = '']) => one(unescapeText(text, target))),
};
