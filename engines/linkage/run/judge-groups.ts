import type { Pass } from '../blocking/walk-pairs.ts';
import type { JoinedPeople } from '../person/join-people.ts';

/** What became of the pairs of records that are truly one person and of which at least one has an error of this class. */
export interface ClassFigures {
  pairs: number;
  /** Put together by some key. */
  found: number;
  linked: number;
  /** Not linked, but shown to somebody. */
  review: number;
}

export interface GroupFigures {
  readonly all: ClassFigures;
  readonly byClass: ReadonlyMap<string, ClassFigures>;
  /** Pairs that were linked and are not one person, and those of them that are twins. */
  readonly wrong: number;
  readonly wrongTwins: number;
  readonly linked: number;
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
}

/** Who the records truly are, by record; `twins`: the birth they share, -1 of others. */
export interface Truth {
  readonly person: Int32Array;
  readonly twins: Int32Array;
  /** Codes of what is wrong in each. */
  readonly errors: readonly (readonly string[])[];
}

/** Lists of records by a number of theirs. */
function shelve(numbers: Int32Array): readonly (readonly number[])[] {
  const shelves = new Map<number, number[]>();
  for (let record = 0; record < numbers.length; record += 1) {
    const at = numbers[record] ?? 0;
    const shelf = shelves.get(at);
    if (shelf) shelf.push(record);
    else shelves.set(at, [record]);
  }
  return [...shelves.values()].filter(({ length }) => length > 1);
}

function* pairsIn(records: readonly number[]): Generator<readonly [number, number]> {
  for (const [at, one] of records.entries()) for (const other of records.slice(at + 1)) yield [one, other];
}

const pairNumber = (one: number, other: number): number => Math.min(one, other) * 2 ** 26 + Math.max(one, other);

/** Whether some pass puts two records together: they share a key, and its block is not too large to be looked at. */
function createFound(passes: readonly Pass[]): (one: number, other: number) => boolean {
  const large = passes.map(({ key, blocks: { records, starts }, largest }) => {
    const found = new Set<number>();
    for (let at = 0; at + 1 < starts.length; at += 1)
      if ((starts[at + 1] ?? 0) - (starts[at] ?? 0) > largest) found.add(key.hashes[records[starts[at] ?? 0] ?? 0] ?? 0);
    return found;
  });
  return (one, other) =>
    passes.some(({ key: { hashes } }, at) => {
      const hash = hashes[one] ?? 0;
      return hash !== 0 && hash === hashes[other] && !large[at]?.has(hash);
    });
}

/** Compares what was linked with who is who. */
export function judgeGroups(truth: Truth, joined: JoinedPeople, passes: readonly Pass[]): GroupFigures {
  const isFound = createFound(passes);
  const shown = new Set(joined.review.map(({ one, other }) => pairNumber(one, other)));
  const none = (): ClassFigures => ({ pairs: 0, found: 0, linked: 0, review: 0 });
  const all = none();
  const byClass = new Map<string, ClassFigures>();
  for (const records of shelve(truth.person))
    for (const [one, other] of pairsIn(records)) {
      const linked = joined.group[one] === joined.group[other];
      const found = isFound(one, other);
      const review = !linked && shown.has(pairNumber(one, other));
      const classes = new Set<string>([...(truth.errors[one] ?? []), ...(truth.errors[other] ?? [])]);
      if (classes.size === 0) classes.add('none');
      for (const name of classes) if (!byClass.has(name)) byClass.set(name, none());
      for (const figures of [all, ...[...classes].flatMap((name) => byClass.get(name) ?? [])]) {
        figures.pairs += 1;
        figures.found += found ? 1 : 0;
        figures.linked += linked ? 1 : 0;
        figures.review += review ? 1 : 0;
      }
    }
  let [made, wrong, wrongTwins] = [0, 0, 0];
  for (const records of shelve(joined.group))
    for (const [one, other] of pairsIn(records)) {
      made += 1;
      if (truth.person[one] === truth.person[other]) continue;
      wrong += 1;
      if ((truth.twins[one] ?? -1) >= 0 && truth.twins[one] === truth.twins[other]) wrongTwins += 1;
    }
  const [precision, recall] = [made === 0 ? 1 : 1 - wrong / made, all.pairs === 0 ? 1 : all.linked / all.pairs];
  return {
    all,
    byClass,
    wrong,
    wrongTwins,
    linked: made,
    precision,
    recall,
    f1: (2 * precision * recall) / (precision + recall),
  };
}
