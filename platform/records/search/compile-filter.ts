import type { Filter, ParamFilter } from '@songhua/engine-fhir/search/types.ts';
import { keyRange, ridOf } from '../domain/keys.ts';
import { numbersLiteral } from '../store/literals.ts';
import { compileAmounts } from './compile-amounts.ts';
import { compileDates } from './compile-dates.ts';
import { compileReferences } from './compile-references.ts';
import { compileRow } from './compile-row.ts';
import { compileText } from './compile-text.ts';
import { compileTokens } from './compile-tokens.ts';
import { compileWords } from './compile-words.ts';
import { allOf, anyOf, type Condition, fulfilling, nobody, ofLists, ofSet } from './condition.ts';
import type { Compiling } from './searching.ts';
import { isIn, placedIn } from './spread.ts';
import type { Binder } from './statement.ts';
import { ridIn, type These } from './these.ts';
import { withinReach } from './within-reach.ts';

/** Everything of the type, for what only the engine can decide. */
function everyOne({ index }: Compiling, rest: Filter): Condition {
  const key = index.everyOne;
  return { ...ofLists((binder) => binder.bind(numbersLiteral([key]), 'bigint[]'), [key]), test: () => 'true', rest };
}

function compileParam(compiling: Compiling, filter: ParamFilter): Condition {
  const { parameter, differs } = filter;
  if (parameter.storedAs.length === 0) return compileRow(compiling, filter) ?? everyOne(compiling, filter);
  if (differs) return everyOne(compiling, filter);
  const byType = {
    token: () => compileTokens(compiling, filter),
    reference: () => compileReferences(compiling, filter),
    uri: () => compileReferences(compiling, filter),
    string: () => compileWords(compiling, filter),
    date: () => compileDates(compiling, filter),
    number: () => compileAmounts(compiling, filter),
    quantity: () => compileAmounts(compiling, filter),
    composite: () => compileAmounts(compiling, filter),
    special: () => undefined,
  } as const;
  // What no compiler can say in SQL is left to the engine.
  return byType[parameter.type]() ?? everyOne(compiling, filter);
}

/** Who refers to those of a set, by a parameter: `first` are the first keys of each. */
const referringTo = (first: string, set: string): string =>
  `select p.v, p.place from records.posting p where p.key in (
     with i as materialized (${set}) select f.first | ${ridIn('i.v')} from i cross join unnest(${first}) f(first))`;

/** The same table with what each refers to. */
const linked = (binder: Binder, { name, linked: isLinked }: These): string =>
  isLinked
    ? name
    : binder.table(
        `select r.v, r.links from records.resource r where r.rid = any(array(select ${ridIn('s.v')} from ${name} s))`,
        false,
      );

/** Through a reference of ours to a resource that fulfils something. */
function compileChain(compiling: Compiling, filter: Extract<Filter, { kind: 'chain' }>): Condition {
  const parameters = compiling.numbersOf(filter.parameter);
  const branches = filter.targets.map(({ type, filter: inner }): Condition => {
    const targeted = { ...compiling, ...compiling.of(type), type };
    const target = withinReach(targeted, compileFilter(targeted, inner));
    const code = compiling.of(type).index.code;
    return {
      far: true,
      ofThese: (binder, these) => {
        const holders = linked(binder, these);
        const references = binder.table(
          `select l.v, l.link & 281474976710655 as rid from (select s.v, unnest(s.links) as link from ${holders} s) l
            where (l.link >> 48) = any(${binder.bind(numbersLiteral(parameters), 'int[]')})`,
        );
        const targets = binder.table(
          `select r.v, r.links from records.resource r where r.rid = any(array(select t.rid from ${references} t))
             and r.type = ${binder.bind(code)} and not r.deleted`,
        );
        const good = fulfilling(target, binder, { name: targets, linked: true });
        return `select t.v from ${references} t where (t.rid in (select ${ridIn('g.v')} from (${good}) g)) is true`;
      },
      set: (binder) => {
        const numbers = binder.bind(numbersLiteral(parameters.map((number) => keyRange(number)[0])), 'bigint[]');
        if (binder.spread) return referringTo(numbers, target.set(binder));
        // One scan for all keys in their order: it reads each page of the tree once, however many keys lie on it.
        return `select p.v from records.posting p where p.key = any(array(
          select f.first | ${ridIn('i.v')} from (${binder.part(target.set(binder))}) i cross join unnest(${numbers}) f(first)))`;
      },
      test: (binder, v) => {
        if (binder.spread) {
          const first = binder.bind(numbersLiteral(parameters.map((number) => keyRange(number)[0])), 'bigint[]');
          return isIn(v, referringTo(first, target.set(binder)));
        }
        const numbers = binder.bind(numbersLiteral(parameters), 'int[]');
        const [h, l, t] = [binder.alias(), binder.alias(), binder.alias()];
        return `exists (select 1 from records.resource ${h} cross join unnest(${h}.links) ${l}(link)
          cross join lateral (select r.v from records.resource r where r.rid = (${l}.link & 281474976710655)
            and r.type = ${binder.bind(code)} and not r.deleted limit 1) ${t}
          where ${h}.rid = ${ridIn(v)} and (${l}.link >> 48) = any(${numbers}) and ${target.test(binder, `${t}.v`)} offset 0)`;
      },
    };
  });
  return anyOf(branches);
}

/** A resource of another type that fulfils something refers to ours. */
function compileHas(compiling: Compiling, filter: Extract<Filter, { kind: 'has' }>): Condition {
  const holder = { ...compiling, ...compiling.of(filter.type), type: filter.type };
  const inner = withinReach(holder, compileFilter(holder, filter.filter));
  const parameters = compiling.numbersOf(filter.parameter);
  const code = compiling.index.code;
  const referredTo = (binder: Binder): string =>
    `select t.v, t.place from records.resource t where t.type = ${binder.bind(code)} and not t.deleted and t.rid in (
       with i as materialized (${inner.set(binder)}) select l & 281474976710655 from i
         join records.resource h on h.rid = ${ridIn('i.v')} and h.place = i.place cross join unnest(h.links) l
        where (l >> 48) = any(${binder.bind(numbersLiteral(parameters), 'int[]')}))`;
  return {
    set: (binder) => {
      if (binder.spread) return referredTo(binder);
      const numbers = binder.bind(numbersLiteral(parameters), 'int[]');
      return `select t.v from records.resource t where t.type = ${binder.bind(code)} and not t.deleted and t.rid = any(array(
        select distinct l & 281474976710655 from records.resource h cross join unnest(h.links) l
         where h.rid = any(array(select ${ridIn('i.v')} from (${binder.part(inner.set(binder))}) i)) and (l >> 48) = any(${numbers})))`;
    },
    test: (binder, v) => {
      if (binder.spread) return isIn(v, referredTo(binder));
      const numbers = binder.bind(numbersLiteral(parameters.map((number) => keyRange(number)[0])), 'bigint[]');
      const [f, h] = [binder.alias(), binder.alias()];
      return `exists (select 1 from unnest(${numbers}) ${f}(first) join records.posting ${h} on ${h}.key = ${f}.first | ${ridIn(v)}
        where ${inner.test(binder, `${h}.v`)} offset 0)`;
    },
    far: true,
    ofThese: (binder, { name }) => {
      const numbers = binder.bind(numbersLiteral(parameters.map((number) => keyRange(number)[0])), 'bigint[]');
      const holders = binder.table(
        `select p.v, p.key & 281474976710655 as rid from records.posting p where p.key = any(array(
           select f.first | ${ridIn('s.v')} from ${name} s cross join unnest(${numbers}) f(first)))`,
      );
      const good = fulfilling(inner, binder, { name: holders });
      return `select s.v from ${name} s where (${ridIn('s.v')} in (
        select h.rid from ${holders} h where (h.v in (${good})) is true)) is true`;
    },
  };
}

function compileCompartment(compiling: Compiling, filter: Extract<Filter, { kind: 'compartment' }>): Condition {
  const focus = compiling.looked.rid(filter.compartment, filter.id);
  const mine = filter.by.find(({ type }) => type === compiling.type);
  if (!mine || focus === undefined) return nobody;
  const numbers = mine.parameters.flatMap((parameter) => compiling.numbersOf(parameter));
  const keys = numbers.map((number) => keyRange(number)[0] | focus);
  const referring = ofLists((binder) => binder.bind(numbersLiteral(keys), 'bigint[]'), keys);
  return mine.self ? anyOf([itself(focus), referring]) : referring;
}

const itself = (rid: bigint): Condition => ({
  set: (binder) =>
    `select ${placedIn(binder, 'r')} from records.resource r where r.rid = ${binder.bind(rid, 'bigint')} and not r.deleted`,
  test: (binder, v) => `${ridIn(v)} = ${binder.bind(rid, 'bigint')}`,
});

function compileList(compiling: Compiling, filter: Extract<Filter, { kind: 'list' }>): Condition {
  const list = compiling.looked.rid('List', filter.id);
  if (list === undefined) return nobody;
  const item = compiling.of('List').index.number('item');
  const code = compiling.index.code;
  const reached = compiling.reached?.('List');
  const isOpen = (binder: Binder): string => (reached ? ` and ${reached.test(binder, 'l.v')}` : '');
  return ofSet((binder) =>
    binder.spread
      ? `select t.v, t.place from records.resource t where t.type = ${binder.bind(code)} and not t.deleted and t.rid in (
            select k & 281474976710655 from records.resource l cross join unnest(l.links) k
             where l.rid = ${binder.bind(list, 'bigint')} and not l.deleted and (k >> 48) = ${binder.bind(item, 'int')}${isOpen(binder)})`
      : `select t.v from records.resource l cross join unnest(l.links) k
      join records.resource t on t.rid = (k & 281474976710655) and t.type = ${binder.bind(code)} and not t.deleted
      where l.rid = ${binder.bind(list, 'bigint')} and not l.deleted and (k >> 48) = ${binder.bind(item, 'int')}${isOpen(binder)}`,
  );
}

/** Resources found beforehand, by number: a condition inside a chain that SQL could not decide. */
export const found = (vs: readonly bigint[]): Condition =>
  ofSet((binder) =>
    binder.spread
      ? `select r.v, r.place from records.resource r where r.rid = any(${binder.bind(numbersLiteral(vs.map(ridOf)), 'bigint[]')}) and not r.deleted`
      : `select unnest(${binder.bind(numbersLiteral(vs), 'bigint[]')}) as v`,
  );

/** Whether SQL decides a condition alone. */
export const isExact = ({ rest }: Condition): boolean => rest === undefined;

/** The SQL of a condition on resources of one type. */
export function compileFilter(compiling: Compiling, filter: Filter): Condition {
  const done = compiling.looked.found(compiling.type, filter);
  if (done) return found(done);
  switch (filter.kind) {
    case 'param':
      return compileParam(compiling, filter);
    case 'chain':
      return compileChain(compiling, filter);
    case 'has':
      return compileHas(compiling, filter);
    case 'compartment':
      return compileCompartment(compiling, filter);
    case 'list':
      return compileList(compiling, filter);
    case 'and': {
      const parts = filter.filters.map((part) => compileFilter(compiling, part));
      return allOf(parts, parts.every(isExact) ? undefined : filter);
    }
    case 'or': {
      const parts = filter.filters.map((part) => compileFilter(compiling, part));
      return anyOf(parts, parts.every(isExact) ? undefined : filter);
    }
    case 'not': {
      const inner = compileFilter(compiling, filter.filter);
      const all = everyOne(compiling, filter);
      if (!isExact(inner)) return all;
      const test: Condition['test'] = (binder, v) => `not ${inner.test(binder, v)}`;
      return {
        set: (binder) => `select ${placedIn(binder, 'a')} from (${all.set(binder)}) a where ${test(binder, 'a.v')}`,
        test,
      };
    }
    case 'types': {
      const mine = filter.types.find(({ type }) => type === compiling.type);
      return mine ? compileFilter(compiling, mine.filter) : nobody;
    }
    case 'text':
    case 'content':
      return compileText(compiling, filter) ?? everyOne(compiling, filter);
    case 'missing':
      return everyOne(compiling, filter);
  }
}
