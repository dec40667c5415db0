import type { ParamFilter } from '@songhua/engine-fhir/search/types.ts';
import { termKey, urlKey, valueKey } from '../domain/index-rows.ts';
import { numberKey } from '../domain/keys.ts';
import { longestWord, recurring } from '../domain/read-entries.ts';
import { numbersLiteral } from '../store/literals.ts';
import { behind } from './compile-words.ts';
import { anyOf, type Condition, ofLists, ofSet } from './condition.ts';
import { type Compiling, valuesOf } from './searching.ts';
import { placedIn } from './spread.ts';
import type { Binder } from './statement.ts';

/** Addresses that the asked one lies under, itself among them. */
function addressesAbove(asked: string): string[] {
  const steps = [...asked.matchAll(/\//g)].map(({ index }) => index);
  return [...new Set([asked, ...steps.flatMap((at) => [asked.slice(0, at), asked.slice(0, at + 1)])])].filter(
    (url) => url !== '',
  );
}

/** What stands above or below: parts and wholes as they were looked up, addresses by their segments. */
function compileRanked(compiling: Compiling, filter: ParamFilter, numbers: readonly number[]): Condition | undefined {
  const { parameter, modifier } = filter;
  const keysOf = (keys: readonly bigint[]): Condition => ofLists((binder) => binder.bind(numbersLiteral(keys), 'bigint[]'), keys);
  if (parameter.type === 'uri') {
    const asked = valuesOf(filter, 'uri').map(({ value }) => value);
    if (modifier === 'below')
      return addressesBelow(
        numbers,
        asked,
        parameter.storedAs.every((code) => recurring.has(code)),
      );
    const above = new Set(asked.flatMap(addressesAbove));
    return keysOf(numbers.flatMap((number) => [...above].map((url) => urlKey(number, url))));
  }
  const reached = compiling.looked.reach(filter);
  // Versions of canonical addresses are compared by the engine.
  if (!reached || valuesOf(filter, 'reference').some(({ id }) => id === undefined)) return undefined;
  return keysOf(numbers.flatMap((number) => reached.map((rid) => numberKey(number, rid))));
}

/** Addresses are kept as words as well (domain/read-entries.ts), up to a length. */
function addressesBelow(numbers: readonly number[], asked: readonly string[], recurs: boolean): Condition | undefined {
  const under = (binder: Binder, url: string, column: string): string => {
    const folder = url.endsWith('/') ? url : `${url}/`;
    return `(${column} = ${binder.bind(url)} or (${column} >= ${binder.bind(folder)} and ${column} < ${binder.bind(behind(folder))}))`;
  };
  const of = (binder: Binder): string => binder.bind(numbersLiteral(numbers), 'smallint[]');
  if (recurs) {
    return ofLists((binder) => {
      const any = asked.map((url) => under(binder, url, 't.code')).join(' or ');
      return `array(select t.key from records.term t where t.parameter = any(${of(binder)}) and (${any}))`;
    });
  }
  if (asked.some((url) => url.length >= longestWord)) return undefined;
  return anyOf(
    asked.map((url) =>
      ofSet(
        (binder) =>
          `select ${placedIn(binder, 'w')} from records.word w where w.parameter = any(${of(binder)}) and ${under(binder, url, 'w.folded')}`,
      ),
    ),
  );
}

/** References, canonicals and addresses. Undefined when the engine must decide: versions above or below, a version-specific reference. */
export function compileReferences(compiling: Compiling, filter: ParamFilter): Condition | undefined {
  const { parameter, modifier } = filter;
  const numbers = compiling.numbersOf(parameter);
  if (modifier === 'above' || modifier === 'below') return compileRanked(compiling, filter, numbers);
  if (modifier !== undefined && modifier !== 'identifier') return undefined;
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
