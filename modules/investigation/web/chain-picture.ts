import { buildForest, type ChainForest, type ChainLayout, countBelow, foldChains, layOutChains } from '@songhua/engine-outbreak';
import type { Chains } from '../contract.ts';

/** Chains as they are read once: who follows from whom, and how many fell ill on each day. */
interface ChainPlan {
  readonly nodes: Chains['nodes'];
  readonly forest: ChainForest;
  /** Cases below each, at any distance. */
  readonly below: Int32Array;
  /** Those whose infector a person named; the others follow from contacts. */
  readonly spoken: ReadonlySet<number>;
  /** Day 0 of the picture, in days since 1970, and how many days it has. */
  readonly start: number;
  readonly days: number;
  /** Cases by day of onset; those without one are in none. */
  readonly byDay: Int32Array;
  readonly generations: number;
}

/** What somebody wants to see: generations below `depth` folded, but for those opened or shut by hand; cases of no chain apart. */
interface Folding {
  readonly depth: number;
  readonly turned: ReadonlySet<number>;
  readonly lone: boolean;
}

export interface Picture {
  readonly plan: ChainPlan;
  readonly layout: ChainLayout;
  readonly folded: ReadonlySet<number>;
  /** Cases that have a place. */
  readonly shown: readonly number[];
}

const dayOf = (day: string): number => Math.floor(Date.parse(day) / 86_400_000);
export const daySaid = (day: number): string => new Date(day * 86_400_000).toISOString().slice(0, 10);

export function planChains({ nodes, pairs }: Chains): ChainPlan {
  const onsets = nodes.flatMap(({ onset }) => (onset === null ? [] : [dayOf(onset)]));
  const start = onsets.length === 0 ? 0 : onsets.reduce((least, one) => Math.min(least, one));
  const days = onsets.reduce((most, one) => Math.max(most, one - start + 1), 1);
  const cases = nodes.map(({ id, onset }) => ({ id, onset: onset === null ? null : dayOf(onset) - start }));
  const forest = buildForest(cases, pairs);
  const said = new Set(pairs.flatMap(({ infectee, by }) => (by === 'person' ? [infectee] : [])));
  const byDay = new Int32Array(days);
  for (const one of onsets) byDay[one - start] = (byDay[one - start] ?? 0) + 1;
  return {
    ...{ nodes, forest, below: countBelow(forest), start, days, byDay },
    spoken: new Set(nodes.flatMap(({ id }, at) => (said.has(id) ? [at] : []))),
    generations: forest.generation.reduce((most, one) => Math.max(most, one + 1), 0),
  };
}

const isLone = ({ forest }: ChainPlan, at: number): boolean =>
  (forest.infector[at] ?? -1) < 0 && (forest.infected[at]?.length ?? 0) === 0;

/** More lines than this are no picture at first sight. */
const readable = 150;

/** So many generations that the picture can be read at first; cases without a chain where there are few. */
export function firstFolding(plan: ChainPlan): Folding {
  const lone = plan.forest.roots.filter((at) => isLone(plan, at)).length <= readable / 3;
  let [depth, linked] = [0, 0];
  for (; depth < plan.generations; depth += 1) {
    for (const [at, generation] of plan.forest.generation.entries()) if (generation === depth && !isLone(plan, at)) linked += 1;
    if (linked > readable) break;
  }
  return { depth: Math.max(0, depth - 1), turned: new Set(), lone };
}

export function pictureOf(plan: ChainPlan, { depth, turned, lone }: Folding): Picture {
  const { forest } = plan;
  const folded = new Set<number>();
  for (const [at, own] of forest.infected.entries())
    if (own.length > 0 && (forest.generation[at] ?? 0) >= depth !== turned.has(at)) folded.add(at);
  const roots = lone ? forest.roots : forest.roots.filter((at) => !isLone(plan, at));
  const layout = layOutChains({ ...foldChains(forest, folded), roots }, { step: 5, start: 0 });
  const shown: number[] = [];
  for (const [at, row] of layout.row.entries()) if (row >= 0) shown.push(at);
  return { plan, layout, folded, shown };
}

/** The same with a case in sight: everything above it opened, and cases of no chain shown if it is one. */
export function openTo(plan: ChainPlan, picture: Picture, folding: Folding, to: number): Folding {
  const turned = new Set(folding.turned);
  for (let at = plan.forest.infector[to] ?? -1; at >= 0; at = plan.forest.infector[at] ?? -1)
    if (picture.folded.has(at)) {
      if (turned.has(at)) turned.delete(at);
      else turned.add(at);
    }
  return { ...folding, turned, lone: folding.lone || isLone(plan, to) };
}

export function turn({ turned, ...folding }: Folding, at: number): Folding {
  const next = new Set(turned);
  if (!next.delete(at)) next.add(at);
  return { ...folding, turned: next };
}

/** Cases that a search finds: part of a name, or `#12`. */
export const findNodes = ({ nodes }: ChainPlan, q: string): readonly number[] =>
  q === '' ? [] : nodes.flatMap(({ name, serial }, at) => ((name?.includes(q) ?? false) || `#${serial}` === q ? [at] : []));

/** Where an arrow key leads: up to the infector, down to the first infected, aside to who the same one infected. */
export function stepTo({ plan, layout, folded }: Picture, at: number, key: string): number {
  const { infector, infected, roots } = plan.forest;
  const from = infector[at] ?? -1;
  if (key === 'ArrowLeft') return from < 0 ? at : from;
  if (key === 'ArrowRight') return folded.has(at) ? at : (infected[at]?.[0] ?? at);
  const beside = (from < 0 ? roots : (infected[from] ?? [])).filter((one) => (layout.row[one] ?? -1) >= 0);
  const next = beside.indexOf(at) + (key === 'ArrowDown' ? 1 : key === 'ArrowUp' ? -1 : 0);
  return beside[next] ?? at;
}
