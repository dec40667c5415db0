import type { Text } from '../evidence.ts';
import type { CodePick } from './shelves.ts';
import { type Expression, type ExpressionError, errorAt, type Span } from './syntax.ts';
import type { Coded, Leaf, Quantity, Rank, Truth } from './values.ts';
import type { CodeList, Raw, SubjectName, TypeSpec, Unit, Vocabulary } from './vocabulary.ts';

/** What an evaluation is asked for. */
export interface Context {
  /** Whether facts, missing facts and names are wanted, or status, margin and evidence alone. */
  readonly detail: boolean;
  /** Whether members of a collection, or those a rule is about, are picked out: then the first side that decides is enough. */
  readonly picking: boolean;
  /** The same without detail, for picking. */
  readonly quiet: Context;
  /** Leaf facts taken as something else than they are, by key. */
  readonly overrides: ReadonlyMap<string, Raw> | null;
  /** What conditions gave for sorts of rows, of those asked in this evaluation. */
  readonly asked: Map<Run<Truth>, Map<object, Truth>>;
  /** Who lists the rows that are gone through. */
  readonly owner: SubjectName | null;
}

export type Run<T> = (item: unknown, context: Context) => T;

/** A piece of an expression, checked and compiled; `say` is it in words. */
export type Compiled =
  | {
      readonly kind: 'truth';
      readonly run: Run<Truth>;
      readonly say: Text;
      readonly pick?: CodePick;
      /** Codes of the units its margin may be in; none where nothing is measured. */
      readonly units?: ReadonlySet<string>;
    }
  /** `unit` is null for a bare number, which goes with any unit. */
  | {
      readonly kind: 'number';
      readonly run: Run<Quantity>;
      readonly say: Text;
      readonly unit: Unit | null;
      readonly constant?: number;
    }
  /** Days since 1970-01-01. */
  | { readonly kind: 'date'; readonly run: Run<Quantity>; readonly say: Text }
  | {
      readonly kind: 'code' | 'codes';
      /** Of the item's own attributes its name, else null. */
      readonly attribute: string | null;
      readonly own: (item: unknown) => Raw;
      readonly read: Run<Raw>;
      readonly rank: (item: unknown) => Rank;
      readonly ground: Run<Coded>;
      readonly say: Text;
      readonly list: CodeList;
    }
  /** Faulty, and said so already. */
  | { readonly kind: 'wrong' };

export type Truthful = Extract<Compiled, { kind: 'truth' }>;
export type Numeric = Extract<Compiled, { kind: 'number' }>;
export type Codable = Extract<Compiled, { kind: 'code' | 'codes' }>;

/** Compiles another piece about the same item. */
export type Inner = (node: Expression) => Compiled;

/** What a compilation knows: the text, the words, and the faults found so far. */
export interface Compilation {
  readonly text: string;
  readonly vocabulary: Vocabulary;
  readonly errors: ExpressionError[];
}

/** The units that the margin of what is joined of several may be in. */
export const unitsOf = (parts: readonly Truthful[]): { readonly units: ReadonlySet<string> } => ({
  units: new Set(parts.flatMap((part) => [...(part.units ?? [])])),
});

export const wrong: Compiled = { kind: 'wrong' };

/** Notes a fault and goes on. */
export function say(
  c: Compilation,
  span: Span,
  rule: ExpressionError['rule'],
  message: Text,
): Extract<Compiled, { kind: 'wrong' }> {
  c.errors.push(errorAt(c.text, span, rule, message));
  return { kind: 'wrong' };
}

/** A context for one evaluation. */
export function contextOf(detail: boolean, overrides: ReadonlyMap<string, Raw> | null = null): Context {
  const asked = new Map<Run<Truth>, Map<object, Truth>>();
  const quiet = { detail: false, picking: true, overrides, owner: null, asked, quiet: null as unknown as Context };
  quiet.quiet = quiet;
  return { detail, picking: false, quiet, overrides, owner: null, asked };
}

const nobody: SubjectName = { type: '', id: '', name: { zh: '', en: '' }, real: false };

/** Who an item is: itself, or of a row whoever lists it. */
export const identityOf = (type: TypeSpec, item: unknown, context: Context): SubjectName =>
  type.identify?.(item) ?? context.owner ?? nobody;

/** The key of a leaf fact of an item. Rows have none: their count is the leaf. */
export const keyOf = (type: TypeSpec, item: unknown, name: string): string | null => {
  const who = type.identify?.(item);
  return who ? `${who.type}/${who.id}/${name}` : null;
};

/** What a fact is taken as instead of what it is; undefined when it is left alone. */
export function overridden(type: TypeSpec, item: unknown, name: string, context: Context): Raw {
  if (!context.overrides) return undefined;
  const key = keyOf(type, item, name);
  return key === null ? undefined : context.overrides.get(key);
}

export const yesNoLeaf = (key: string, value: Raw): Leaf => ({ key, kind: 'yes-no', value, low: 0, high: 1, list: null });
export const countLeaf = (key: string, value: number | undefined, low = 0, high = Infinity): Leaf => ({
  key,
  kind: 'count',
  value,
  low,
  high,
  list: null,
});

/** The text of an expression with every run of blanks as one: the name of what it counts. */
export const writtenOf = (c: Compilation, span: Span): string =>
  c.text
    .slice(span.start, span.end)
    .replace(/#[^\n]*/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
