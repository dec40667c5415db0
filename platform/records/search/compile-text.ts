import { gramNumber, gramsOf } from '@songhua/engine-fhir/search/grams.ts';
import type { Filter } from '@songhua/engine-fhir/search/types.ts';
import { typeGram } from '../reindex/read-texts.ts';
import { numbersLiteral } from '../store/literals.ts';
import { type Condition, ofSet } from './condition.ts';
import type { Compiling } from './searching.ts';

/**
 * Words of the narrative or of everything: who has all their grams, and who was written too lately for that to be known. The engine
 * has the last word. Undefined when nothing is kept, or the words are too short to have grams.
 */
export function compileText(
  { type, index, looked }: Compiling,
  filter: Extract<Filter, { kind: 'text' | 'content' }>,
): Condition | undefined {
  const grams = new Set(filter.words.flatMap((word) => [...gramsOf(word)]));
  if (!looked.fullText || grams.size === 0) return undefined;
  const numbers = numbersLiteral([typeGram(type), ...[...grams].map(gramNumber)]);
  return ofSet(
    (binder) =>
      binder.spread
        ? `select r.v, r.place from records.resource r where r.type = ${binder.bind(index.code)} and not r.deleted and (r.rid, r.place) in (
             select f.rid, f.place from records.full_text f where f.grams @> ${binder.bind(numbers, 'integer[]')}
             union all select u.rid, u.place from records.unread u)`
        : `select r.v from (
        select f.rid from records.full_text f where f.grams @> ${binder.bind(numbers, 'integer[]')}
        union all select u.rid from records.unread u) c
      cross join lateral (select v, type, deleted from records.resource r where r.rid = c.rid limit 1) r
      where r.type = ${binder.bind(index.code)} and not r.deleted`,
    filter,
  );
}

/** Whether a filter asks for words anywhere. */
export const asksText = (filter: Filter): boolean => {
  switch (filter.kind) {
    case 'text':
    case 'content':
      return true;
    case 'and':
    case 'or':
      return filter.filters.some(asksText);
    case 'not':
    case 'has':
      return asksText(filter.filter);
    case 'chain':
      return filter.targets.some((target) => asksText(target.filter));
    case 'types':
      return filter.types.some((one) => asksText(one.filter));
    default:
      return false;
  }
};
