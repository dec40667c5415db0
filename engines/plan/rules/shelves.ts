import type { Rank } from './values.ts';
import type { Raw } from './vocabulary.ts';

/** A condition that can only hold for members with one of these codes: the others need not be looked at. */
export interface CodePick {
  readonly attribute: string;
  readonly codes: readonly string[];
  readonly read: (item: unknown) => Raw;
  readonly rank: (item: unknown) => Rank;
}

/** The members of one list by an attribute's codes. */
interface Shelf {
  readonly byCode: ReadonlyMap<string, readonly unknown[]>;
  readonly unknown: readonly unknown[];
  /** The weakest evidence by which any of them stands where it does. */
  readonly rank: Rank;
}

/** Below this a list is gone through faster than it is put in order. */
const few = 24;

const known = new WeakMap<readonly unknown[], Map<string, Shelf>>();

function putInOrder(items: readonly unknown[], { read, rank }: CodePick): Shelf {
  const byCode = new Map<string, unknown[]>();
  const unknown: unknown[] = [];
  let weakest: Rank = -1;
  const put = (code: string, item: unknown): void => {
    const shelf = byCode.get(code);
    if (shelf) shelf.push(item);
    else byCode.set(code, [item]);
  };
  for (const item of items) {
    const raw = read(item);
    weakest = Math.max(weakest, rank(item));
    if (raw === undefined) unknown.push(item);
    else if (typeof raw === 'string') put(raw, item);
    else if (typeof raw === 'object' && raw !== null) for (const code of raw) put(code, item);
  }
  return { byCode, unknown, rank: weakest };
}

/**
 * The members for which the condition may hold, and the weakest evidence by which the others do not. A list is put in
 * order once for each attribute; it is kept as long as the list itself.
 */
export function mayHold(items: readonly unknown[], pick: CodePick): { readonly items: readonly unknown[]; readonly rank: Rank } {
  if (items.length < few) return { items, rank: -1 };
  const shelves = known.get(items) ?? new Map<string, Shelf>();
  known.set(items, shelves);
  const shelf = shelves.get(pick.attribute) ?? putInOrder(items, pick);
  shelves.set(pick.attribute, shelf);
  const [only] = pick.codes;
  const one = only !== undefined && pick.codes.length === 1 ? shelf.byCode.get(only) : undefined;
  const found = one ?? pick.codes.flatMap((code) => shelf.byCode.get(code) ?? []);
  return { items: shelf.unknown.length > 0 ? [...found, ...shelf.unknown] : found, rank: shelf.rank };
}
