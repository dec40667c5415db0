import type { ParamFilter, TokenValue } from '@songhua/engine-fhir/search/types.ts';
import { ofTypeKey, termKey, valueKey } from '../domain/index-rows.ts';
import { numbersLiteral, textsLiteral } from '../store/literals.ts';
import { type Condition, ofLists } from './condition.ts';
import { codeTexts } from './look-up-codes.ts';
import { type Compiling, valuesOf } from './searching.ts';

/** Keys that a value stands for without asking the dictionary; null when it must be asked. */
function keysOf(parameter: number, closed: boolean, implied: readonly string[], value: TokenValue): bigint[] | null {
  const { system, code, of } = value;
  if (code === undefined) return null;
  if (of) return [ofTypeKey(parameter, of.system ?? '', of.code, code)];
  if (system === undefined) return closed ? null : [valueKey(parameter, code)];
  // A plain code has no system of its own: the binding says which it is.
  return [termKey(parameter, system, code), ...(implied.includes(system) ? [termKey(parameter, '', code)] : [])];
}

/** Codes looked up one by one, at most, where the dictionary does not say which of them occur. */
const mostCodes = 20_000;

/** Codes of value sets and hierarchies: those of them that the parameter's dictionary has. A code without system is any system's. */
function compileCodes(compiling: Compiling, filter: ParamFilter): Condition | undefined {
  const codes = compiling.looked.codes(filter);
  if (!codes) return undefined;
  const { parameter } = filter;
  const numbers = compiling.numbersOf(parameter);
  if (!isClosed(compiling, parameter)) {
    const listed = [...codes].flatMap(([system, own]) => (own === 'all' ? [] : [...own].map((code) => ({ system, code }))));
    if ([...codes.values()].includes('all') || listed.length > mostCodes) return undefined;
    const keys = numbers.flatMap((number) =>
      listed.flatMap(({ system, code }) => [termKey(number, system, code), termKey(number, '', code)]),
    );
    const unique = [...new Set(keys)];
    return ofLists((binder) => binder.bind(numbersLiteral(unique), 'bigint[]'), unique);
  }
  const texts = codeTexts(codes);
  return ofLists((binder) => {
    const of = binder.bind(numbersLiteral(numbers), 'smallint[]');
    return `array(select t.key from unnest(${binder.bind(texts.systems, 'text[]')}, ${binder.bind(texts.codes, 'text[]')}) c(system, code)
        join records.term t on t.parameter = any(${of}) and t.code = c.code and (t.system = c.system or t.system = '')
      union select t.key from records.term t where t.parameter = any(${of}) and t.system = any(${binder.bind(texts.whole, 'text[]')}))`;
  });
}

const isClosed = (compiling: Compiling, { storedAs, resource }: ParamFilter['parameter']): boolean =>
  storedAs.every((code) => compiling.of(resource === 'Resource' ? compiling.type : resource).index.hasTerms(code));

/** Codes, identifiers, flags. Undefined when the engine must decide: `:text`, a whole system of a value set, or a system without code where no dictionary is kept. */
export function compileTokens(compiling: Compiling, filter: ParamFilter): Condition | undefined {
  const { parameter, modifier } = filter;
  if (modifier === 'in' || modifier === 'above' || modifier === 'below') return compileCodes(compiling, filter);
  if (modifier !== undefined && modifier !== 'of-type') return undefined;
  const values = valuesOf(filter, 'token');
  const numbers = compiling.numbersOf(parameter);
  const closed = isClosed(compiling, parameter);
  const keys: bigint[] = [];
  const anySystem: string[] = [];
  const anyCode: string[] = [];
  for (const value of values) {
    const known = numbers.map((number) => keysOf(number, closed, parameter.implied, value));
    if (known.every((list) => list !== null)) keys.push(...known.flat());
    else if (!closed) return undefined;
    else if (value.code !== undefined) anySystem.push(value.code);
    else if (value.system !== undefined) anyCode.push(value.system, ...(parameter.implied.includes(value.system) ? [''] : []));
  }
  if (anySystem.length === 0 && anyCode.length === 0)
    return ofLists((binder) => binder.bind(numbersLiteral(keys), 'bigint[]'), keys);
  return ofLists((binder) => {
    const of = binder.bind(numbersLiteral(numbers), 'smallint[]');
    const parts = [
      ...(keys.length > 0 ? [`select unnest(${binder.bind(numbersLiteral(keys), 'bigint[]')})`] : []),
      ...(anySystem.length > 0
        ? [
            `select key from records.term where parameter = any(${of}) and code = any(${binder.bind(textsLiteral(anySystem), 'text[]')})`,
          ]
        : []),
      ...(anyCode.length > 0
        ? [
            `select key from records.term where parameter = any(${of}) and system = any(${binder.bind(textsLiteral(anyCode), 'text[]')})`,
          ]
        : []),
    ];
    return `array(${parts.join(' union all ')})`;
  });
}
