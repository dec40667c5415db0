import type { SearchType } from '../definitions/types.ts';
import { fanOut, findParameter, type QueryContext } from './chains.ts';
import { badValue, type Complaint, complain, type Read, read, unknownParameter } from './complaint.ts';
import { parseValue } from './parse-values.ts';
import { parseTextQuery } from './text-query.ts';
import type { Filter, Modifier, Parameter } from './types.ts';

const token = /\s*(?:"((?:[^"\\]|\\.)*)"|([()[\]])|([^\s()[\]"]+))/y;

interface Token {
  readonly text: string;
  readonly kind: 'string' | 'sign' | 'word';
  readonly at: number;
}

class Refused extends Error {
  readonly complaint: Complaint;
  constructor(refusal: { readonly complaint: Complaint }) {
    super(refusal.complaint.message.en);
    this.complaint = refusal.complaint;
  }
}

function fail(refusal: { readonly complaint: Complaint }): never {
  throw new Refused(refusal);
}

const must = <T>(result: Read<T>): T => (result.ok ? result.value : fail(result));

/** R4's `_filter`: `name co "eve" and not (birthdate lt 1974)`, `subject.name sw "a"`, `subject[name eq x].birthdate ge 2000`. */
export function parseFilter(type: string | null, text: string, context: QueryContext): Read<Filter> {
  try {
    const tokens = tokensOf(text);
    const reader = readerOf(tokens, context);
    const filter = reader.either(type);
    const rest = reader.peek();
    return rest ? unexpected(rest) : read(filter);
  } catch (error) {
    if (error instanceof Refused) return { ok: false, complaint: error.complaint };
    throw error;
  }
}

function tokensOf(text: string): Token[] {
  const tokens: Token[] = [];
  token.lastIndex = 0;
  while (text.slice(token.lastIndex).trim() !== '') {
    const at = token.lastIndex;
    const match = token.exec(text);
    if (!match)
      fail(complain('syntax', `第 ${at + 1} 个字符处的引号没有成对`, `the quotation mark at character ${at + 1} has no partner`));
    const [, string, sign, word] = match;
    if (string !== undefined) tokens.push({ kind: 'string', text: string.replace(/\\(.)/g, '$1'), at });
    else tokens.push({ kind: sign === undefined ? 'word' : 'sign', text: sign ?? word ?? '', at });
  }
  return tokens;
}

const unexpected = ({ text, at }: Token) =>
  complain('syntax', `第 ${at + 1} 个字符处的 ${text} 不应在此`, `${text} is not expected at character ${at + 1}`);

const ended = () => complain('syntax', '条件不完整', 'the condition is not complete');

/** Parentheses and brackets within one another. */
const mostLevels = 100;

function readerOf(tokens: readonly Token[], context: QueryContext) {
  let at = 0;
  let depth = 0;
  const peek = (): Token | undefined => tokens[at];
  const next = (): Token => {
    const found = tokens[at];
    at += 1;
    return found ?? fail(ended());
  };
  const isNext = (kind: Token['kind'], text: string): boolean => tokens[at]?.kind === kind && tokens[at]?.text === text;
  const expect = (text: string): void => {
    const found = next();
    if (found.text !== text || found.kind !== 'sign') fail(unexpected(found));
  };

  function series(kind: 'and' | 'or', part: (type: string | null) => Filter, type: string | null): Filter {
    const filters = [part(type)];
    while (isNext('word', kind)) {
      at += 1;
      filters.push(part(type));
    }
    const [only, second] = filters;
    return only && !second ? only : { kind, filters };
  }
  const either = (type: string | null): Filter => series('or', both, type);
  const both = (type: string | null): Filter => series('and', single, type);

  function single(type: string | null): Filter {
    depth += 1;
    if (depth > mostLevels)
      fail(complain('too-wide', `条件套了多于 ${mostLevels} 层`, `conditions are more than ${mostLevels} levels deep`));
    const filter = oneOf(type);
    depth -= 1;
    return filter;
  }

  function oneOf(type: string | null): Filter {
    if (isNext('word', 'not') && tokens[at + 1]?.text === '(') {
      at += 1;
      return { kind: 'not', filter: single(type) };
    }
    if (isNext('sign', '(')) {
      at += 1;
      const inner = either(type);
      expect(')');
      return inner;
    }
    const path = next();
    if (path.kind !== 'word') fail(unexpected(path));
    return along(type, path.text);
  }

  /** A path may hold a condition in brackets at any link, so the rest of it is read again for each type of target. */
  function along(type: string | null, path: string): Filter {
    if (path.length > mostLevels && path.split('.').length > mostLevels) {
      fail(complain('too-wide', `链多于 ${mostLevels} 节`, `the chain has more than ${mostLevels} links`));
    }
    const dot = path.indexOf('.');
    const code = dot < 0 ? path : path.slice(0, dot);
    const parameter = findParameter(type, code, context);
    if (!parameter) fail(unknownParameter(type, code));
    const isBracket = dot < 0 && isNext('sign', '[');
    if (dot < 0 && !isBracket) return comparison(parameter);
    if (parameter.type !== 'reference') fail(complain('no-chain', `${code} 不是引用`, `${code} is no reference`));
    const start = at;
    const level = depth;
    let end = at;
    const types = parameter.targets.length > 0 ? parameter.targets : context.definitions.resourceTypes;
    const chained = fanOut(parameter, types, isBracket ? code : path.slice(dot + 1), context, (target) => {
      at = start;
      depth = level;
      try {
        const filter = isBracket ? bracketed(target) : along(target, path.slice(dot + 1));
        end = at;
        return read(filter);
      } catch (error) {
        if (error instanceof Refused) return { ok: false, complaint: error.complaint };
        throw error;
      }
    });
    at = end;
    depth = level;
    return must(chained);
  }

  function bracketed(target: string): Filter {
    expect('[');
    const condition = either(target);
    expect(']');
    const rest = next();
    if (rest.kind !== 'word' || !rest.text.startsWith('.')) fail(unexpected(rest));
    return { kind: 'and', filters: [condition, along(target, rest.text.slice(1))] };
  }

  function comparison(parameter: Parameter): Filter {
    const operator = next();
    const value = next();
    if (operator.kind !== 'word') fail(unexpected(operator));
    if (value.kind === 'sign') fail(unexpected(value));
    return must(compare(parameter, operator.text, value.text, context));
  }

  return { either, peek };
}

const prefixed = new Set(['eq', 'ne', 'gt', 'lt', 'ge', 'le', 'ap', 'sa', 'eb']);
const ranged = new Set<SearchType>(['date', 'number', 'quantity']);

/** How an operator compares values of types that have no prefixes. */
const modifiers: Readonly<Record<string, Partial<Record<SearchType, Modifier | 'plain'>>>> = {
  eq: { string: 'equals', token: 'plain', reference: 'plain', uri: 'plain', composite: 'plain', special: 'plain' },
  co: { string: 'contains' },
  sw: { string: 'plain' },
  ew: { string: 'ends' },
  ss: { token: 'above' },
  sb: { token: 'below' },
  in: { token: 'in' },
  re: { reference: 'plain' },
};

function compare(parameter: Parameter, operator: string, text: string, { options }: QueryContext): Read<Filter> {
  const { type, code } = parameter;
  if (operator === 'pr') {
    if (text !== 'true' && text !== 'false') return badValue('pr 之后只能是 true 或 false', 'pr takes true or false');
    return read({ kind: 'missing', parameter, missing: text === 'false' });
  }
  if (code === '_text' || code === '_content') return parseTextQuery(code === '_text' ? 'text' : 'content', `"${text}"`);
  if (ranged.has(type) && (prefixed.has(operator) || (operator === 'po' && type === 'date'))) {
    const values = parseValue(parameter, undefined, operator === 'po' ? text : `${operator}${text}`, options);
    if (!values.ok) return values;
    const overlap = values.value.map((value) => (value.kind === 'date' ? { ...value, prefix: 'ap' as const } : value));
    return read({ kind: 'param', parameter, values: operator === 'po' ? overlap : values.value });
  }
  const compared = modifiers[operator === 'ne' ? 'eq' : operator]?.[type];
  if (!compared) return badValue(`${code}（${type}）不能用运算符 ${operator}`, `${code} (${type}) has no operator ${operator}`);
  const modifier = compared === 'plain' ? undefined : compared;
  const values = parseValue(parameter, modifier, text, options);
  if (!values.ok) return values;
  return read({
    kind: 'param',
    parameter,
    ...(modifier && { modifier }),
    values: values.value,
    ...(operator === 'ne' && { differs: true as const }),
  });
}
