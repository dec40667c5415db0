import type { Pair } from '@songhua/engine-fhir/search/types.ts';
import { ok, type Result } from '@songhua/kernel';
import { type FocusType, pairsOfParameters, readEverything } from '../everything/read-asked.ts';
import { missing } from '../interactions/change.ts';
import { readAs } from '../interactions/write-as.ts';
import { withMasks } from '../mask/mask-stored.ts';
import { mayAsk } from '../reach/ways.ts';
import { printCursor } from '../search/cursor.ts';
import { findPersons } from '../store/person-members.ts';
import type { Ask } from './ask.ts';
import { searchsetText } from './bundle-text.ts';
import { content } from './content.ts';
import { linksOf, shower } from './run-search.ts';
import { headOf } from './stored-text.ts';

/** Parameters of the address, and those that were posted beside them. */
function pairs(ask: Ask): Result<Pair[]> {
  if (ask.body === '') return ok([...ask.query]);
  const scan = content(ask);
  if (!scan.ok) return scan;
  const posted = pairsOfParameters(scan.value.value);
  return posted.ok ? ok([...ask.query, ...posted.value]) : posted;
}

/** Ids of the other Patients of a Patient's person that the reader reaches each by itself. */
async function samePerson({ store, tx, reader }: Ask, id: string): Promise<readonly string[]> {
  const { members = [] } = (await findPersons(tx, store.view.index('Patient').code, [id])).get(id) ?? {};
  const others = members.filter((one) => one !== id);
  if (others.length === 0) return [];
  const seen = await store.readSeen(
    tx,
    reader,
    'r',
    others.map((one) => ({ type: 'Patient', id: one })),
  );
  return others.filter((_, at) => seen[at]?.deleted === false);
}

/**
 * A page of everything that is known about a patient, by all registrations of the person that the reader reaches, or about an encounter. Who does not reach the focus itself is answered as if it were not
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
  const same = read.value.person ? await samePerson(ask, id) : [];
  const page = await store.findEverything(tx, { ...read.value.asked, same }, reader);
  if (!page.ok) return page;
  const shown = shower(ask, [], []);
  if (!shown.ok) return shown;
  const { total, next } = page.value;
  // Each is masked as it was reached: the focus and who is the same were read, what lies in their compartments was found.
  const selves = new Set([id, ...same]);
  const isFocus = ({ body }: { readonly body: string }): boolean => {
    const head = headOf(body);
    return head.type === type && selves.has(head.id);
  };
  const found = page.value.matches.findIndex((row) => !isFocus(row));
  const others = found < 0 ? page.value.matches.length : found;
  const matches = [
    ...(await withMasks(store, tx, reader, 'r', page.value.matches.slice(0, others))),
    ...(await withMasks(store, tx, reader, 's', page.value.matches.slice(others))),
  ];
  const included = await withMasks(store, tx, reader, 'r', page.value.included);
  const path = `${base}/${type}/${id}/$everything`;
  const links = linksOf(path, read.value.accepted, next && printCursor(next));
  return ok(searchsetText({ id: ask.newId(), now, total, links }, base, { matches, included }, shown.value.show, undefined));
}
