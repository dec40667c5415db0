import type { DateValue, ParamFilter } from '@songhua/engine-fhir/search/types.ts';
import { firstOfMinute, lastOfMinute } from '../domain/keys.ts';
import { shortPeriod } from '../domain/read-entries.ts';
import { numbersLiteral } from '../store/literals.ts';
import { anyOf, type Condition, ofSet } from './condition.ts';
import { elsewhere, minuteIn, ongoing, type Within } from './moments.ts';
import { type Compiling, valuesOf } from './searching.ts';
import { isIn, placedIn } from './spread.ts';
import type { Binder } from './statement.ts';
import { ridIn } from './these.ts';

interface Range {
  /** A boolean over the columns lo and hi of `of`. */
  readonly test: (binder: Binder, of: string) => string;
  /** Bounds of lo that follow from it, ms, for a period no longer than `shortPeriod`. */
  readonly from?: number;
  readonly to?: number;
  /** A period that begins before `from` is meant as well when it ends after this, ms. */
  readonly beyond?: number;
}

const ms = (binder: Binder, value: number): string => binder.bind(Math.trunc(value), 'bigint');

/** What a prefix asks of a range [lo, hi): https://hl7.org/fhir/R4/search.html#date, as engines/fhir/search/matches.ts. */
function rangeOf({ prefix, lo, hi }: DateValue): Range {
  switch (prefix) {
    case 'eq':
      return { test: (b, of) => `${of}.lo >= ${ms(b, lo)} and ${of}.hi <= ${ms(b, hi)}`, from: lo, to: hi };
    case 'ne':
      return { test: (b, of) => `not (${of}.lo >= ${ms(b, lo)} and ${of}.hi <= ${ms(b, hi)})` };
    case 'gt':
      return { test: (b, of) => `${of}.hi > ${ms(b, hi)}`, from: hi - shortPeriod, beyond: hi };
    case 'ge':
      return {
        test: (b, of) => `(${of}.hi > ${ms(b, hi)} or ${of}.lo >= ${ms(b, lo)})`,
        from: Math.min(lo, hi - shortPeriod),
        beyond: hi,
      };
    case 'lt':
      return { test: (b, of) => `${of}.lo < ${ms(b, lo)}`, to: lo };
    case 'le':
      return { test: (b, of) => `(${of}.lo < ${ms(b, lo)} or ${of}.hi <= ${ms(b, hi)})`, to: hi };
    case 'sa':
      return { test: (b, of) => `${of}.lo >= ${ms(b, hi)}`, from: hi };
    case 'eb':
      return { test: (b, of) => `${of}.hi <= ${ms(b, lo)}`, to: lo };
    case 'ap':
      return {
        test: (b, of) => `${of}.lo < ${ms(b, hi)} and ${of}.hi > ${ms(b, lo)}`,
        from: lo - shortPeriod,
        to: hi,
        beyond: lo,
      };
  }
}

/** Dates kept as moments: all but the clinical date. */
function ofMoments(numbers: readonly number[], range: Range): Condition {
  const { from, to, beyond } = range;
  return ofSet((binder) => {
    const within = [
      range.test(binder, 'm'),
      ...(from === undefined ? [] : [`m.lo >= ${ms(binder, from)}`]),
      ...(to === undefined ? [] : [`m.lo <= ${ms(binder, to)}`]),
    ];
    const of = `select ${placedIn(binder, 'm')} from records.moment m where m.parameter = any(${binder.bind(numbersLiteral(numbers), 'smallint[]')})`;
    const near = `${of} and ${within.join(' and ')}`;
    // A period that lasts may begin long before the bound that holds for short ones.
    return from === undefined || beyond === undefined
      ? near
      : `${near} union all ${of} and ${range.test(binder, 'm')} and m.lo < ${ms(binder, from)} and m.hi > ${ms(binder, beyond)}`;
  });
}

/** The clinical date: in the order of the lists, exact on the resource's row; further and long ones are moments as well. */
function ofLists(compiling: Compiling, number: number, range: Range): Condition {
  const inOrder = (binder: Binder, v: string): string => {
    const bounds = [
      ...(range.from === undefined ? [] : [`${v} >= ${binder.bind(firstOfMinute(range.from), 'bigint')}`]),
      ...(range.to === undefined ? [] : [`${v} <= ${binder.bind(lastOfMinute(range.to), 'bigint')}`]),
    ];
    return bounds.join(' and ') || 'true';
  };
  // What else lies in the minute of the row's own date is asked for here, what lies in other minutes by `beside`.
  const onRow = (binder: Binder, v: string): string => {
    const [m, d] = [binder.alias(), binder.alias()];
    return `exists (select 1 from records.resource ${d} where ${d}.rid = ${ridIn(v)} and (${range.test(binder, d)}
       or exists (select 1 from records.moment ${m} where ${m}.parameter = ${binder.bind(number)} and ${m}.v = ${v}
         and ${m}.lo >= ${minuteIn(v)} and ${m}.lo < ${minuteIn(v)} + 60000 and ${range.test(binder, m)} offset 0)) offset 0)`;
  };
  const besides = (binder: Binder, within?: Within): string => {
    if (binder.spread) return ofMoments([number], range).set(binder);
    const asked = { parameter: number, test: range.test, within };
    const { from, beyond } = range;
    const further = `(${elsewhere(binder, asked)})`;
    return from === undefined || beyond === undefined
      ? further
      : `${further} union all (${ongoing(binder, asked, from, beyond)})`;
  };
  const beside = ofSet(besides);
  const ofList = (binder: Binder): string =>
    `select p.v from records.posting p where p.key = ${binder.bind(compiling.index.everyOne, 'bigint')}
       and ${inOrder(binder, 'p.v')} and ${onRow(binder, 'p.v')} union all ${beside.set(binder)}`;
  const ofRows = (binder: Binder): string =>
    `select d.v, d.place from records.resource d where d.type = ${binder.bind(compiling.index.code)} and not d.deleted
       and ${inOrder(binder, 'd.v')} and ${range.test(binder, 'd')} union all ${beside.set(binder)}`;
  return {
    dated: {
      ...(range.from !== undefined && { from: firstOfMinute(range.from) }),
      ...(range.to !== undefined && { to: lastOfMinute(range.to) }),
      row: onRow,
      beside: besides,
    },
    set: (binder) => (binder.spread ? ofRows(binder) : ofList(binder)),
    test: (binder, v) =>
      binder.spread ? isIn(v, ofRows(binder)) : `((${inOrder(binder, v)} and ${onRow(binder, v)}) or ${beside.test(binder, v)})`,
  };
}

export function compileDates(compiling: Compiling, filter: ParamFilter): Condition | undefined {
  if (filter.modifier !== undefined) return undefined;
  const { index } = compiling.of(filter.parameter.resource);
  const conditions = valuesOf(filter, 'date').map((value) => {
    const range = rangeOf(value);
    const others = filter.parameter.storedAs.filter((code) => code !== index.clinicalDate).map((code) => index.number(code));
    const clinical = filter.parameter.storedAs.filter((code) => code === index.clinicalDate).map((code) => index.number(code));
    return anyOf([
      ...(others.length > 0 ? [ofMoments(others, range)] : []),
      ...clinical.map((number) => ofLists(compiling, number, range)),
    ]);
  });
  return anyOf(conditions);
}
