import type { NumberValue, ParamFilter, Prefix, QuantityValue, TokenValue } from '@songhua/engine-fhir/search/types.ts';
import { hashKey } from '../domain/keys.ts';
import { numbersLiteral } from '../store/literals.ts';
import { anyOf, type Condition, nobody, ofLists, ofSet } from './condition.ts';
import type { LookedTerm } from './searching.ts';
import { type Compiling, valuesOf } from './searching.ts';
import { placedIn } from './spread.ts';
import type { Binder } from './statement.ts';

interface Range {
  readonly prefix: Prefix;
  readonly lo: number;
  readonly hi: number;
}

/**
 * What a prefix asks of an amount from a.lo to a.hi, both ends in it: https://hl7.org/fhir/R4/search.html#prefix. One or two conditions,
 * each with bounds of lo, by which the index goes; where the upper end decides, the few amounts that are ranges (a.lo < a.hi)
 * are asked for on their own, by the index of them.
 */
function rangeTests(binder: Binder, { prefix, lo, hi }: Range): string[] {
  const low = (): string => binder.bind(lo, 'float8');
  const high = (): string => binder.bind(hi, 'float8');
  switch (prefix) {
    case 'eq':
      return [`a.lo >= ${low()} and a.lo < ${high()} and a.hi < ${high()}`];
    case 'ne':
      return [`not (a.lo >= ${low()} and a.hi < ${high()})`];
    case 'gt':
      return [`a.lo > ${high()}`, `a.lo <= ${high()} and a.hi > ${high()} and a.lo < a.hi`];
    case 'ge':
      return [`a.lo >= ${high()}`, `a.lo < ${high()} and a.hi >= ${high()} and a.lo < a.hi`];
    case 'lt':
      return [`a.lo < ${low()}`];
    case 'le':
      return [`a.lo <= ${low()}`];
    case 'sa':
      return [`a.lo > ${high()}`];
    case 'eb':
      return [`a.lo < ${low()} and a.hi < ${low()}`];
    case 'ap':
      return [
        `a.lo <= ${high()} and a.lo >= ${low()}`,
        `a.lo <= ${high()} and a.lo < ${low()} and a.hi >= ${low()} and a.lo < a.hi`,
      ];
  }
}

const ofAmounts = (keys: readonly bigint[], range: Range): Condition =>
  keys.length === 0
    ? nobody
    : ofSet((binder) =>
        rangeTests(binder, range)
          .map(
            (test) =>
              `select ${placedIn(binder, 'a')} from records.amount a where a.key = any(${binder.bind(numbersLiteral(keys), 'bigint[]')}) and ${test}`,
          )
          .join(' union all '),
      );

const unitOf = (more: string): { readonly system: string; readonly code: string; readonly unit: string } => {
  const [system = '', code = '', unit = ''] = more.split('\u001f');
  return { system, code, unit };
};

/** The ranges to look for under each of these units: converted where the units are of one dimension, as written where they are named alike. */
function underUnits(compiling: Compiling, terms: readonly LookedTerm[], value: QuantityValue): Condition {
  const { system, code, canonical, prefix } = value;
  const conditions: Condition[] = [];
  const alike: bigint[] = [];
  for (const { key, more } of terms) {
    const unit = unitOf(more);
    const scale = canonical && compiling.canonical(unit);
    if (canonical && scale) {
      if (scale.code !== canonical.code) continue;
      const back = (amount: number): number => (amount - scale.offset) / scale.factor;
      const [lo, hi] = [back(canonical.lo), back(canonical.hi)];
      conditions.push(ofAmounts([key], { prefix, lo: Math.min(lo, hi), hi: Math.max(lo, hi) }));
    } else if (
      (system === undefined || unit.system === system) &&
      (code === undefined || unit.code === code || (system === undefined && unit.unit === code))
    ) {
      alike.push(key);
    }
  }
  return anyOf([...conditions, ...(alike.length > 0 ? [ofAmounts(alike, value)] : [])]);
}

const isCode = ({ system, code }: TokenValue, term: LookedTerm): boolean =>
  (code === undefined || term.code === code) && (system === undefined || term.system === system);

/** Code and amount, or code and code, of one element together. Other pairs are left to the engine. */
function compilePair(compiling: Compiling, filter: ParamFilter): Condition | undefined {
  const numbers = compiling.numbersOf(filter.parameter);
  const conditions: Condition[] = [];
  for (const { parts } of valuesOf(filter, 'composite')) {
    const [first, second] = parts;
    if (first?.kind !== 'token' || parts.length !== 2) return undefined;
    const terms = numbers.flatMap((number) => compiling.looked.terms(number)).filter((term) => isCode(first, term));
    if (second?.kind === 'quantity') conditions.push(underUnits(compiling, terms, second));
    else if (second?.kind === 'token') {
      const keys = terms.filter(({ more }) => {
        const [system = '', code = ''] = more.split('\u001f');
        return (second.code === undefined || second.code === code) && (second.system === undefined || second.system === system);
      });
      const list = keys.map(({ key }) => key);
      conditions.push(ofLists((binder) => binder.bind(numbersLiteral(list), 'bigint[]'), list));
    } else return undefined;
  }
  return anyOf(conditions);
}

/** Numbers, quantities in whatever unit of the same dimension, and pairs of a code with one. */
export function compileAmounts(compiling: Compiling, filter: ParamFilter): Condition | undefined {
  const { parameter, modifier } = filter;
  if (modifier !== undefined) return undefined;
  if (parameter.type === 'composite') return compilePair(compiling, filter);
  const numbers = compiling.numbersOf(parameter);
  const ofNumbers = valuesOf(filter, 'number').map((value: NumberValue) =>
    ofAmounts(
      numbers.map((number) => hashKey(number, 'number')),
      value,
    ),
  );
  const ofQuantities = valuesOf(filter, 'quantity').map((value) =>
    underUnits(
      compiling,
      numbers.flatMap((number) => compiling.looked.terms(number)),
      value,
    ),
  );
  return anyOf([...ofNumbers, ...ofQuantities]);
}
