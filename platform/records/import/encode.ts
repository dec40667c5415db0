import { placeHigh } from '../domain/key-pairs.ts';
import { methods } from '../store/current.ts';
import { type Copy, copyOf, copyRows } from './copy-rows.ts';
import type { Batch, BatchRow } from './gather.ts';
import type { Numbered } from './number-names.ts';
import { orderOf } from './sort.ts';

const half = 2 ** 32;
/** 2000-01-01T00:00Z, from which PostgreSQL counts microseconds. */
const firstMoment = Date.UTC(2000, 0, 1);
const put = methods.indexOf('PUT');

/** Where the resources of a batch stand once their numbers are known. */
export interface Placed {
  readonly vHigh: Int32Array;
  readonly vLow: Uint32Array;
  readonly place: Uint16Array;
  /** 1 where the resource is written with this batch; 0 where it is left to the way of updates. */
  readonly taken: Uint8Array;
}

function placeRows({ rows, now }: Batch, { rids, places }: Numbered, taken: Uint8Array): Placed {
  const vHigh = new Int32Array(rows.length);
  const vLow = new Uint32Array(rows.length);
  const place = new Uint16Array(rows.length);
  for (let n = 0; n < rows.length; n += 1) {
    const { name, lo } = rows[n] as BatchRow;
    const rid = rids[name] as number;
    vHigh[n] = placeHigh(Number.isNaN(lo) ? now.getTime() : lo, rid);
    vLow[n] = rid % half;
    place[n] = places[name] as number;
  }
  return { vHigh, vLow, place, taken };
}

/** Four characters of an id as a number that orders as they do: ids are ASCII. Beyond its end stands NaN, which counts as 0. */
const fourOf = (id: string, at: number): number =>
  ((id.charCodeAt(at) << 24) | (id.charCodeAt(at + 1) << 16) | (id.charCodeAt(at + 2) << 8) | id.charCodeAt(at + 3)) >>> 0;

/** Positions of the new names by type and id. */
function newNames(names: Batch['names'], isNew: Uint8Array): readonly number[] {
  const fresh: number[] = [];
  for (let n = 0; n < names.length; n += 1) if (isNew[n] === 1) fresh.push(n);
  const nameAt = (n: number): Batch['names'][number] => names[fresh[n] as number] as Batch['names'][number];
  const types = new Uint32Array(fresh.length);
  const heads = new Uint32Array(fresh.length);
  const seconds = new Uint32Array(fresh.length);
  for (let n = 0; n < fresh.length; n += 1) {
    const { type, id } = nameAt(n);
    types[n] = type;
    heads[n] = fourOf(id, 0);
    seconds[n] = fourOf(id, 4);
  }
  const order = orderOf(
    fresh.length,
    [types, heads, seconds].map((values) => ({ values, signed: false })),
  );
  const isSame = (a: number, b: number): boolean => types[a] === types[b] && heads[a] === heads[b] && seconds[a] === seconds[b];
  // What the first eight characters leave open.
  for (let from = 0; from < order.length; ) {
    let end = from + 1;
    while (end < order.length && isSame(order[from] as number, order[end] as number)) end += 1;
    if (end - from > 1) order.subarray(from, end).sort((a, b) => (nameAt(a).id < nameAt(b).id ? -1 : 1));
    from = end;
  }
  return Array.from(order, (n) => fresh[n] as number);
}

function copyNames({ names }: Batch, { rids, places, isNew }: Numbered): Copy {
  const copy = copyRows();
  // One order for all writers: two that enter the same ids wait for each other in the same direction.
  for (const n of newNames(names, isNew)) {
    const { type, id } = names[n] as Batch['names'][number];
    copy.row(4);
    copy.int2(type);
    copy.text(id);
    copy.whole(rids[n] as number);
    copy.int2(places[n] as number);
  }
  return copyOf('name', 'type, id, rid, place', copy);
}

/** Keys of references as halves. */
interface Keys {
  readonly high: Uint32Array;
  readonly low: Uint32Array;
  count: number;
}

function addLinks(keys: Keys, { links }: Batch, { rids }: Numbered, from: number, end: number): void {
  const first = keys.count;
  const seen = end - from > 16 ? new Set<number>() : undefined;
  for (let n = from; n < end; n += 1) {
    const rid = rids[links.name.values[n] as number] as number;
    const high = (links.parameter.values[n] as number) * 65_536 + Math.floor(rid / half);
    const low = rid % half;
    if (seen) {
      // Parameter (15 bits) and position of the name: together one number for one key.
      const key = (links.name.values[n] as number) * 32_768 + (links.parameter.values[n] as number);
      if (seen.has(key)) continue;
      seen.add(key);
    } else {
      let at = first;
      while (at < keys.count && !(keys.low[at] === low && keys.high[at] === high)) at += 1;
      if (at < keys.count) continue;
    }
    keys.high[keys.count] = high;
    keys.low[keys.count] = low;
    keys.count += 1;
  }
}

function copyResources(batch: Batch, numbered: Numbered, { vHigh, vLow, place, taken }: Placed, linkKeys: LinkKeys): Copy {
  const { rows, now, bodies } = batch;
  const moment = (now.getTime() - firstMoment) * 1000;
  const copy = copyRows();
  for (let n = 0; n < rows.length; n += 1) {
    if (taken[n] === 0) continue;
    const { code, name, lo, hi, from, end } = rows[n] as BatchRow;
    copy.row(12);
    copy.whole(numbered.rids[name] as number);
    copy.int8(vHigh[n] as number, vLow[n] as number);
    copy.whole(moment);
    if (Number.isNaN(lo)) copy.nothing();
    else copy.whole(lo);
    if (Number.isNaN(hi)) copy.nothing();
    else copy.whole(hi);
    copy.int4(1);
    copy.int2(code);
    copy.int2(place[n] as number);
    copy.int2(put);
    copy.flag(false);
    copy.int8s(linkKeys.keys.high, linkKeys.keys.low, linkKeys.starts[n] as number, linkKeys.starts[n + 1] as number);
    copy.bytes(bodies, from, end);
  }
  return copyOf('resource', 'rid, v, updated_at, lo, hi, version, type, place, method, deleted, links, body', copy);
}

/** Keys of the references of a batch, each once a resource. */
export interface LinkKeys {
  readonly keys: Keys;
  /** Where the keys of each resource begin; one more for the end. */
  readonly starts: Uint32Array;
}

function keysOfLinks(batch: Batch, numbered: Numbered): LinkKeys {
  const { rows, links } = batch;
  const room = links.name.count;
  const keys: Keys = { high: new Uint32Array(room), low: new Uint32Array(room), count: 0 };
  const starts = new Uint32Array(rows.length + 1);
  for (let n = 0; n < rows.length; n += 1) {
    starts[n] = keys.count;
    addLinks(keys, batch, numbered, (rows[n] as BatchRow).links, rows[n + 1]?.links ?? links.name.count);
  }
  starts[rows.length] = keys.count;
  return { keys, starts };
}

/**
 * The names and the resources of a batch as rows, one table after the other: each is made when the one before it has been sent. The rows by
 * which they are found are handed to `hold` (held-rows.ts).
 */
export function* encodeBatch(
  batch: Batch,
  numbered: Numbered,
  taken: Uint8Array,
  hold: (batch: Batch, placed: Placed, links: LinkKeys) => void,
): Generator<Copy> {
  const placed = placeRows(batch, numbered, taken);
  const links = keysOfLinks(batch, numbered);
  yield copyNames(batch, numbered);
  yield copyResources(batch, numbered, placed, links);
  hold(batch, placed, links);
}
