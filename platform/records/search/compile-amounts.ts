import { rounded } from '@songhua/engine-fhir/search/convert-quantity.ts';
import type { ParamFilter, Prefix, QuantityValue, TokenValue } from '@songhua/engine-fhir/search/types.ts';
import { hashKey } from '../domain/keys.ts';
import { numbersLiteral } from '../store/literals.ts';
import { anyOf, type Condition, nobody, ofLists, ofSet } from './condition.ts';
import type { LookedTerm } from './searching.ts';
import { type Compiling, valuesOf } from './searching.ts';
import { isIn } from './spread.ts';
import type { Binder } from './statement.ts';

/** What is asked of the amounts in one list, both ends in the list's own unit. */
interface Bound {
  readonly key: bigint;
  readonly prefix: Prefix;
  readonly lo: number;
  readonly hi: number;
}

/** What a prefix asks of an amount from lo to hi, both ends in it: https://hl7.org/fhir/R4/search.html#prefix. */
function rangeTest(prefix: Prefix, of = 'a', bound = 'k'): string {
  const [lo, hi, low, high] = [`${of}.lo`, `${of}.hi`, `${bound}.low`, `${bound}.high`];
  switch (prefix) {
    case 'eq':
      return `(${lo} >= ${low} and ${hi} < ${high})`;
    case 'ne':
      return `not (${lo} >= ${low} and ${hi} < ${high})`;
    case 'gt':
      return `${hi} > ${high}`;
    case 'ge':
      return `${hi} >= ${high}`;
    case 'lt':
      return `${lo} < ${low}`;
    case 'le':
      return `${lo} <= ${low}`;
    case 'sa':
      return `${lo} > ${high}`;
    case 'eb':
      return `${hi} < ${low}`;
    case 'ap':
      return `(${lo} <= ${high} and ${hi} >= ${low})`;
  }
}

/**
 * The same of `a` as one or two conditions, each with bounds of lo, by which the index goes; where the upper end decides, the few amounts
 * that are ranges (a.lo < a.hi) are asked for on their own, by the index of them.
 */
function rangeTests(prefix: Prefix): string[] {
  switch (prefix) {
    case 'eq':
      return ['a.lo >= k.low and a.lo < k.high and a.hi < k.high'];
    case 'gt':
      return ['a.lo > k.high', 'a.lo <= k.high and a.hi > k.high and a.lo < a.hi'];
    case 'ge':
      return ['a.lo >= k.high', 'a.lo < k.high and a.hi >= k.high and a.lo < a.hi'];
    case 'eb':
      return ['a.lo < k.low and a.hi < k.low'];
    case 'ap':
      return ['a.lo <= k.high and a.lo >= k.low', 'a.lo <= k.high and a.lo < k.low and a.hi >= k.low and a.lo < a.hi'];
    default:
      return [rangeTest(prefix)];
  }
}

/** So many of one list are few. */
const mostFew = 20_000;

/** So many lists are met in their order; of more a page would read the beginnings of all. */
const mostInOrder = 100;

/** Amounts within any of these bounds. */
function ofAmounts(bounds: readonly Bound[]): Condition {
  if (bounds.length === 0) return nobody;
  const byPrefix = [...Map.groupBy(bounds, ({ prefix }) => prefix)];
  /** A select of each prefix over its bounds k. */
  const each = (binder: Binder, select: (prefix: Prefix, bounds: string) => string, k = 'k'): string[] =>
    byPrefix.map(([prefix, some]) => {
      const numbers = (of: (bound: Bound) => number): string => binder.bind(numbersLiteral(some.map(of)), 'float8[]');
      const keys = binder.bind(numbersLiteral(some.map(({ key }) => key)), 'bigint[]');
      return select(prefix, `unnest(${keys}, ${numbers(({ lo }) => lo)}, ${numbers(({ hi }) => hi)}) ${k}(key, low, high)`);
    });
  const set = (binder: Binder): string =>
    each(binder, (prefix, of) =>
      rangeTests(prefix)
        .map((test) =>
          binder.spread
            ? `select a.v, a.place from ${of} join records.amount a on a.key = k.key and ${test}`
            : `select a.v from ${of} cross join lateral (select a.v from records.amount a where a.key = k.key and ${test} offset 0) a`,
        )
        .join(' union all '),
    ).join(' union all ');
  if (bounds.length > mostInOrder) return ofSet(set);
  return {
    set,
    test: (binder, v) => {
      if (binder.spread) return isIn(v, set(binder));
      // Names of its own: v may be that of another amount.
      const [a, k] = [binder.alias(), binder.alias()];
      const tests = each(
        binder,
        (prefix, of) => `exists (select 1 from ${of} cross join lateral (select 1 from records.amount ${a}
          where ${a}.key = ${k}.key and ${a}.v = ${v} and ${rangeTest(prefix, a, k)} limit 1) f offset 0)`,
        k,
      );
      return `(${tests.join(' or ')})`;
    },
    // One resource may have several amounts in a list; a page counts it once. Of a list in which few fit these are read, for in its
    // order a page of them may be nowhere.
    inOrder: (binder, { where, tail }) =>
      each(binder, (prefix, of) => {
        const fitting = rangeTests(prefix)
          .map((test) => `(select a.v from records.amount a where a.key = k.key and ${test} offset 0)`)
          .join(' union all ');
        return `select a.v from ${of}
          cross join lateral (select count(*) <= ${mostFew} as few from (select 1 from (${fitting}) a limit ${mostFew + 1}) n) q
          cross join lateral (
            (select distinct a.v from (${fitting}) a where q.few and ${where('a.v')} ${tail('a.v')}) union all
            (select distinct a.v from records.amount a
              where not q.few and a.key = k.key and ${rangeTest(prefix)} and ${where('a.v')} ${tail('a.v')})) a`;
      }).join(' union all '),
    steps: (binder, { where, tail }) =>
      each(
        binder,
        (prefix, of) => `select a.v, a.fits from ${of} cross join lateral (
          select a.v, ${rangeTest(prefix)} as fits from records.amount a
           where a.key = k.key and ${where('a.v')} ${tail('a.v')}) a`,
      ).join(' union all '),
  };
}

const unitOf = (more: string): { readonly system: string; readonly code: string; readonly unit: string } => {
  const [system = '', code = '', unit = ''] = more.split('\u001f');
  return { system, code, unit };
};

/** What to look for under each of these units: converted where the units are of one dimension, as written where they are named alike. */
function underUnits(compiling: Compiling, terms: readonly LookedTerm[], value: QuantityValue): Bound[] {
  const { system, code, canonical, prefix, lo, hi } = value;
  return terms.flatMap(({ key, more }): Bound[] => {
    const unit = unitOf(more);
    const scale = canonical && compiling.canonical(unit);
    if (canonical && scale) {
      if (scale.code !== canonical.code) return [];
      // In the unit that was asked the numbers are compared as they are written; in others the way there and back leaves a rest.
      if (unit.system === (system ?? unit.system) && unit.code === code) return [{ key, prefix, lo, hi }];
      const back = (amount: number): number => rounded((amount - scale.offset) / scale.factor);
      const [low, high] = [back(canonical.lo), back(canonical.hi)];
      return [{ key, prefix, lo: Math.min(low, high), hi: Math.max(low, high) }];
    }
    const isAlike =
      (system === undefined || unit.system === system) &&
      (code === undefined || unit.code === code || (system === undefined && unit.unit === code));
    return isAlike ? [{ key, prefix, lo, hi }] : [];
  });
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
    if (second?.kind === 'quantity') conditions.push(ofAmounts(underUnits(compiling, terms, second)));
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
  const ofNumbers = valuesOf(filter, 'number').flatMap(({ prefix, lo, hi }) =>
    numbers.map((number) => ({ key: hashKey(number, 'number'), prefix, lo, hi })),
  );
  const terms = numbers.flatMap((number) => compiling.looked.terms(number));
  const ofQuantities = valuesOf(filter, 'quantity').flatMap((value) => underUnits(compiling, terms, value));
  return ofAmounts([...ofNumbers, ...ofQuantities]);
}
