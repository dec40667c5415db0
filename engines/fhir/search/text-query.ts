import { complain, type Read, read } from './complaint.ts';
import { fold } from './fold.ts';
import type { Filter } from './types.ts';

const pieces = /\s*(?:"([^"]*)"|([()（）])|([^\s()（）"]+))/y;

/** Parentheses within one another; beyond it the text counts as one that does not fit together. */
const mostLevels = 100;

/**
 * What `_text` and `_content` take: words that must all occur, "phrases" in quotes, `and`, `or`, `not` and parentheses, as R4's
 * `(bone OR liver) and metastases`. `or` binds weakest.
 */
export function parseTextQuery(kind: 'text' | 'content', text: string): Read<Filter> {
  const tokens: { readonly word?: string; readonly sign?: string }[] = [];
  pieces.lastIndex = 0;
  while (text.slice(pieces.lastIndex).trim() !== '') {
    const match = pieces.exec(text);
    if (!match) return complain('syntax', '引号没有成对', 'a quotation mark has no partner');
    const [, phrase, bracket, word] = match;
    const sign = bracket ?? (/^(and|or|not)$/i.test(word ?? '') ? word?.toLowerCase() : undefined);
    if (sign !== undefined) tokens.push({ sign: sign === '（' ? '(' : sign === '）' ? ')' : sign });
    else if (fold(phrase ?? word ?? '') !== '') tokens.push({ word: fold(phrase ?? word ?? '') });
  }
  let at = 0;
  let depth = 0;
  const takes = (sign: string): boolean => {
    if (tokens[at]?.sign !== sign) return false;
    at += 1;
    return true;
  };

  function either(): Filter | undefined {
    const filters: Filter[] = [];
    do {
      const filter = both();
      if (!filter) return undefined;
      filters.push(filter);
    } while (takes('or'));
    return joined('or', filters);
  }

  function both(): Filter | undefined {
    const filters: Filter[] = [];
    for (;;) {
      const filter = single();
      if (!filter) return undefined;
      filters.push(filter);
      const explicit = takes('and');
      const next = tokens[at];
      if (!explicit && (next === undefined || next.sign === ')' || next.sign === 'or'))
        return merged(kind, joined('and', filters));
    }
  }

  function single(): Filter | undefined {
    depth += 1;
    if (depth > mostLevels) return undefined;
    if (takes('not')) {
      const filter = single();
      depth -= 1;
      return filter && { kind: 'not', filter };
    }
    if (takes('(')) {
      const inner = either();
      depth -= 1;
      return takes(')') ? inner : undefined;
    }
    depth -= 1;
    const word = tokens[at]?.word;
    at += 1;
    return word === undefined ? undefined : { kind, words: [word] };
  }

  if (tokens.length === 0) return complain('empty', '值为空', 'the value is empty');
  const filter = either();
  if (!filter || at < tokens.length)
    return complain('syntax', '词、and、or、not 和括号的组合不完整', 'words, and, or, not and parentheses do not fit together');
  return read(filter);
}

const joined = (kind: 'and' | 'or', filters: readonly Filter[]): Filter => {
  const [only, second] = filters;
  return only && !second ? only : { kind, filters };
};

/** Words side by side are one condition with several words. */
function merged(kind: 'text' | 'content', filter: Filter): Filter {
  if (filter.kind !== 'and') return filter;
  const words = filter.filters.flatMap((part) => (part.kind === kind ? part.words : []));
  const others = filter.filters.filter((part) => part.kind !== kind);
  if (words.length === 0) return filter;
  return others.length === 0 ? { kind, words } : { kind: 'and', filters: [{ kind, words }, ...others] };
}
