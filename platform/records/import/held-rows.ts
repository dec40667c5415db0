import type { Tx } from '@songhua/kernel';
import { type RunWriter, runWriter } from '../domain/packed-bits.ts';
import { type Copy, copyInTurn, copyOf, copyRows } from './copy-rows.ts';
import type { LinkKeys, Placed } from './encode.ts';
import type { Batch } from './gather.ts';
import { addRange, numbers32, push, type Ranges, ranges, type WordRow } from './rows.ts';
import { eachOnce, orderInTurns } from './sort.ts';
import { orderOfRanges } from './sort-ranges.ts';

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

const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
const byWord = (a: WordRow, b: WordRow): number =>
  a.parameter - b.parameter || byText(a.folded, b.folded) || byText(a.exact ?? '', b.exact ?? '');

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
  let amounts = ranges(1 << 12);
  let moments = ranges(1 << 12);

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
    const { high: highs, low: lows, lo, hi, owner: owners } = amounts;
    return copyInTurn('amount', 'key, lo, hi, v, place', await orderOfRanges(amounts), (copy, n) => {
      const of = owners.values[n] as number;
      copy.row(5);
      copy.int8(highs.values[n] as number, lows.values[n] as number);
      copy.float(lo[n] as number);
      copy.float(hi[n] as number);
      vOf(copy, of);
      copy.int2(placeOf(of));
    });
  }

  async function momentsInOrder(): Promise<Copy> {
    const { high: parameters, lo, hi, owner: owners } = moments;
    return copyInTurn('moment', 'lo, hi, v, parameter, place', await orderOfRanges(moments), (copy, n) => {
      const of = owners.values[n] as number;
      copy.row(5);
      copy.whole(lo[n] as number);
      copy.whole(hi[n] as number);
      vOf(copy, of);
      copy.int2(parameters.values[n] as number);
      copy.int2(placeOf(of));
    });
  }

  /** The rows of a batch that are written with it, behind those that are held. */
  const keep = (to: Ranges, from: Ranges, taken: Uint8Array, first: number): void => {
    for (let n = 0; n < from.owner.count; n += 1) {
      const of = from.owner.values[n] as number;
      if (taken[of] === 0) continue;
      addRange(
        to,
        from.high.values[n] as number,
        from.low.values[n] as number,
        from.lo[n] as number,
        from.hi[n] as number,
        first + of,
      );
    }
  };

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
      keep(amounts, batch.amounts, taken, first);
      keep(moments, batch.moments, taken, first);
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
      amounts = ranges(1 << 12);
      moments = ranges(1 << 12);
    },
  };
}

/** Writes all that is held. */
export async function writeOut(tx: Tx, held: HeldRows): Promise<void> {
  if (held.count() === 0) return;
  for await (const { sql, rows, chunks } of held.copies(!tx.spread)) if (rows > 0) await tx.copy(sql, chunks);
}
