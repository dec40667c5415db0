import type { Evidence, Text } from '../evidence.ts';

/** What may be read of a thing: `undefined` is not known, `null` is known to be none of the codes. */
export type Raw = number | boolean | string | readonly string[] | null | undefined;

/** A unit that must agree where figures are added or compared. `code` is compared, `title` is shown. */
export interface Unit {
  readonly code: string;
  readonly title: Text;
}

/** The codes of one list with what they are called; in order, where the list has one (the lowest first). */
export interface CodeList {
  readonly title: Text;
  readonly codes: ReadonlyMap<string, Text>;
}

export type ValueType =
  | { readonly kind: 'number'; readonly unit: Unit }
  | { readonly kind: 'date' | 'yes-no' }
  | { readonly kind: 'code' | 'codes'; readonly list: CodeList };

/** One thing that is known of each item of a type, and how it is read. */
export interface AttributeSpec {
  readonly title: Text;
  readonly type: ValueType;
  /** Nobody decides over it (residents, the place something stands in): never offered as a change. */
  readonly fixed?: true;
  /** No figure can be above it: 100 of a percentage. */
  readonly most?: number;
  readonly read: (item: unknown) => Raw;
  /** Absent: that of the item itself. */
  readonly evidence?: (item: unknown) => Evidence;
  readonly asOf?: (item: unknown) => string | null;
  /** Why it is not known, where there is more to say than that. */
  readonly why?: (item: unknown) => Text | null;
}

/** The members of a collection. */
export interface Listing {
  readonly items: readonly unknown[];
  /** Those of whom it is not known whether they belong here. */
  readonly maybe?: readonly unknown[];
  /** Whether there are none beside them. */
  readonly complete: boolean;
  /** What is missing when it is not complete. */
  readonly lacking?: Text;
  /** What an empty or complete list rests on. */
  readonly evidence: Evidence;
}

export interface CollectionSpec {
  readonly title: Text;
  readonly unit: Unit;
  /** Type of its members. */
  readonly of: string;
  readonly list: (item: unknown) => Listing;
}

/** A question with a code: `offers(fever-clinic)`. */
export interface TestSpec {
  readonly title: Text;
  readonly codes: CodeList;
  readonly read: (item: unknown, code: string) => boolean | undefined;
  /** All codes it is true of; undefined when it is not known for every code. Absent: ask for each. */
  readonly holds?: (item: unknown) => readonly string[] | undefined;
  readonly evidence?: (item: unknown, code: string) => Evidence;
  /** What it rests on that `holds` names no others. Absent: that of the item itself. */
  readonly absence?: (item: unknown) => Evidence;
}

/** Something else an item belongs to: `area.population`. */
export interface LinkSpec {
  readonly title: Text;
  readonly of: string;
  readonly follow: (item: unknown) => unknown;
}

export interface SubjectName {
  readonly type: string;
  readonly id: string;
  readonly name: Text;
  /** Whether it exists outside of this software; invented institutions do not. */
  readonly real: boolean;
}

/** A type of thing rules speak of: an area, an institution, or a row that stands for several people or beds. */
export interface TypeSpec {
  readonly title: Text;
  readonly attributes: Readonly<Record<string, AttributeSpec>>;
  readonly collections?: Readonly<Record<string, CollectionSpec>>;
  readonly tests?: Readonly<Record<string, TestSpec>>;
  readonly links?: Readonly<Record<string, LinkSpec>>;
  /** Who it is; absent for rows, which speak for whoever lists them. */
  readonly identify?: (item: unknown) => SubjectName;
  /** How many the item stands for; 1 when absent. */
  readonly weight?: (item: unknown) => number;
  /**
   * What the item is but for how many it stands for: items of one sort are alike in everything else that is read of them, for
   * good, so that a condition is asked once of each sort. Absent: every item is asked.
   */
  readonly sort?: (item: unknown) => object;
  /** What the item's attributes rest on where they do not say themselves. */
  readonly evidence: (item: unknown) => Evidence;
  readonly asOf?: (item: unknown) => string | null;
}

/** Everything rules may name. The engine knows none of it. */
export interface Vocabulary {
  readonly types: Readonly<Record<string, TypeSpec>>;
  /** Types that a rule may be about. */
  readonly subjects: readonly string[];
}

/** The facts of one day: all items of each subject type. */
export interface FactSource {
  readonly subjects: (type: string) => readonly unknown[];
}
