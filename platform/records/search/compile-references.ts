import type { ParamFilter } from '@songhua/engine-fhir/search/types.ts';
import { termKey, urlKey, valueKey } from '../domain/index-rows.ts';
import { numberKey } from '../domain/keys.ts';
import { numbersLiteral } from '../store/literals.ts';
import { type Condition, ofLists } from './condition.ts';
import { type Compiling, valuesOf } from './searching.ts';

/** References, canonicals and addresses. Undefined when the engine must decide: `:above`, `:below`, a version-specific reference. */
export function compileReferences(compiling: Compiling, filter: ParamFilter): Condition | undefined {
  const { parameter, modifier } = filter;
  if (modifier !== undefined && modifier !== 'identifier') return undefined;
  const numbers = compiling.numbersOf(parameter);
  const keys: bigint[] = [];
  let versioned = false;
  for (const value of valuesOf(filter, 'reference')) {
    const { types = [], id, url, version } = value;
    for (const number of numbers) {
      for (const type of id === undefined ? [] : types) {
        const rid = compiling.looked.rid(type, id ?? '');
        if (rid !== undefined) keys.push(numberKey(number, rid));
      }
      if (url !== undefined) keys.push(urlKey(number, version === undefined ? url : `${url}|${version}`));
    }
    versioned ||= id !== undefined && version !== undefined;
  }
  for (const { value } of valuesOf(filter, 'uri')) keys.push(...numbers.map((number) => urlKey(number, value)));
  for (const { system, code } of valuesOf(filter, 'token')) {
    if (code === undefined) return undefined;
    keys.push(...numbers.map((number) => (system === undefined ? valueKey(number, code) : termKey(number, system, code))));
  }
  return ofLists((binder) => binder.bind(numbersLiteral(keys), 'bigint[]'), keys, versioned ? filter : undefined);
}
