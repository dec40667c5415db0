import type { Pair } from '@songhua/engine-fhir/search/types.ts';
import { subsetter } from '@songhua/engine-fhir/subset/subset.ts';
import { readView, type View } from '@songhua/engine-fhir/subset/view.ts';
import { type FieldError, ok, type Result } from '@songhua/kernel';
import { findAsked } from '../find-asked.ts';
import { maskResource } from '../mask/mask-resource.ts';
import { maskText, readStored, withMasks } from '../mask/mask-stored.ts';
import { mayAsk } from '../reach/ways.ts';
import { cursorName, printCursor } from '../search/cursor.ts';
import type { Ask, Unasked } from './ask.ts';
import { address, type Link, type Show, searchsetText } from './bundle-text.ts';

export interface SearchAsked {
  readonly type: string | null;
  readonly compartment?: { readonly type: string; readonly id: string };
  readonly query: readonly Pair[];
}

/** How stored texts are shown under `_summary` and `_elements`; what is shown is noted as it was stored. */
export function shower(
  { store, shown }: Pick<Unasked, 'store' | 'shown'>,
  types: readonly string[],
  query: readonly Pair[],
): Result<{ view: View; show: Show }> {
  const last = (name: string): string | undefined => query.findLast(([key]) => key === name)?.[1];
  const view = readView({ summary: last('_summary'), elements: last('_elements') }, types, store.definitions);
  if (!view.ok) return view;
  if (view.value.kind === 'full' || view.value.kind === 'count') {
    const show: Show = (text, mask) => {
      shown.push(text);
      return maskText(store, text, mask);
    };
    return ok({ view: view.value, show });
  }
  const cut = subsetter(view.value, store.definitions);
  return ok({
    view: view.value,
    show: (text, mask) => {
      shown.push(text);
      const part = cut(readStored(text));
      return JSON.stringify(mask ? maskResource(store.definitions, part, mask) : part);
    },
  });
}

/** What lenient handling left out, said in the answer. */
export const leftOut = (ignored: readonly FieldError[]) =>
  ignored.length === 0
    ? undefined
    : {
        resourceType: 'OperationOutcome',
        issue: ignored.map(({ field, message }) => ({
          severity: 'warning',
          code: 'not-supported',
          details: { text: `${field}: ${message.zh} / ${message.en}` },
          expression: [`http.${field}`],
        })),
      };

/** Links of a page: itself, the first, and the next by its mark, where there is one. */
export function linksOf(path: string, accepted: readonly Pair[], next: string | undefined): Link[] {
  const plain = accepted.filter(([name]) => name !== cursorName);
  const first = address(path, plain);
  const self = plain.length === accepted.length ? first : address(path, accepted);
  return [
    { relation: 'self', url: self },
    { relation: 'first', url: first },
    ...(next ? [{ relation: 'next', url: `${first}${plain.length > 0 ? '&' : '?'}${cursorName}=${next}` }] : []),
  ];
}

/** A search, from its parameters to the text of its Bundle. */
export async function runSearch(ask: Ask, { type, compartment, query }: SearchAsked): Promise<Result<string>> {
  const { store, tx, reader, now, base } = ask;
  const types = type === null ? [] : [type];
  const scope = mayAsk(reader, type ?? '*', 's');
  if (!scope.ok) return scope;
  const shown = shower(ask, types, query);
  if (!shown.ok) return shown;
  const lenient = ask.prefer.handling === 'lenient';
  const found = await findAsked(ask, { type, query, lenient, ...(compartment && { compartment }) });
  if (!found.ok) return found;
  const { search, page } = found.value;
  const matches = await withMasks(store, tx, reader, 's', page.matches);
  const included = await withMasks(store, tx, reader, 'r', page.included);
  const path = [base, compartment && `${compartment.type}/${compartment.id}`, type ?? (compartment ? '*' : undefined)]
    .filter(Boolean)
    .join('/');
  const { total, next } = page;
  const links = linksOf(path, search.accepted, next && printCursor(next));
  const frame = { id: ask.newId(), now, total, links };
  return ok(searchsetText(frame, base, { matches, included }, shown.value.show, leftOut(search.ignored)));
}
