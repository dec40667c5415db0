import type { Entry } from '@songhua/engine-fhir/search/entries.ts';
import type { Resource, Tx } from '@songhua/kernel';
import { checkPacked } from './check-packed.ts';
import { compareRows } from './domain/compare-rows.ts';
import { diffRows, noRows, type PlacedRows } from './domain/diff-rows.ts';
import { indexRows, type Term } from './domain/index-rows.ts';
import { parameterOf, placeInLists, ridOf } from './domain/keys.ts';
import { firstAdded } from './domain/parameter-codes.ts';
import type { FhirStore } from './fhir-store.ts';
import { nameKey } from './store/directory.ts';
import * as scan from './store/scan-rows.ts';

/** What a check of the whole store has seen. */
export interface Checked {
  readonly resources: number;
  readonly deleted: number;
  readonly versions: number;
  readonly indexRows: number;
  /** How many disagreements there are; `onFault` was told each. */
  readonly faults: number;
}

/** Resources read and judged together. */
const atOnce = 500;

interface Known {
  readonly rid: bigint;
  readonly place: number;
}

type Streams = Awaited<ReturnType<typeof openStreams>>;

/** Rows of the index and of the history, each table in the order of numbers; a row of nobody is a fault. */
async function openStreams(tx: Tx, fault: (text: string) => void) {
  const orphan =
    (table: string) =>
    ({ rid }: scan.Owned): void =>
      fault(`records.${table} has a row of resource number ${rid}, which is not there`);
  return {
    keys: await scan.keysByNumber(tx, orphan('posting')),
    words: await scan.wordsByNumber(tx, orphan('word')),
    amounts: await scan.amountsByNumber(tx, orphan('amount')),
    moments: await scan.momentsByNumber(tx, orphan('moment')),
    versions: await scan.versionsByNumber(tx, orphan('version')),
  };
}

const keptRows = async ({ keys, words, amounts, moments }: Streams, rid: bigint): Promise<PlacedRows> => ({
  keys: [...(await keys.take(rid))],
  words: [...(await words.take(rid))],
  amounts: [...(await amounts.take(rid))],
  moments: [...(await moments.take(rid))],
});

/** Versions 1 to the one before the current, each once. */
function checkHistory(kept: readonly { readonly version: number }[], current: number): string | null {
  const found = kept.map(({ version }) => version);
  const whole = found.length === current - 1 && found.every((version, at) => version === at + 1);
  return whole ? null : `its history holds the versions [${found.join(' ')}], the current one is ${current}`;
}

interface Body {
  readonly resourceType?: string;
  readonly id?: string;
  readonly meta?: { readonly versionId?: string; readonly lastUpdated?: string };
}

/** Number and time in the text are those of its row. */
function checkStamp({ meta }: Body, { version, updatedAt }: scan.KeptResource): string | null {
  const same = meta?.versionId === String(version) && new Date(meta.lastUpdated ?? '').getTime() === updatedAt.getTime();
  return same
    ? null
    : `its text says version ${meta?.versionId} of ${meta?.lastUpdated}, its row ${version} of ${updatedAt.toISOString()}`;
}

/**
 * Holds everything that searches, histories and references rest on to the current texts, in one snapshot: each resource's index rows
 * are exactly those its text is found by, packed lists say what postings say, its history has every version once, its directory entry
 * and its links name the right numbers, the dictionary knows its codes. Reads the whole store once; memory stays small. `onFault` is told each disagreement.
 */
export async function checkIndex(store: FhirStore, tx: Tx, onFault: (text: string) => void): Promise<Checked> {
  await scan.withoutTimeLimit(tx);
  await store.refresh(tx);
  const { codes, index, extract, added } = store.view;
  // Entries of an added parameter are complete once it is ready, and gone some time after it was retired.
  const ready = new Set(added.flatMap(({ number, state }) => (state === 'ready' ? [number] : [])));
  const isSettled = (parameter: number): boolean => parameter < firstAdded || ready.has(parameter);
  const nameOf = (parameter: number): string => {
    const named = codes.parameterName(parameter);
    return named ? `${named.type}.${named.code}` : `parameter ${parameter}`;
  };
  const done = { resources: 0, deleted: 0, versions: 0, indexRows: 0, faults: 0 };
  const fault = (text: string): void => {
    done.faults += 1;
    onFault(text);
  };
  const streams = await openStreams(tx, fault);
  const terms = new Map<bigint, Term>();

  const checkOne = async (row: scan.KeptResource, body: Body, entries: readonly Entry[], names: ReadonlyMap<string, Known>) => {
    const { resourceType: type = '', id = '' } = body;
    const say = (text: string): void => fault(`${type}/${id}: ${text}`);
    const kept = await keptRows(streams, row.rid);
    const history = await streams.versions.take(row.rid);
    done.versions += history.length + 1;
    done.indexRows += kept.keys.length + kept.words.length + kept.amounts.length + kept.moments.length;
    const gap = checkHistory(history, row.version);
    if (gap) say(gap);
    const own = names.get(nameKey(row.type, id));
    if (codes.type(type) !== row.type || own?.rid !== row.rid || own.place !== row.place)
      say(`the directory has number ${own?.rid} and place ${own?.place} for it, its row ${row.rid} and ${row.place}`);
    const expected = noRows();
    if (row.deleted) {
      done.deleted += 1;
    } else {
      done.resources += 1;
      const stamp = checkStamp(body, row);
      if (stamp) say(stamp);
      const rows = indexRows(index(type), entries, (other, otherId) => {
        const found = names.get(nameKey(codes.type(other), otherId))?.rid;
        if (found === undefined) say(`refers to ${other}/${otherId}, which the directory does not know`);
        return found;
      });
      const v = rows.date ? placeInLists(rows.date.lo, row.rid) : row.v;
      if (v !== row.v || ridOf(row.v) !== row.rid) say(`its place in lists is ${row.v}, by its date it is ${v}`);
      if (rows.date?.lo !== row.date?.lo || rows.date?.hi !== row.date?.hi) say('its clinical date is not that of its text');
      const links = row.links.filter((link) => isSettled(parameterOf(link)));
      const wanted = new Set([...rows.links].filter((link) => isSettled(parameterOf(link))));
      if (wanted.size !== links.length || !links.every((link) => wanted.has(link))) say('its links are not those of its text');
      for (const term of rows.terms) terms.set(term.key, term);
      diffRows({ add: expected, remove: noRows() }, null, { rows, v: row.v, place: row.place });
    }
    for (const { table, fault: what, parameter, row: text } of compareRows(expected, kept)) {
      if (!isSettled(parameter)) continue;
      say(`records.${table} ${what}: ${nameOf(parameter)}, ${text}`);
    }
  };

  const askTerms = async (): Promise<void> => {
    for (const key of await scan.missingTerms(tx, [...terms.keys()])) {
      const term = terms.get(key);
      fault(`records.term lacks ${term?.system}|${term?.code} of parameter ${term?.parameter}`);
    }
    terms.clear();
  };

  for await (const rows of scan.resourcesByNumber(tx, atOnce)) {
    const read = rows.map((row) => {
      const body = JSON.parse(row.body) as Body;
      return { row, body, entries: row.deleted ? [] : extract(body as Resource) };
    });
    const asked = new Map<string, { type: number; id: string }>();
    for (const { row, body, entries } of read) {
      asked.set(nameKey(row.type, body.id ?? ''), { type: row.type, id: body.id ?? '' });
      for (const entry of entries) {
        if (entry.kind !== 'reference' || entry.type === undefined || entry.id === undefined) continue;
        const type = codes.type(entry.type);
        asked.set(nameKey(type, entry.id), { type, id: entry.id });
      }
    }
    const known = await scan.lookUpNames(tx, [...asked.values()]);
    const names = new Map(known.map(({ type, id, rid, place }) => [nameKey(type, id), { rid, place }] as const));
    for (const { row, body, entries } of read) await checkOne(row, body, entries, names);
    await askTerms();
  }
  for (const one of Object.values(streams)) await one.rest();
  await checkPacked(tx, { fault, nameOf: (parameter) => (isSettled(parameter) ? nameOf(parameter) : undefined) });
  return done;
}
