import { type ChainCase, type ChainForest, comesBefore, type InfectionPair, type LeftOutPair } from './transmission.ts';

/** Which of two possible infectors is to be preferred: one whose onset is not after, then the one whose days to the infectee are nearest to the usual ones, then by onset and id. */
function preferred(usualDays: number, infectee: ChainCase, one: ChainCase, other: ChainCase): number {
  const off = ({ onset }: ChainCase): number => {
    if (onset === null || infectee.onset === null) return Number.MAX_VALUE;
    return onset <= infectee.onset ? Math.abs(infectee.onset - onset - usualDays) : Number.MAX_SAFE_INTEGER;
  };
  return off(one) - off(other) || comesBefore(one, other);
}

/** Cuts each loop before that of its cases which fell ill first; says which pairs that takes away. */
function cutLoops(cases: readonly ChainCase[], infector: Int32Array): number[] {
  const cut: number[] = [];
  const seenFrom = new Int32Array(cases.length).fill(-1);
  for (let start = 0; start < cases.length; start += 1) {
    let at = start;
    while (at >= 0 && seenFrom[at] === -1) {
      seenFrom[at] = start;
      at = infector[at] ?? -1;
    }
    if (at < 0 || seenFrom[at] !== start) continue;
    let first = at;
    for (let step = infector[at] ?? at; step !== at; step = infector[step] ?? at) {
      const [one, other] = [cases[step], cases[first]];
      if (one && other && comesBefore(one, other) < 0) first = step;
    }
    cut.push(first);
  }
  return cut;
}

/**
 * Chains of cases and pairs. A case told twice counts once, as it was told last. Of several infectors of one case that is taken from whose onset about `usualDays` passed; a
 * loop is cut before the case in it that fell ill first.
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
  for (const [to, from] of possible) {
    const infectee = cases[to] as ChainCase;
    const [chosen = -1, ...others] = [...from].sort((a, b) =>
      preferred(usualDays, infectee, cases[a] as ChainCase, cases[b] as ChainCase),
    );
    infector[to] = chosen;
    for (const other of others) leaveOut(other, to, 'several-infectors');
  }
  for (const first of cutLoops(cases, infector)) {
    leaveOut(infector[first] ?? -1, first, 'loop');
    infector[first] = -1;
  }
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
