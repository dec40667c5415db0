import type { DateValue, ParamFilter } from '@songhua/engine-fhir/search/types.ts';
import { instantText } from '../store/instants.ts';
import { textsLiteral } from '../store/literals.ts';
import { anyOf, type Condition } from './condition.ts';
import { type Compiling, valuesOf } from './searching.ts';
import { isIn, placedIn } from './spread.ts';
import type { Binder } from './statement.ts';
import { ridIn } from './these.ts';

const instant = (binder: Binder, ms: number): string => binder.bind(instantText(ms), 'timestamptz');

/** The last change is one instant: a range of no length. */
function changed(binder: Binder, { prefix, lo, hi }: DateValue, r = 'r'): string {
  const within = (): string => `(${r}.updated_at >= ${instant(binder, lo)} and ${r}.updated_at < ${instant(binder, hi)})`;
  switch (prefix) {
    case 'eq':
    case 'ap':
      return within();
    case 'ne':
      return `not ${within()}`;
    case 'gt':
    case 'sa':
      return `${r}.updated_at >= ${instant(binder, hi)}`;
    case 'ge':
      return `${r}.updated_at >= ${instant(binder, lo)}`;
    case 'lt':
    case 'eb':
      return `${r}.updated_at < ${instant(binder, lo)}`;
    case 'le':
      return `${r}.updated_at < ${instant(binder, hi)}`;
  }
}

/** What is read from the resource's own row: its id and its last change. Undefined for what the engine must decide. */
export function compileRow(compiling: Compiling, filter: ParamFilter): Condition | undefined {
  const { parameter, modifier } = filter;
  if (modifier !== undefined) return undefined;
  const type = compiling.index.code;
  if (parameter.code === '_id') {
    const ids = valuesOf(filter, 'token').flatMap(({ system, code }) => (code === undefined || system ? [] : [code]));
    const named = (binder: Binder, r: string): string =>
      `records.name n join records.resource ${r} on ${r}.rid = n.rid and not ${r}.deleted
        where n.type = ${binder.bind(type)} and n.id = any(${binder.bind(textsLiteral(ids), 'text[]')})`;
    const spreadSet = (binder: Binder): string =>
      `select r.v, r.place from records.resource r where not r.deleted and r.rid in (
         select n.rid from records.name n where n.type = ${binder.bind(type)} and n.id = any(${binder.bind(textsLiteral(ids), 'text[]')}))`;
    return {
      set: (binder) => (binder.spread ? spreadSet(binder) : `select r.v from ${named(binder, 'r')}`),
      test: (binder, v) => {
        if (binder.spread) return isIn(v, spreadSet(binder));
        const r = binder.alias();
        return `exists (select 1 from ${named(binder, r)} and ${r}.v = ${v} offset 0)`;
      },
    };
  }
  if (parameter.code === '_lastUpdated') {
    return anyOf(
      valuesOf(filter, 'date').map((value) => ({
        set: (binder) =>
          `select ${placedIn(binder, 'r')} from records.resource r where r.type = ${binder.bind(type)} and not r.deleted and ${changed(binder, value)}`,
        test: (binder, v) => {
          if (binder.spread)
            return isIn(v, `select r.v, r.place from records.resource r where not r.deleted and ${changed(binder, value)}`);
          const r = binder.alias();
          return `exists (select 1 from records.resource ${r} where ${r}.rid = ${ridIn(v)} and ${changed(binder, value, r)} offset 0)`;
        },
      })),
    );
  }
  return undefined;
}
