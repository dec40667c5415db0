import { type ChainCase, type ChainForest, comesBefore, type InfectionPair, type LeftOutPair } from './transmission.ts';

/** 0: not after the infectee; 1: nobody knows; 2: after, which is hardly possible. */
const likelihoodRank = ({ onset }: ChainCase, infectee: ChainCase): 0 | 1 | 2 => {
  if (onset === null || infectee.onset === null) return 1;
  return onset <= infectee.onset ? 0 : 2;
};

/** Which of two possible infectors is to be preferred: one who may have been it, then the one whose days to the infectee are nearest to the usual ones, then by onset and id. */
function preferred(usualDays: number, infectee: ChainCase, one: ChainCase, other: ChainCase): number {
  const off = ({ onset }: ChainCase): number => Math.abs((infectee.onset ?? 0) - (onset ?? 0) - usualDays);
  const [rank, next] = [likelihoodRank(one, infectee), likelihoodRank(other, infectee)];
  return rank - next || (rank === 0 ? off(one) - off(other) : 0) || comesBefore(one, other);
}

/** The cases of each loop, one after the other. */
function findLoops(infector: Int32Array): number[][] {
  const loops: number[][] = [];
  const seenFrom = new Int32Array(infector.length).fill(-1);
  for (let start = 0; start < infector.length; start += 1) {
    let at = start;
    while (at >= 0 && seenFrom[at] === -1) {
      seenFrom[at] = start;
      at = infector[at] ?? -1;
    }
    if (at < 0 || seenFrom[at] !== start) continue;
    const loop = [at];
    for (let step = infector[at] ?? at; step !== at; step = infector[step] ?? at) loop.push(step);
    loops.push(loop);
  }
  return loops;
}

/** Whether a case stands above another, or is it. */
function leadsTo(infector: Int32Array, above: number, from: number): boolean {
  const seen = new Set<number>();
  for (let at = from; at >= 0 && !seen.has(at); at = infector[at] ?? -1) {
    if (at === above) return true;
    seen.add(at);
  }
  return false;
}

/**
 * Cuts a loop before that of its cases which fell ill first, or, of several on that day, before the first that has another infector who may have been it and closes no loop: that
 * one takes the place. Gives the case and who is taken from it.
 */
function cutLoop(
  loop: readonly number[],
  cases: readonly ChainCase[],
  infector: Int32Array,
  others: ReadonlyMap<number, readonly number[]>,
): { readonly at: number; readonly lost: number } {
  const inOrder = loop.toSorted((one, other) => comesBefore(cases[one] as ChainCase, cases[other] as ChainCase));
  const first = inOrder[0] ?? 0;
  const another = (at: number): number | undefined =>
    others
      .get(at)
      ?.find((from) => likelihoodRank(cases[from] as ChainCase, cases[at] as ChainCase) < 2 && !leadsTo(infector, at, from));
  const sameDay = inOrder.filter((at) => cases[at]?.onset === cases[first]?.onset);
  const at = sameDay.find((one) => another(one) !== undefined) ?? first;
  const lost = infector[at] ?? -1;
  infector[at] = another(at) ?? -1;
  return { at, lost };
}

/**
 * Chains of cases and pairs. A case told twice counts once, as it was told last. Of several infectors of one case that is taken from whose onset about `usualDays` passed, one with
 * an onset that nobody knows before one who fell ill later. A loop is cut before the case in it that fell ill first, which then has the next of its infectors, if there is one.
 */
export function buildForest(told: readonly ChainCase[], pairs: readonly InfectionPair[], usualDays = 0): ChainForest {
  const cases = [...new Map(told.map((one) => [one.id, one])).values()];
  const index = new Map(cases.map(({ id }, at) => [id, at]));
  const infector = new Int32Array(cases.length).fill(-1);
  const leftOut: LeftOutPair[] = [];
  const possible = new Map<number, Set<number>>();
  for (const pair of pairs) {
    const [from, to] = [index.get(pair.infector), index.get(pair.infectee)];
    if (pair.infector === pair.infectee) leftOut.push({ ...pair, why: 'own-infector' });
    else if (from === undefined || to === undefined) leftOut.push({ ...pair, why: 'unknown-case' });
    else possible.set(to, (possible.get(to) ?? new Set()).add(from));
  }
  const leaveOut = (from: number, to: number, why: LeftOutPair['why']): void =>
    void leftOut.push({ infector: cases[from]?.id ?? '', infectee: cases[to]?.id ?? '', why });
  const others = new Map<number, number[]>();
  for (const [to, from] of possible) {
    const infectee = cases[to] as ChainCase;
    const [chosen = -1, ...rest] = [...from].sort((a, b) =>
      preferred(usualDays, infectee, cases[a] as ChainCase, cases[b] as ChainCase),
    );
    infector[to] = chosen;
    others.set(to, rest);
  }
  const loops = new Set<string>();
  for (const loop of findLoops(infector)) {
    const { at, lost } = cutLoop(loop, cases, infector, others);
    loops.add(`${lost}/${at}`);
    leaveOut(lost, at, 'loop');
  }
  for (const [to, from] of possible)
    for (const other of from)
      if (other !== infector[to] && !loops.has(`${other}/${to}`)) leaveOut(other, to, 'several-infectors');
  return { cases, infector, leftOut, ...grow(cases, infector) };
}

function grow(cases: readonly ChainCase[], infector: Int32Array): Pick<ChainForest, 'generation' | 'infected' | 'roots'> {
  const infected: number[][] = cases.map(() => []);
  const roots: number[] = [];
  for (const [at, from] of infector.entries()) (infected[from] ?? roots).push(at);
  const inOrder = (one: number, other: number): number => comesBefore(cases[one] as ChainCase, cases[other] as ChainCase);
  for (const list of infected) list.sort(inOrder);
  roots.sort(inOrder);
  const generation = new Int32Array(cases.length);
  const open = [...roots];
  for (let at = open.pop(); at !== undefined; at = open.pop())
    for (const next of infected[at] ?? []) {
      generation[next] = (generation[at] ?? 0) + 1;
      open.push(next);
    }
  return { generation, infected, roots };
}
