import { type Chance, drawOverdispersed } from './draw-counts.ts';
import { meanOf, type Scenario } from './scenarios.ts';
import { drawOutbreak, judgedFrom, pastFrom, pastOutbreaks, pastStrengths, weeks } from './simulate.ts';

export interface ChannelShape {
  /** How strong an outbreak is in each channel, beside its strength in the first. */
  readonly sees: readonly number[];
  /** Share of the everyday cases that are the same patients in all channels; their counts correlate by as much. */
  readonly shared: number;
}

/** Case reports, and two channels that see the same outbreak seven tenths as strong; three patients in ten are in all of them. An assumption. */
export const usualChannels: ChannelShape = { sees: [1, 0.7, 0.7], shared: 0.3 };

export interface SimulatedChannels {
  readonly quiet: readonly Float64Array[];
  readonly counts: readonly Float64Array[];
  /** Cases that the outbreak to be found added to the first channel. */
  readonly cases: Uint16Array;
}

const between = (chance: Chance, from: number, to: number): number => from + Math.floor(chance() * (to - from));

/** A scenario seen through several channels: each as `simulate` draws it, with the same outbreaks, and with some of the everyday cases in all of them. */
export function simulateChannels(
  scenario: Scenario,
  strength: number,
  chance: Chance,
  { sees, shared }: ChannelShape,
): SimulatedChannels {
  const draw = (share: number): Float64Array =>
    Float64Array.from({ length: weeks }, (_, at) =>
      share > 0 ? drawOverdispersed(chance, share * meanOf(scenario, at + 1), scenario.phi) : 0,
    );
  const common = draw(shared);
  const quiet = sees.map(() => draw(1 - shared).map((count, at) => count + (common[at] ?? 0)));
  const outbreakOf = (start: number, strong: number): Uint16Array[] =>
    sees.map((seen) => {
      const deviation = Math.sqrt(scenario.phi * meanOf(scenario, start + 1));
      return drawOutbreak(chance, weeks, start, deviation, strong * seen).cases;
    });
  const add = (to: readonly Float64Array[], cases: readonly Uint16Array[]): Float64Array[] =>
    to.map((counts, channel) => counts.map((count, at) => count + (cases[channel]?.[at] ?? 0)));
  let past: readonly Float64Array[] = quiet;
  for (let one = 0; one < pastOutbreaks; one += 1) {
    const start = between(chance, pastFrom, judgedFrom);
    past = add(past, outbreakOf(start, pastStrengths[between(chance, 0, pastStrengths.length)] ?? 2));
  }
  const current = outbreakOf(between(chance, judgedFrom, weeks), strength);
  return { quiet: past, counts: add(past, current), cases: current[0] ?? new Uint16Array(weeks) };
}
