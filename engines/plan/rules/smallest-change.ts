import type { Text } from '../evidence.ts';
import type { CompiledScope, Rule } from './compile-rules.ts';
import { askWith, evaluateSubject, findSubject } from './evaluate-rule.ts';
import type { FactUsed, Leaf, MissingFact } from './values.ts';
import type { FactSource, Raw, SubjectName } from './vocabulary.ts';

/** One fact changed, by which alone the rule would pass. */
export interface Change {
  readonly subject: SubjectName;
  readonly name: Text;
  /** Null when it is not known today. */
  readonly from: number | boolean | string | null;
  readonly to: number | boolean | string;
  readonly unit: Text | null;
  /** How much is changed: counts by their difference, a yes or no by one, a code by its steps. */
  readonly size: number;
}

/** Nothing in a city is counted beyond this. */
const most = 10_000_000;

/** Whether the rule passes with the fact at a value, and how far it is from its limit. */
type Try = (value: Raw) => { readonly passes: boolean; readonly margin: number };

/** So many steps are tried one by one, which finds the nearest passing value whatever lies between. */
const near = 32;

/**
 * The whole number nearest to `start` in one direction at which it passes; null when there is none up to `end`. Far from
 * `start` it is found when the passing values are one run, as they are for every limit and every band.
 */
function nearest(attempt: Try, start: number, end: number): number | null {
  const sign = end < start ? -1 : 1;
  const length = Math.abs(end - start);
  const at = (step: number) => attempt(start + sign * step);
  for (let step = 1; step <= Math.min(near, length); step++) if (at(step).passes) return start + sign * step;
  // Steps 64, 128, 256 …; a run that begins and ends between two of them shows by the margin, which is greatest near it.
  const steps: number[] = [];
  for (let step = near * 2; step < length; step *= 2) steps.push(step);
  if (length > near) steps.push(length);
  const tried: { readonly step: number; readonly margin: number }[] = [
    { step: Math.min(near, length), margin: at(Math.min(near, length)).margin },
  ];
  for (const step of steps) {
    const { passes, margin } = at(step);
    if (passes) return start + sign * firstPassing(at, tried.at(-1)?.step ?? 0, step);
    tried.push({ step, margin });
  }
  const best = tried.reduce((a, b, i) => (b.margin > (tried[a]?.margin ?? -Infinity) ? i : a), 0);
  const [low, high] = [tried[Math.max(0, best - 1)]?.step ?? 0, tried[Math.min(tried.length - 1, best + 1)]?.step ?? 0];
  const found = climb(at, low, high);
  return found === null ? null : start + sign * firstPassing(at, low, found);
}

/** The step with the greatest margin between two, where it passes there; null when it does not. */
function climb(at: (step: number) => { passes: boolean; margin: number }, low: number, high: number): number | null {
  let [a, b] = [low, high];
  while (b - a > 2) {
    const third = Math.floor((b - a) / 3);
    const [left, right] = [at(a + third), at(b - third)];
    if (left.passes) return a + third;
    if (right.passes) return b - third;
    if (left.margin < right.margin) a += third;
    else b -= third;
  }
  for (let step = a; step <= b; step++) if (at(step).passes) return step;
  return null;
}

/** The first step that passes, of those after one that fails up to one that passes. */
function firstPassing(at: (step: number) => { passes: boolean }, failing: number, passing: number): number {
  let [low, high] = [failing, passing];
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (at(middle).passes) high = middle;
    else low = middle;
  }
  return high;
}

/** Where the least value passes, how far it may rise: the limit itself says more than a zero. The least when there is none. */
function lastPassing(attempt: Try, low: number, high: number): number {
  let step = 1;
  while (low + step < high && attempt(low + step).passes) step *= 2;
  const failing = Math.min(low + step, high);
  return attempt(failing).passes
    ? low
    : firstPassing((at) => ({ passes: !attempt(low + at).passes }), Math.floor(step / 2), failing - low) - 1 + low;
}

function tryLeaf(leaf: Leaf, attempt: Try): readonly { readonly to: number | boolean | string; readonly size: number }[] {
  if (leaf.kind === 'yes-no') {
    return [true, false].filter((value) => value !== leaf.value && attempt(value).passes).map((to) => ({ to, size: 1 }));
  }
  if (leaf.kind === 'code') {
    const codes = [...(leaf.list?.codes.keys() ?? [])];
    const from = codes.indexOf(String(leaf.value));
    const passing = codes.flatMap((code, i) =>
      code !== leaf.value && attempt(code).passes ? [{ to: code, size: from < 0 ? 1 : Math.abs(i - from) }] : [],
    );
    return passing.sort((a, b) => a.size - b.size).slice(0, 1);
  }
  const high = Math.min(leaf.high, most);
  const known = typeof leaf.value === 'number' ? leaf.value : null;
  if (known === null) {
    if (attempt(leaf.low).passes) return [{ to: lastPassing(attempt, leaf.low, high), size: 0 }];
    const to = nearest(attempt, leaf.low, high);
    return to === null ? [] : [{ to, size: Math.abs(to - leaf.low) }];
  }
  // From 91.37 the next whole figures are 92 and 91.
  const ways = [nearest(attempt, Math.floor(known), high), nearest(attempt, Math.ceil(known), leaf.low)];
  return ways.flatMap((to) => (to === null ? [] : [{ to, size: Math.abs(to - known) }]));
}

/** What is changed; of a code also what the two are called. */
function nameOf(name: Text, { list, value }: Leaf, to: Change['to']): Text {
  if (!list) return name;
  const [from, wanted] = [list.codes.get(String(value)), list.codes.get(String(to))];
  const said = (language: keyof Text): string =>
    [from?.[language], wanted?.[language]].filter((code) => code !== undefined).join(' → ');
  return { zh: `${list.title.zh}（${said('zh')}）`, en: `${list.title.en} (${said('en')})` };
}

function attemptOf(scope: CompiledScope, item: unknown, key: string): Try {
  return (value) => {
    const truth = askWith(scope, item, new Map([[key, value]]));
    return { passes: truth?.value === true, margin: truth?.margin ?? -Infinity };
  };
}

/**
 * What would make the rule pass for a subject that fails or is unknown: changes of one fact each, the smallest first,
 * every one tried through the rule itself. A count changes by whole ones, and of each fact the nearest passing value in
 * either direction is given. Empty when it passes already, when no single fact suffices, or for a stranger.
 */
export function smallestChange(
  rule: Rule,
  source: FactSource,
  wanted: { readonly type: string; readonly id: string },
): readonly Change[] {
  const result = evaluateSubject(rule, source, wanted);
  const found = findSubject(rule, source, wanted);
  if (!result || !found || result.status === 'pass') return [];
  const leaves = new Map<string, { readonly leaf: Leaf; readonly fact: FactUsed | MissingFact }>();
  for (const fact of [...result.facts, ...result.missing]) {
    if (fact.leaf && !leaves.has(fact.leaf.key)) leaves.set(fact.leaf.key, { leaf: fact.leaf, fact });
  }
  const changes = [...leaves.values()].flatMap(({ leaf, fact }) =>
    tryLeaf(leaf, attemptOf(found.scope, found.item, leaf.key)).map(
      ({ to, size }): Change => ({
        subject: fact.subject,
        name: nameOf(fact.name, leaf, to),
        from: leaf.value === undefined ? null : (leaf.value as Change['from']),
        to,
        unit: 'unit' in fact ? fact.unit : null,
        size,
      }),
    ),
  );
  return changes.sort((a, b) => a.size - b.size || (a.name.en < b.name.en ? -1 : 1));
}
