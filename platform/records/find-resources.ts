import { ok, type RecordStore, refuse, type StoredResource, type Tx } from '@songhua/kernel';
import { resourceTypes } from './domain/resource-types.ts';
import type { FhirStore } from './fhir-store.ts';
import { findAsked } from './find-asked.ts';
import { maskStored } from './mask/mask-stored.ts';
import { type Letter, mayAsk, type Reader } from './reach/ways.ts';
import { cursorName, printCursor } from './search/cursor.ts';

/**
 * FHIR searches of modules, as the address of a type answers them: the same parameters, reach, masks and refusals; without a reader those of
 * the system. The store may be given by a function where it is not there yet.
 */
export const findResources =
  (storeOf: () => FhirStore, reader?: Reader): RecordStore['find'] =>
  async (tx, asked, now) => {
    const store = storeOf();
    const at = asked.indexOf('?');
    const type = at < 0 ? asked : asked.slice(0, at);
    if (!resourceTypes.has(type)) return refuse('records.unknown-type', { type });
    if (store.served.has(type)) return refuse('records.kept-elsewhere', { type });
    const scope = mayAsk(reader, type, 's');
    if (!scope.ok) return scope;
    const query = [...new URLSearchParams(at < 0 ? '' : asked.slice(at + 1))];
    const found = await findAsked({ store, tx, reader, now }, { type, query, lenient: false });
    if (!found.ok) return found;
    const shown = async (inside: Tx, letter: Letter, rows: readonly { readonly body: string }[]): Promise<StoredResource[]> => {
      const bodies = rows.map(({ body }) => body);
      const texts = await maskStored(store, inside, reader, letter, bodies);
      return texts.map((text) => JSON.parse(text) as StoredResource);
    };
    const { matches, included, total, next } = found.value.page;
    const rest = new URLSearchParams(query.filter(([name]) => name !== cursorName));
    if (next) rest.set(cursorName, printCursor(next));
    return ok({
      resources: await shown(tx, 's', matches),
      included: await shown(tx, 'r', included),
      ...(total !== undefined && { total }),
      ...(next && { next: `${type}?${rest}` }),
    });
  };
