import { ok, type Result, refuse } from '@songhua/kernel';
import type { Pair, Undoing } from './decide-undo.ts';
import { crossPairs, type Earliest, linked, type Partition, pairOf, takenOut } from './partition.ts';

/** More registrations than one person has: who links more makes a mistake. */
export const mostRegistrations = 60;

/** All these people are one from now on: whatever of them was said to be two is taken back. */
export function decideLink(before: Partition, apart: readonly Pair[], earliest: Earliest): Result<Undoing> {
  if (before.length < 2) return refuse('identity.one-person-already');
  const count = before.flat().length;
  if (count > mostRegistrations) return refuse('identity.too-large', { count, most: mostRegistrations });
  const inside = new Set([...crossPairs(before.flat(), before.flat())].map((pair) => pair.join(' ')));
  return ok({
    before,
    after: linked(before, earliest),
    apartAdded: [],
    apartRemoved: apart.filter((pair) => inside.has(pair.join(' '))),
  });
}

/** One registration is somebody else: it is alone from now on, and said to be apart from each of the others, or it would be linked again. */
export function decideUnlink(before: Partition, patient: string, apart: readonly Pair[], earliest: Earliest): Result<Undoing> {
  const others = before.flat().filter((one) => one !== patient);
  if (others.length === 0) return refuse('identity.alone-already');
  const known = new Set(apart.map((pair) => pair.join(' ')));
  return ok({
    before,
    after: takenOut(before, patient, earliest),
    apartAdded: others.map((other) => pairOf(patient, other)).filter((pair) => !known.has(pair.join(' '))),
    apartRemoved: [],
  });
}

/** A pair is two people. One that is one person by now is taken apart first. */
export function decideApart(before: Partition, pair: Pair, apart: readonly Pair[], earliest: Earliest): Result<Undoing> {
  const [one, other] = pair;
  const same = before.find((group) => group.includes(one) && group.includes(other));
  if (same) return decideUnlink([same], other, apart, earliest);
  const known = new Set(apart.map((known) => known.join(' ')));
  return ok({ before, after: before, apartAdded: [pair].filter((one) => !known.has(one.join(' '))), apartRemoved: [] });
}

/**
 * A registration that has changed is the same person all the same: nothing changes, and that somebody has looked is written down. Refused when they
 * are two by now.
 */
export function decideStays(before: Partition, [one, other]: Pair): Result<Undoing> {
  const same = before.find((group) => group.includes(one) && group.includes(other));
  if (!same) return refuse('identity.alone-already');
  return ok({ before, after: before, apartAdded: [], apartRemoved: [] });
}
