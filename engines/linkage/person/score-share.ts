import { type Pass, walkPairs } from '../blocking/walk-pairs.ts';
import { priorWeight, relativesWeight, weightsOf } from '../model/score.ts';
import { comparePeople, createNameShare } from './compare-people.ts';
import { areTwo } from './find-vetoes.ts';
import { judgePair } from './judge-pair.ts';
import { type PeopleTable, recordAt } from './people-table.ts';
import type { PersonModel } from './person-model.ts';
import type { PersonThresholds } from './thresholds.ts';

/** Everything that scoring needs: plain data over shared memory, so that each thread takes a share of the blocks. */
export interface PreparedLinking {
  readonly table: PeopleTable;
  readonly passes: readonly Pass[];
  readonly model: PersonModel;
  readonly thresholds: PersonThresholds;
  /** How many pairs the passes hold, those counted twice that two of them hold. */
  readonly pairs: number;
}

/** Pairs at or above the threshold of review, side by side: first and second record, weight, and 1 where they are to be linked. */
export interface ScoredPairs {
  readonly one: Int32Array;
  readonly other: Int32Array;
  readonly weight: Float32Array;
  readonly link: Uint8Array;
  /** How many pairs were compared for it. */
  readonly compared: number;
}

/** Fields from the cheapest and most telling on; the address, which costs as much as all others together, at the end. */
const order = [3, 2, 4, 0, 1, 5] as const;

/**
 * A function that weighs two records of a table; below `floor` it stops as soon as nothing that follows can make up for it, and says -Infinity. With a floor it also
 * says so of two people for certain, whose addresses are the dearest thing to compare.
 */
export function createPeopleScorer(
  table: PeopleTable,
  model: PersonModel,
  floor: number,
): (one: number, other: number) => number {
  const share = createNameShare(table, model.names);
  const comparisons = comparePeople(table, share);
  const [weights, nears] = [weightsOf(model.m, model), weightsOf(model.near, model)];
  const none = new Float64Array(0);
  const fields = order.map((at) => ({
    at,
    compare: comparisons[at]?.compare,
    own: weights[at] ?? none,
    near: nears[at] ?? none,
  }));
  const most = fields.map(({ at, own }) => Math.max(0, ...own) + (at === 0 ? model.rarest : 0));
  const rest = most.map((_, at) => most.slice(at + 1).reduce((sum, one) => sum + one, 0));
  const prior = priorWeight(model);
  const often = model.u[0]?.[0] ?? 1;
  const names = table.columns.name.codes;
  const sorts = Number.isFinite(floor);
  return (one, other) => {
    let weight = prior;
    let alike = 0;
    let number = -1;
    for (let step = 0; step < fields.length; step += 1) {
      const field = fields[step];
      if (!field) break;
      const level = field.compare?.(one, other) ?? -1;
      if (field.at === 3) number = level;
      else if (sorts && field.at === 0 && areTwo(level, number)) return Number.NEGATIVE_INFINITY;
      if (level >= 0) {
        weight += field.own[level] ?? 0;
        alike += field.near[level] ?? 0;
        if (level === 0 && field.at === 0) {
          const rarity = Math.log2(often / (share(names[one] ?? 0, one, other) ?? often));
          weight += Math.max(-model.rarest, Math.min(model.rarest, rarity));
        }
      }
      if (weight + (rest[step] ?? 0) < floor) return Number.NEGATIVE_INFINITY;
    }
    return weight + relativesWeight(model, alike);
  };
}

/** A list of numbers that grows in place. */
function growing<A extends Int32Array | Float32Array | Uint8Array>(make: (length: number) => A) {
  let array = make(1024);
  let used = 0;
  return {
    push: (value: number): void => {
      if (used === array.length) {
        const next = make(used * 2);
        next.set(array as never);
        array = next;
      }
      array[used] = value;
      used += 1;
    },
    finish: (): A => array.slice(0, used) as A,
  };
}

/** Scores and judges one share of the pairs. `progress` is told from time to time how many were compared since it was told before. */
export function scoreShare(
  { table, passes, model, thresholds }: Omit<PreparedLinking, 'pairs'>,
  share: readonly [number, number],
  progress: (compared: number) => void = () => {},
): ScoredPairs {
  const score = createPeopleScorer(table, model, thresholds.review);
  const one = growing((length) => new Int32Array(length));
  const other = growing((length) => new Int32Array(length));
  const weights = growing((length) => new Float32Array(length));
  const link = growing((length) => new Uint8Array(length));
  const plain = createPlainCheck(table);
  let compared = 0;
  walkPairs(
    passes,
    null,
    (a, b) => {
      compared += 1;
      if (compared % 262_144 === 0) progress(262_144);
      const weight = score(a, b);
      if (weight < thresholds.review) return;
      one.push(a);
      other.push(b);
      weights.push(weight);
      if (weight < thresholds.link) link.push(0);
      else if (plain(a, b)) link.push(1);
      else link.push(judgePair({ weight }, recordAt(table, a), recordAt(table, b), thresholds).outcome === 'link' ? 1 : 0);
    },
    share,
  );
  return { one: one.finish(), other: other.finish(), weight: weights.finish(), link: link.finish(), compared };
}

/** Whether two records have the same valid number and a name that is the same, of which no veto can have anything to say. */
function createPlainCheck({ columns: { name, number }, sounds, valid, provisional }: PeopleTable) {
  return (one: number, other: number): boolean => {
    const [a, b] = [name.codes[one] ?? 0, name.codes[other] ?? 0];
    const known = number.codes[one] ?? 0;
    return (
      known !== 0 &&
      known === number.codes[other] &&
      valid[known] === 1 &&
      a !== 0 &&
      b !== 0 &&
      provisional[a] === 0 &&
      provisional[b] === 0 &&
      (a === b || sounds.fold[a] === sounds.fold[b] || (sounds.toned[a] !== 0 && sounds.toned[a] === sounds.toned[b]))
    );
  };
}
