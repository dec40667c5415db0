import type { Tx } from '@songhua/kernel';
import { type RunWriter, runWriter } from '../domain/packed-bits.ts';
import { type Copy, copyInTurn, copyOf, copyRows } from './copy-rows.ts';
import type { LinkKeys, Placed } from './encode.ts';
import type { Batch } from './gather.ts';
import { type AmountRow, type MomentRow, numbers32, push, type WordRow } from './rows.ts';
import { type Column, orderInTurns } from './sort.ts';

/**
 * The rows by which resources are found, held back over several batches and written together in the order of their indexes: the larger the
 * index, the more of its pages each batch would touch by itself. Between `hold` and `writeOut` searches do not find what is held.
 */
export interface HeldRows {
  hold(batch: Batch, placed: Placed, links: LinkKeys): void;
  /** Resources whose rows are held. */
  count(): number;
  /** True when there are words enough to be written before the others: a text takes more room than a number. */
  hasManyWords(): boolean;
  words(): Copy;
  /** All tables in order, with notes for the packed lists if they are kept; each is asked for when the one before it has been written. Afterwards nothing is held. */
  copies(packs: boolean): AsyncGenerator<Copy>;
}

const manyWords = 200_000;
const half = 2 ** 32;

/** An order of floats that is that of these halves, the first of them signed. */
const halves = new DataView(new ArrayBuffer(8));
function floatColumns(values: Float64Array): readonly Column[] {
  const [high, low] = [new Uint32Array(values.length), new Uint32Array(values.length)];
  for (let n = 0; n < values.length; n += 1) {
    halves.setFloat64(0, values[n] as number);
    const negative = halves.getInt32(0) < 0;
    // Negative ones run backwards below their sign.
    high[n] = negative ? halves.getUint32(0) ^ 0x7fffffff : halves.getUint32(0);
    low[n] = negative ? ~halves.getUint32(4) : halves.getUint32(4);
  }
  return [
    { values: high, signed: true },
    { values: low, signed: false },
  ];
}

/** Whole numbers within ±2^53 in two columns. */
function wholeColumns(values: Float64Array): readonly Column[] {
  return [
    { values: Uint32Array.from(values, (value) => Math.floor(value / half)), signed: true },
    { values: Uint32Array.from(values, (value) => value % half), signed: false },
  ];
}

/** The places of `order` whose row is not what the row before it is. */
const eachOnce = (order: Uint32Array, isSame: (row: number, before: number) => boolean): Uint32Array => {
  let kept = 0;
  for (let n = 0; n < order.length; n += 1) {
    const row = order[n] as number;
    if (kept > 0 && isSame(row, order[kept - 1] as number)) continue;
    order[kept] = row;
    kept += 1;
  }
  return order.subarray(0, kept);
};

const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
const byWord = (a: WordRow, b: WordRow): number =>
  a.parameter - b.parameter || byText(a.folded, b.folded) || byText(a.exact ?? '', b.exact ?? '');

/** Everything of one kind, in columns of its own. */
const wholeOf = <T>(rows: readonly T[], value: (row: T) => number): Uint32Array => Uint32Array.from(rows, value);
const floatOf = <T>(rows: readonly T[], value: (row: T) => number): Float64Array => Float64Array.from(rows, value);

/** The bits of a resource's number in the high half of its place in the lists. */
const ridHigh = 0x1f;

function copyRuns(runs: readonly Uint8Array[]): Copy {
  const copy = copyRows();
  for (const run of runs) {
    copy.row(1);
    copy.bytes(run, 0, run.length);
  }
  return copyOf('unpacked_run', 'data', copy);
}

export function createHeldRows(): HeldRows {
  // Of each resource.
  const vHigh = numbers32(1 << 14);
  const vLow = numbers32(1 << 14);
  const place = numbers32(1 << 14);
  // Of each posting; owner: the resource by its position in the three above.
  const high = numbers32(1 << 17);
  const low = numbers32(1 << 17);
  const owner = numbers32(1 << 17);
  let words: WordRow[] = [];
  let amounts: AmountRow[] = [];
  let moments: MomentRow[] = [];

  const vOf = (copy: { int8(high: number, low: number): void }, of: number): void =>
    copy.int8(vHigh.values[of] as number, vLow.values[of] as number);
  const placeOf = (of: number): number => place.values[of] as number;

  async function postings(noted: RunWriter | undefined): Promise<Copy> {
    const count = high.count;
    const keys = { high: high.values.subarray(0, count), low: low.values.subarray(0, count) };
    const owners = owner.values.subarray(0, count);
    const [highs, lows] = [new Uint32Array(count), new Uint32Array(count)];
    for (let n = 0; n < count; n += 1) {
      const of = owners[n] as number;
      highs[n] = vHigh.values[of] as number;
      lows[n] = vLow.values[of] as number;
    }
    const order = await orderInTurns(count, [
      { values: keys.high, signed: true },
      { values: keys.low, signed: false },
      { values: highs, signed: true },
      { values: lows, signed: false },
    ]);
    // A value that occurs twice in a resource stands once.
    const rows = eachOnce(
      order,
      (a, b) => keys.high[a] === keys.high[b] && keys.low[a] === keys.low[b] && owners[a] === owners[b],
    );
    return copyInTurn('posting', 'key, v, place', rows, (copy, n) => {
      const of = owners[n] as number;
      noted?.add(
        keys.high[n] as number,
        keys.low[n] as number,
        (vHigh.values[of] as number) & ridHigh,
        vLow.values[of] as number,
      );
      copy.row(3);
      copy.int8(keys.high[n] as number, keys.low[n] as number);
      vOf(copy, of);
      copy.int2(placeOf(of));
    });
  }

  function takeWords(): Copy {
    const sorted = words.sort((a, b) => byWord(a, b) || a.owner - b.owner);
    words = [];
    const rows = sorted.filter((row, n) => {
      const before = sorted[n - 1];
      return !before || before.owner !== row.owner || byWord(before, row) !== 0;
    });
    return copyInTurn(
      'word',
      'parameter, place, v, folded, exact',
      rows.map((_, n) => n),
      (copy, n) => {
        const { parameter, folded, exact, owner: of } = rows[n] as WordRow;
        copy.row(5);
        copy.int2(parameter);
        copy.int2(placeOf(of));
        vOf(copy, of);
        copy.text(folded);
        if (exact === null) copy.nothing();
        else copy.text(exact);
      },
    );
  }

  async function amountsInOrder(): Promise<Copy> {
    const rows = amounts;
    const order = await orderInTurns(rows.length, [
      { values: wholeOf(rows, (row) => row.high), signed: true },
      { values: wholeOf(rows, (row) => row.low), signed: false },
      ...floatColumns(floatOf(rows, ({ lo }) => lo)),
      ...floatColumns(floatOf(rows, ({ hi }) => hi)),
    ]);
    const at = (n: number): AmountRow => rows[n] as AmountRow;
    const isSame = (a: AmountRow, b: AmountRow): boolean =>
      a.owner === b.owner && a.high === b.high && a.low === b.low && a.lo === b.lo && a.hi === b.hi;
    const kept = eachOnce(order, (a, b) => isSame(at(a), at(b)));
    return copyInTurn('amount', 'key, lo, hi, v, place', kept, (copy, n) => {
      const row = at(n);
      copy.row(5);
      copy.int8(row.high, row.low);
      copy.float(row.lo);
      copy.float(row.hi);
      vOf(copy, row.owner);
      copy.int2(placeOf(row.owner));
    });
  }

  async function momentsInOrder(): Promise<Copy> {
    const rows = moments;
    const order = await orderInTurns(rows.length, [
      { values: wholeOf(rows, ({ parameter }) => parameter), signed: false },
      ...wholeColumns(floatOf(rows, ({ lo }) => lo)),
      ...wholeColumns(floatOf(rows, ({ hi }) => hi)),
    ]);
    const at = (n: number): MomentRow => rows[n] as MomentRow;
    const isSame = (a: MomentRow, b: MomentRow): boolean =>
      a.owner === b.owner && a.parameter === b.parameter && a.lo === b.lo && a.hi === b.hi;
    const kept = eachOnce(order, (a, b) => isSame(at(a), at(b)));
    return copyInTurn('moment', 'lo, hi, v, parameter, place', kept, (copy, n) => {
      const row = at(n);
      copy.row(5);
      copy.whole(row.lo);
      copy.whole(row.hi);
      vOf(copy, row.owner);
      copy.int2(row.parameter);
      copy.int2(placeOf(row.owner));
    });
  }

  return {
    hold: (batch, placed, { keys, starts }) => {
      const first = vHigh.count;
      const { taken } = placed;
      for (let n = 0; n < batch.rows.length; n += 1) {
        push(vHigh, placed.vHigh[n] as number);
        push(vLow, placed.vLow[n] as number);
        push(place, placed.place[n] as number);
        if (taken[n] === 0) continue;
        for (let at = starts[n] as number; at < (starts[n + 1] as number); at += 1) {
          push(high, keys.high[at] as number);
          push(low, keys.low[at] as number);
          push(owner, first + n);
        }
      }
      const own = batch.postings;
      for (let n = 0; n < own.high.count; n += 1) {
        const of = own.owner.values[n] as number;
        if (taken[of] === 0) continue;
        push(high, own.high.values[n] as number);
        push(low, own.low.values[n] as number);
        push(owner, first + of);
      }
      for (const row of batch.words) if (taken[row.owner] === 1) words.push({ ...row, owner: first + row.owner });
      for (const row of batch.amounts) if (taken[row.owner] === 1) amounts.push({ ...row, owner: first + row.owner });
      for (const row of batch.moments) if (taken[row.owner] === 1) moments.push({ ...row, owner: first + row.owner });
    },
    count: () => vHigh.count,
    hasManyWords: () => words.length >= manyWords,
    words: takeWords,
    copies: async function* (packs) {
      const noted = packs ? runWriter() : undefined;
      yield await postings(noted);
      if (noted) yield copyRuns(noted.runs());
      yield takeWords();
      yield await amountsInOrder();
      yield await momentsInOrder();
      for (const column of [vHigh, vLow, place, high, low, owner]) column.count = 0;
      amounts = [];
      moments = [];
    },
  };
}

/** Writes all that is held. */
export async function writeOut(tx: Tx, held: HeldRows): Promise<void> {
  if (held.count() === 0) return;
  for await (const { sql, rows, chunks } of held.copies(!tx.spread)) if (rows > 0) await tx.copy(sql, chunks);
}
