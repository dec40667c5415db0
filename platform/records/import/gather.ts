import { type Scan, scanJson } from '@songhua/engine-fhir/json/scan.ts';
import { spliceStamp } from '@songhua/engine-fhir/json/splice.ts';
import type { Entry } from '@songhua/engine-fhir/search/entries.ts';
import type { Resource } from '@songhua/kernel';
import { deepest } from '../domain/check-resource.ts';
import type { Term } from '../domain/index-rows.ts';
import { keyHigh } from '../domain/key-pairs.ts';
import { placeOf } from '../domain/place.ts';
import { type EntrySink, readEntries } from '../domain/read-entries.ts';
import type { TypeIndex } from '../domain/type-index.ts';
import { createHashes } from './hashes.ts';
import { addRange, type Links, type Name, numbers32, type Postings, push, type Ranges, ranges, type WordRow } from './rows.ts';

/** A resource that was read and judged, and the line it stood on. */
export interface Item {
  readonly type: string;
  readonly id: string;
  readonly scan: Scan;
  /** Of its source, from 1. */
  readonly line: number;
}

/** What is kept of an item: its text lies outside the garbage collector's reach, and can be read again. */
export interface Kept {
  readonly type: string;
  readonly id: string;
  readonly line: number;
  /** Where its text stands in `bodies`, stamped as a first version. */
  readonly from: number;
  readonly end: number;
}

/** A resource of a batch. */
export interface BatchRow extends Kept {
  /** Number of its type. */
  readonly code: number;
  /** Position of its id among the names. */
  readonly name: number;
  /** The clinical date; NaN when it has none. */
  readonly lo: number;
  readonly hi: number;
  /** Where its links begin; they end where the next one's begin. */
  readonly links: number;
}

/** Everything that first versions of many resources are stored as, apart from the numbers that only the database can give. */
export interface Batch {
  readonly now: Date;
  /** Of the parameters by which it was read; see store/index-state.ts. */
  readonly epoch: number;
  readonly names: readonly Name[];
  readonly rows: readonly BatchRow[];
  readonly bodies: Buffer;
  readonly postings: Postings;
  readonly links: Links;
  readonly words: readonly WordRow[];
  readonly amounts: Ranges;
  readonly moments: Ranges;
  readonly terms: readonly Term[];
  /** Resources that stand in the batch a second time or more, in order. */
  readonly again: readonly Kept[];
  /** Says that the batch is written: its memory may be used again. Fresh memory costs more than what is put into it. */
  release(): void;
}

export interface Gatherer {
  readonly epoch: number;
  /** Begins a batch of about so many resources and bytes. All its versions are of `now`. */
  begin(now: Date, about: { readonly resources: number; readonly bytes: number }): void;
  add(item: Item): void;
  end(): Batch;
}

interface Indexing {
  readonly epoch: number;
  index(type: string): TypeIndex;
  extract(resource: Resource): readonly Entry[];
}

/** What the store's stamp may add to a text: type, id, version and instant. */
const stampRoom = 256;
/** A batch has so many of each kind a resource before its arrays must grow. */
const usual = 12;

const bigKey = (high: number, low: number): bigint => (BigInt(high) << 32n) | BigInt(low);

/** Reads resources into the rows of batches, one batch after the other. Nothing here asks the database. */
export function createGatherer({ epoch, index, extract }: Indexing): Gatherer {
  const hashes = createHashes();
  let now = new Date(0);
  let stamp = '';
  let names: Name[] = [];
  let places = new Map<number, Map<string, number>>();
  let owned = new Uint8Array(0);
  let rows: BatchRow[] = [];
  let again: Kept[] = [];
  let bodies = Buffer.alloc(0);
  let spare: typeof bodies | undefined;
  let filled = 0;
  let postings: Postings = { high: numbers32(1), low: numbers32(1), owner: numbers32(1) };
  let links: Links = { parameter: numbers32(1), name: numbers32(1), owner: numbers32(1) };
  let words: WordRow[] = [];
  let amounts = ranges(1);
  let moments = ranges(1);
  let terms: Term[] = [];
  // Of the resource being read.
  let owner = 0;
  let place = 0;
  let lo = Number.NaN;
  let hi = Number.NaN;

  /** The position of an id among the names; a new one comes where whoever names it first belongs. */
  const nameOf = (type: number, id: string, at: () => number): number => {
    let ofType = places.get(type);
    if (!ofType) {
      ofType = new Map();
      places.set(type, ofType);
    }
    const known = ofType.get(id);
    if (known !== undefined) return known;
    const position = names.push({ type, id, place: at() }) - 1;
    ofType.set(id, position);
    return position;
  };
  const post = (high: number, low: number): void => {
    push(postings.high, high);
    push(postings.low, low);
    push(postings.owner, owner);
  };
  const sink: EntrySink<number> = {
    hash: hashes.of,
    key: (parameter, value) => post(keyHigh(parameter, hashes.high(value)), hashes.low(value)),
    term: (parameter, value, system, code, more) => {
      if (!hashes.isNew(value, parameter)) return;
      terms.push({ key: bigKey(keyHigh(parameter, hashes.high(value)), hashes.low(value)), parameter, system, code, more });
    },
    link: (parameter, type, id) => {
      const name = nameOf(index(type).code, id, () => (type === 'Patient' ? placeOf('Patient', id, []) : place));
      push(links.parameter, parameter);
      push(links.name, name);
      push(links.owner, owner);
    },
    word: (parameter, folded, exact) => words.push({ parameter, folded, exact, owner }),
    amount: (parameter, value, low, high) =>
      addRange(amounts, keyHigh(parameter, hashes.high(value)), hashes.low(value), low, high, owner),
    moment: (parameter, low, high) => addRange(moments, parameter, 0, low, high, owner),
    clinical: (low, high) => {
      lo = low;
      hi = high;
    },
  };
  /** Names what a resource refers to without keeping anything else of it. */
  const naming: EntrySink<number> = {
    hash: () => 0,
    key: () => {},
    term: () => {},
    link: (_parameter, type, id) => {
      nameOf(index(type).code, id, () => (type === 'Patient' ? placeOf('Patient', id, []) : place));
    },
    word: () => {},
    amount: () => {},
    moment: () => {},
    clinical: () => {},
  };
  const keep = (scan: Scan, id: string): Pick<Kept, 'from' | 'end'> => {
    // UTF-8 takes three bytes of a UTF-16 unit at most.
    const room = scan.text.length * 3 + stampRoom;
    if (filled + room > bodies.length) {
      const larger = Buffer.allocUnsafeSlow(bodies.length * 2 + room);
      bodies.copy(larger, 0, 0, filled);
      bodies = larger;
    }
    const from = filled;
    filled += bodies.write(spliceStamp(scan, { id, versionId: '1', lastUpdated: stamp }), from, 'utf8');
    return { from, end: filled };
  };
  return {
    epoch,
    begin: (at, { resources, bytes }) => {
      now = at;
      stamp = now.toISOString();
      names = [];
      places = new Map();
      owned = new Uint8Array(resources * 4);
      rows = [];
      again = [];
      const room = bytes + resources * stampRoom;
      bodies = spare && spare.length >= room ? spare : Buffer.allocUnsafeSlow(room);
      spare = undefined;
      filled = 0;
      postings = { high: numbers32(resources * usual), low: numbers32(resources * usual), owner: numbers32(resources * usual) };
      links = {
        parameter: numbers32(resources * usual),
        name: numbers32(resources * usual),
        owner: numbers32(resources * usual),
      };
      words = [];
      amounts = ranges(resources);
      moments = ranges(resources * 2);
      terms = [];
    },
    add: (item) => {
      const { type, id, scan, line } = item;
      const own = index(type);
      const entries = extract(scan.value as Resource);
      place = placeOf(type, id, entries);
      const name = nameOf(own.code, id, () => place);
      if (owned.length <= name) {
        const larger = new Uint8Array(name * 2);
        larger.set(owned);
        owned = larger;
      }
      if (owned[name] === 1) {
        readEntries(own, entries, naming);
        again.push({ type, id, line, ...keep(scan, id) });
        return;
      }
      owned[name] = 1;
      owner = rows.length;
      lo = Number.NaN;
      hi = Number.NaN;
      const first = links.name.count;
      post(keyHigh(own.list, 0), 0);
      readEntries(own, entries, sink);
      const { from, end } = keep(scan, id);
      rows.push({ type, id, line, from, end, code: own.code, name, lo, hi, links: first });
    },
    end: () => {
      const used = bodies;
      const release = (): void => {
        spare = used;
      };
      return { now, epoch, names, rows, bodies, postings, links, words, amounts, moments, terms, again, release };
    },
  };
}

/** The text of a kept item, stamped as a first version. */
export const textOf = ({ bodies }: Pick<Batch, 'bodies'>, { from, end }: Kept): string => bodies.toString('utf8', from, end);

/** A kept item read again: it was found good before, and the next stamp takes the place of the one it has. */
export function itemOf(batch: Pick<Batch, 'bodies'>, kept: Kept): Item {
  const { type, id, line } = kept;
  const scanned = scanJson(textOf(batch, kept), { deepest, firstLine: line });
  if (!scanned.ok) throw new Error(`line ${line} was read before`);
  return { type, id, scan: scanned.value, line };
}

/** The same resources by other parameters. */
export function gatherAgain(indexing: Indexing, batch: Batch): Batch {
  const { now, rows, bodies, again } = batch;
  const gatherer = createGatherer(indexing);
  gatherer.begin(now, { resources: rows.length + again.length + 1, bytes: bodies.length });
  for (const kept of rows) gatherer.add(itemOf(batch, kept));
  for (const kept of again) gatherer.add(itemOf(batch, kept));
  return gatherer.end();
}
