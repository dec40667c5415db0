import type { Pair } from '@songhua/engine-fhir/search/types.ts';
import { ok, type Result } from '@songhua/kernel';
import { cursorName, type FocusType, pairsOfParameters, readEverything } from '../everything/read-asked.ts';
import { missing } from '../interactions/change.ts';
import { readAs } from '../interactions/write-as.ts';
import { withMasks } from '../mask/mask-stored.ts';
import { mayAsk } from '../reach/ways.ts';
import { printCursor } from '../search/cursor.ts';
import type { Ask } from './ask.ts';
import { address, searchsetText } from './bundle-text.ts';
import { content } from './content.ts';
import { shower } from './run-search.ts';

/** Parameters of the address, and those that were posted beside them. */
function pairs(ask: Ask): Result<Pair[]> {
  if (ask.body === '') return ok([...ask.query]);
  const scan = content(ask);
  if (!scan.ok) return scan;
  const posted = pairsOfParameters(scan.value.value);
  return posted.ok ? ok([...ask.query, ...posted.value]) : posted;
}

/**
 * A page of everything that is known about a patient or an encounter. Who does not reach the focus itself is answered as if it were not
 * there, whatever else in its compartment is reached.
 */
export async function runEverything(ask: Ask, type: FocusType, id: string): Promise<Result<string>> {
  const { store, tx, reader, base, now } = ask;
  const scope = mayAsk(reader, type, 'r');
  if (!scope.ok) return scope;
  const query = pairs(ask);
  if (!query.ok) return query;
  const lenient = ask.prefer.handling === 'lenient';
  const read = readEverything(type, id, query.value, { zone: store.zone, lenient });
  if (!read.ok) return read;
  const focus = await readAs(ask, type, id, 'r');
  if (!focus || focus.deleted) return missing(focus, type, id);
  const page = await store.findEverything(tx, read.value.asked, reader);
  if (!page.ok) return page;
  const shown = shower(ask, [], []);
  if (!shown.ok) return shown;
  const { total, next } = page.value;
  const matches = await withMasks(store, tx, reader, 'r', page.value.matches);
  const included = await withMasks(store, tx, reader, 'r', page.value.included);
  const path = `${base}/${type}/${id}/$everything`;
  const plain = read.value.accepted.filter(([name]) => name !== cursorName);
  const links = [
    { relation: 'self', url: address(path, read.value.accepted) },
    { relation: 'first', url: address(path, plain) },
    ...(next ? [{ relation: 'next', url: address(path, [...plain, [cursorName, printCursor(next)]]) }] : []),
  ];
  return ok(searchsetText({ id: ask.newId(), now, total, links }, base, { matches, included }, shown.value.show, undefined));
}
