/** One batch of an import: resources read, their entries gathered in typed arrays, sorted before they are copied. */

import type { Made } from './city.ts';
import { type Body, extract, principalDate, type Sink, typeNumber } from './entries.ts';
import { hash48, highOfValue, type Key, pairKey, placeOf, places, ridKey } from './keys.ts';

export interface Row {
  readonly type: number;
  readonly id: string;
  readonly place: number;
  readonly rid: number;
  readonly sequence: number;
  readonly date: number;
  readonly body: string;
  /** First and one past the last of its postings, before sorting. */
  readonly from: number;
  readonly to: number;
}
export interface Postings {
  count: number;
  keyHigh: Uint32Array;
  keyLow: Uint32Array;
  valueHigh: Uint32Array;
  valueLow: Uint32Array;
  place: Uint16Array;
}
export interface Batch {
  readonly rows: Row[];
  readonly postings: Postings;
  readonly amounts: [param: number, key: Key, value: number, rid: number][];
  readonly moments: [param: number, low: number, high: number, rid: number][];
  readonly words: [param: number, text: string, rid: number][];
}
export interface Options {
  /** Date before sequence in a posting's value. */
  readonly dated: boolean;
  /** References are found by a hash of `Type/id` instead of the target's address. */
  readonly hashed: boolean;
}

const postingsOf = (size: number): Postings => ({
  count: 0,
  keyHigh: new Uint32Array(size),
  keyLow: new Uint32Array(size),
  valueHigh: new Uint32Array(size),
  valueLow: new Uint32Array(size),
  place: new Uint16Array(size),
});

function add(p: Postings, param: number, key: Key, high: number, low: number, place: number): void {
  const n = p.count;
  p.keyHigh[n] = param * 65_536 + key.high;
  p.keyLow[n] = key.low;
  p.valueHigh[n] = high;
  p.valueLow[n] = low;
  p.place[n] = place;
  p.count = n + 1;
}

/** Parses a batch; pure work of the importing process. */
export const parse = (made: readonly Made[]): Body[] => made.map(({ body }) => JSON.parse(body) as Body);

/** Every `Type/id` that the batch mentions. */
export function mentioned(bodies: readonly Body[]): Set<string> {
  const found = new Set<string>();
  const nothing = (): void => {};
  const sink: Sink = {
    key: nothing,
    reference: (_, target) => found.add(target),
    pair: nothing,
    amount: nothing,
    moment: nothing,
    word: nothing,
  };
  for (const body of bodies) extract(body, sink);
  return found;
}

const patientOf = (body: Body): string => {
  const name = body.resourceType === 'Patient' ? body.id : (body.subject ?? body.patient)?.reference?.slice(8);
  return name ?? `${body.resourceType}/${body.id}`;
};
export const homeOf = (body: Body): number => placeOf(patientOf(body));

/** Entries of `bodies`; `ridFor` knows every resource of the batch and all it mentions. */
export function gather(
  made: readonly Made[],
  bodies: readonly Body[],
  ridFor: (name: string) => number,
  { dated, hashed }: Options,
): Batch {
  const batch: Batch = { rows: [], postings: postingsOf(bodies.length * 24 + 1000), amounts: [], moments: [], words: [] };
  const { postings, amounts, moments, words } = batch;
  let [rid, place, high, low] = [0, 0, 0, 0];
  const target = (name: string): Key => (hashed ? hash48('', name) : ridKey(ridFor(name)));
  const sink: Sink = {
    key: (param, key) => add(postings, param, key, high, low, place),
    reference: (param, name) => add(postings, param, target(name), high, low, place),
    pair: (param, name, code) => {
      const to = hashed ? hash48(name, `${code.high}/${code.low}`) : pairKey(ridFor(name), code);
      add(postings, param, to, high, low, place);
    },
    amount: (param, key, value) => amounts.push([param, key, value, rid]),
    moment: (param, from, to) => moments.push([param, from, to, rid]),
    word: (param, text) => words.push([param, text, rid]),
  };
  bodies.forEach((body, n) => {
    rid = ridFor(`${body.resourceType}/${body.id}`);
    place = rid % places;
    const sequence = Math.floor(rid / places);
    const date = principalDate(body);
    high = highOfValue(date, sequence, dated) >>> 0;
    low = sequence >>> 0;
    const from = postings.count;
    extract(body, sink);
    batch.rows.push({
      type: typeNumber(body.resourceType),
      id: body.id,
      place,
      rid,
      sequence,
      date,
      body: made[n]?.body ?? '',
      from,
      to: postings.count,
    });
  });
  return batch;
}

/** Several batches' postings as one. */
export function together(parts: readonly Postings[]): Postings {
  const all = postingsOf(parts.reduce((sum, { count }) => sum + count, 0));
  for (const part of parts) {
    for (const column of ['keyHigh', 'keyLow', 'valueHigh', 'valueLow', 'place'] as const) {
      all[column].set(part[column].subarray(0, part.count), all.count);
    }
    all.count += part.count;
  }
  return all;
}

/** Positions of the postings in order of key and value: a radix sort by 16 bits at a time, skipping digits that are all alike. */
export function sorted({ count, keyHigh, keyLow, valueHigh, valueLow }: Postings): Uint32Array {
  let order = Uint32Array.from({ length: count }, (_, n) => n);
  let spare = new Uint32Array(count);
  const starts = new Uint32Array(65_537);
  for (const column of [valueLow, valueHigh, keyLow, keyHigh]) {
    // int8 is signed: the top bit of each high half counts the other way round.
    const flip = column === valueHigh || column === keyHigh ? 0x8000 : 0;
    for (const shift of [0, 16]) {
      const turn = shift === 16 ? flip : 0;
      starts.fill(0);
      for (let n = 0; n < count; n += 1)
        starts[((((column[n] as number) >>> shift) & 0xffff) ^ turn) + 1] =
          (starts[((((column[n] as number) >>> shift) & 0xffff) ^ turn) + 1] as number) + 1;
      if (starts.includes(count)) continue;
      for (let n = 0; n < 65_536; n += 1) starts[n + 1] = (starts[n + 1] as number) + (starts[n] as number);
      for (let n = 0; n < count; n += 1) {
        const at = order[n] as number;
        const digit = (((column[at] as number) >>> shift) & 0xffff) ^ turn;
        const to = starts[digit] as number;
        spare[to] = at;
        starts[digit] = to + 1;
      }
      [order, spare] = [spare, order];
    }
  }
  return order;
}
