import type { Judged } from './summarise-figures.ts';

/** A signal as the figures need it; `merged`: into which, and when. */
export interface Mergeable extends Judged {
  readonly id: string;
  readonly merged: { readonly into: string; readonly at: Date } | null;
}

const later = (one: Date, other: Date): Date => (one > other ? one : other);

/**
 * What became of signals, of which merged ones share the fate of the one that speaks for them: answered when it is (no sooner than they were merged),
 * with its outcome and event; a verdict of their own before that stays their answer. `others`: those merged into that are not among `signals`.
 */
export function followMerges(signals: readonly Mergeable[], others: readonly Mergeable[]): Judged[] {
  const byId = new Map([...others, ...signals].map((one) => [one.id, one]));
  return signals.map((signal) => {
    let last = signal;
    let { answered } = signal;
    let moment = signal.raised;
    const seen = new Set([signal.id]);
    while (last.merged !== null) {
      const next = byId.get(last.merged.into);
      if (!next || seen.has(next.id)) break;
      seen.add(next.id);
      moment = later(moment, last.merged.at);
      if (answered === null && next.answered !== null) answered = later(next.answered, moment);
      last = next;
    }
    const { raised, channel } = signal;
    return { raised, channel, answered, outcome: last.outcome, event: last.event };
  });
}
