import { type ThresholdSet, type WarningLevel, type Weighed, weighEvidence } from './thresholds.ts';

/** What came of evidence, whether or not it was warned of: without the latter nothing could ever be loosened. */
export interface Feedback extends Weighed {
  readonly id: string;
  /** null: nobody has said. */
  readonly verdict: 'true' | 'false' | null;
  readonly reason: string | null;
}

export interface RetuneBounds {
  /** No p of a limit goes below the first or above the second; one that lies outside may only come nearer. */
  readonly p: readonly [strictest: number, loosest: number];
  /** At one go no p is multiplied or divided by more than this; 1 to 1000. */
  readonly largestStep: number;
  /** With fewer verdicts nothing changes. */
  readonly fewestVerdicts: number;
  /** Share of true ones that must be warned of. */
  readonly keepTrue: number;
  /** False warnings that are accepted; those without a verdict count as false. */
  readonly falseBudget: number;
}

/** Single cases that must be reported are warned of whatever the limits say: they count in none of these. */
export interface Effect {
  readonly warnedTrue: number;
  readonly missedTrue: number;
  readonly warnedFalse: number;
}

export interface Retuned {
  /** All sets so far, with the new one at the end where there is one. */
  readonly history: readonly ThresholdSet[];
  /** `too-few` verdicts; `fits`: the thresholds do what is asked; `met`: the new ones do; `nearest`: nothing within the bounds does, and the new ones come nearest; `no-better`: and none does better. */
  readonly outcome: 'too-few' | 'fits' | 'met' | 'nearest' | 'no-better';
  /** What every p of a limit was multiplied by. */
  readonly factor: number;
  /** What came of the old thresholds, and what would have come of the new ones. */
  readonly before: Effect;
  readonly after: Effect;
  /** Whose level would have been another. */
  readonly changed: readonly { readonly id: string; readonly from: WarningLevel | null; readonly to: WarningLevel | null }[];
  /** Reasons given for false ones that were warned of, the most frequent first. */
  readonly reasons: readonly { readonly reason: string; readonly count: number }[];
}

const levelOf = (one: Feedback, set: ThresholdSet): WarningLevel | null => weighEvidence(one, set)?.level ?? null;

function effectOf(feedback: readonly Feedback[], set: ThresholdSet): Effect {
  const warned = feedback.filter((one) => levelOf(one, set) !== null);
  const trueOnes = feedback.filter(({ verdict }) => verdict === 'true').length;
  const warnedTrue = warned.filter(({ verdict }) => verdict === 'true').length;
  return { warnedTrue, missedTrue: trueOnes - warnedTrue, warnedFalse: warned.length - warnedTrue };
}

const scale = (set: ThresholdSet, factor: number): ThresholdSet => ({
  ...set,
  limits: set.limits.map((limit) => ({ ...limit, p: factor === 1 ? limit.p : limit.p * factor })),
});

/** Whether all limits stay within their bounds together: if one stopped alone, the levels would run into each other. */
const fits = (set: ThresholdSet, factor: number, [strictest, loosest]: RetuneBounds['p']): boolean =>
  set.limits.every(({ p }) => p * factor >= Math.min(strictest, p) && p * factor <= Math.max(loosest, p));

function checkBounds({ p: [strictest, loosest], largestStep, keepTrue, falseBudget, fewestVerdicts }: RetuneBounds): void {
  if (!(strictest > 0 && strictest <= loosest && loosest <= 1))
    throw new RangeError('p is from above 0 to 1, the strictest first');
  if (!(largestStep >= 1 && largestStep <= 1000)) throw new RangeError('largestStep is 1 to 1000');
  if (!(keepTrue >= 0 && keepTrue <= 1)) throw new RangeError('keepTrue is a share');
  if (!(falseBudget >= 0 && fewestVerdicts >= 0)) throw new RangeError('falseBudget and fewestVerdicts are 0 or more');
}

const distance = (factor: number): number => Math.abs(Math.log(factor));

function tallyReasons(feedback: readonly Feedback[], set: ThresholdSet): Retuned['reasons'] {
  const told = feedback.flatMap((one) =>
    one.verdict === 'false' && one.reason !== null && levelOf(one, set) !== null ? [one.reason] : [],
  );
  return [...Map.groupBy(told, (reason) => reason)]
    .map(([reason, all]) => ({ reason, count: all.length }))
    .sort((one, other) => other.count - one.count || (one.reason < other.reason ? -1 : 1));
}

/**
 * The thresholds that follow from what came of evidence: all p of limits times one factor, so that their order and distances stay, within bounds. The factor nearest to 1 is taken that keeps the
 * share of true ones and the budget of false ones; where none does, keeping true ones comes first and fewer false ones second. `history` must not be empty; the new set holds from
 * `day` on and says what it comes from. Throws a RangeError for bounds that are none.
 */
export function retuneThresholds(
  history: readonly [ThresholdSet, ...ThresholdSet[]],
  told: readonly Feedback[],
  bounds: RetuneBounds,
  day: number,
): Retuned {
  checkBounds(bounds);
  const feedback = told.filter(({ immediate }) => !immediate);
  const current = history.at(-1) ?? history[0];
  const before = effectOf(feedback, current);
  const reasons = tallyReasons(feedback, current);
  const stays = (outcome: Retuned['outcome']): Retuned => ({
    history,
    outcome,
    factor: 1,
    before,
    after: before,
    changed: [],
    reasons,
  });
  if (feedback.filter(({ verdict }) => verdict !== null).length < bounds.fewestVerdicts) return stays('too-few');
  const needed = Math.ceil(bounds.keepTrue * (before.warnedTrue + before.missedTrue) - 1e-9);
  const lacks = ({ warnedTrue, warnedFalse }: Effect): readonly [number, number] => [
    Math.max(0, needed - warnedTrue),
    Math.max(0, warnedFalse - bounds.falseBudget),
  ];
  const factors = candidates(bounds.largestStep).filter((factor) => fits(current, factor, bounds.p));
  const tries = factors.map((factor) => {
    const set = scale(current, factor);
    const effect = effectOf(feedback, set);
    return { factor, set, effect, lacks: lacks(effect) };
  });
  const [best] = tries.sort(
    (one, other) =>
      one.lacks[0] - other.lacks[0] ||
      one.lacks[1] - other.lacks[1] ||
      distance(one.factor) - distance(other.factor) ||
      one.factor - other.factor,
  );
  const met = best?.lacks[0] === 0 && best.lacks[1] === 0;
  if (!best || best.factor === 1) return stays(met ? 'fits' : 'no-better');
  const next: ThresholdSet = {
    ...best.set,
    version: current.version + 1,
    from: day,
    source: `retuned from version ${current.version} with ${feedback.length} outcomes, factor ${best.factor.toPrecision(3)}`,
    verified: false,
  };
  return {
    history: [...history, next],
    outcome: met ? 'met' : 'nearest',
    factor: best.factor,
    before,
    after: best.effect,
    changed: told
      .map((one) => ({ id: one.id, from: levelOf(one, current), to: levelOf(one, next) }))
      .filter(({ from, to }) => from !== to),
    reasons,
  };
}

/** Twentieths of a power of ten up to the largest step, both ways. */
function candidates(largestStep: number): number[] {
  const most = Math.floor(20 * Math.log10(Math.max(1, largestStep)) + 1e-9);
  return Array.from({ length: 2 * most + 1 }, (_, at) => (at === most ? 1 : 10 ** ((at - most) / 20)));
}
