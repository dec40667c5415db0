import { type JsonError, type JsonRule, jsonError } from './scan-errors.ts';

interface Frame {
  readonly array: boolean;
  /** Keys seen, for an object. */
  readonly keys: Set<string>;
  /** Key or index being read. */
  key: string;
  index: number;
}

const number = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const literal = /true|false|null/y;
const plain = /^[A-Za-z_][A-Za-z0-9_]*$/;
const mostErrors = 20;

const isSpace = (c: number): boolean => c === 0x20 || c === 0x0a || c === 0x0d || c === 0x09;

function placeOf(root: string, stack: readonly Frame[]): string {
  let place = root;
  for (const { array, key, index } of stack) {
    if (array) place += `[${index}]`;
    else if (key !== '') place += plain.test(key) ? `.${key}` : `.\`${key.slice(0, 60)}\``;
  }
  return place;
}

/** End of the string literal that begins at `start` (its quote), just behind the closing quote; or -(place of the fault) - 1. */
function endOfString(text: string, start: number): number {
  for (let i = start + 1; i < text.length; i += 1) {
    const c = text.charCodeAt(i);
    if (c === 0x22) return i + 1;
    if (c < 0x20) return -i - 1;
    if (c === 0x5c) {
      i += 1;
      const escaped = text[i];
      if (escaped === 'u') {
        if (!/^[0-9a-fA-F]{4}$/.test(text.slice(i + 1, i + 5))) return -i;
        i += 4;
      } else if (escaped === undefined || !'"\\/bfnrt'.includes(escaped)) return -i;
    }
  }
  return -text.length - 1;
}

/**
 * Everything a text is refused for, with places: the first fault of syntax, or else every repeated key, level too deep and
 * character that cannot be stored (at most 20). Slow and careful: called only when something is known to be wrong.
 */
export function diagnoseJson(text: string, { deepest, firstLine }: { deepest: number; firstLine: number }): JsonError[] {
  const errors: JsonError[] = [];
  const type = /"resourceType"\s*:\s*"([A-Za-z]{1,64})"/.exec(text)?.[1];
  const root = type ?? '$';
  const stack: Frame[] = [];
  const add = (rule: JsonRule, at: number, value: string, field = placeOf(root, stack)): void => {
    errors.push(jsonError(text, at, { rule, field, value, firstLine }));
  };
  let i = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  const skip = (): void => {
    while (i < text.length && isSpace(text.charCodeAt(i))) i += 1;
  };
  const broken = (at: number): JsonError[] => {
    const shown = at >= text.length ? '␃' : text.slice(at, at + 20);
    return [
      jsonError(text, Math.min(at, text.length), { rule: 'json-syntax', field: placeOf(root, stack), value: shown, firstLine }),
    ];
  };
  /** Reads a string and judges its characters; undefined when it is no string. */
  const readString = (asKey: boolean): string | number => {
    const end = text[i] === '"' ? endOfString(text, i) : -i - 1;
    if (end < 0) return -end - 1;
    const value = JSON.parse(text.slice(i, end)) as string;
    const field = asKey ? placeOf(root, stack.slice(0, -1)) : placeOf(root, stack);
    if (value.includes('\0')) add('nul', i, value, field);
    if (!value.isWellFormed()) add('lone-surrogate', i, value, field);
    i = end;
    return value;
  };

  let expect: 'value' | 'key-or-end' | 'key' | 'value-or-end' | 'next' = 'value';
  skip();
  if (text[i] !== '{' && !(i >= text.length)) {
    try {
      JSON.parse(text.slice(i));
      add('not-an-object', i, text.slice(i, i + 60));
      return errors;
    } catch {
      // The walk below says where it breaks.
    }
  }
  for (;;) {
    if (errors.length === mostErrors) return errors;
    skip();
    const c = text[i];
    const top = stack.at(-1);
    if (expect === 'next') {
      if (!top) return i >= text.length ? errors : broken(i);
      if (c === ',') {
        i += 1;
        top.index += 1;
        expect = top.array ? 'value' : 'key';
      } else if (c === (top.array ? ']' : '}')) {
        i += 1;
        stack.pop();
      } else return broken(i);
    } else if (expect === 'key' || expect === 'key-or-end') {
      if (expect === 'key-or-end' && c === '}') {
        i += 1;
        stack.pop();
        expect = 'next';
        continue;
      }
      const at = i;
      const key = readString(true);
      if (typeof key === 'number' || !top) return broken(typeof key === 'number' ? key : i);
      top.key = key;
      if (top.keys.has(key)) add('duplicate-key', at, key);
      top.keys.add(key);
      skip();
      if (text[i] !== ':') return broken(i);
      i += 1;
      expect = 'value';
    } else {
      if (expect === 'value-or-end' && c === ']') {
        i += 1;
        stack.pop();
      } else if (c === '{' || c === '[') {
        if (stack.length === deepest) {
          add('too-deep', i, `> ${deepest}`);
          return errors;
        }
        stack.push({ array: c === '[', keys: new Set(), key: '', index: 0 });
        i += 1;
        expect = c === '{' ? 'key-or-end' : 'value-or-end';
        continue;
      } else if (c === '"') {
        const read = readString(false);
        if (typeof read === 'number') return broken(read);
      } else {
        const pattern = c === 't' || c === 'f' || c === 'n' ? literal : number;
        pattern.lastIndex = i;
        const found = pattern.exec(text);
        if (!found) return broken(i);
        if (pattern === number && !Number.isFinite(Number(found[0]))) add('too-large-number', i, found[0]);
        i += found[0].length;
      }
      expect = 'next';
    }
  }
}
