import { alikeOnAverage } from '../decide/alike-on-average.ts';
import { clusterRecords } from '../decide/cluster-records.ts';
import { oneToOne } from '../decide/one-to-one.ts';
import { seededChance } from '../model/seeded-chance.ts';
import { describeFields } from '../tables/describe-fields.ts';
import type { Field } from '../tables/field.ts';
import { type Prepared, prepare, readColumns } from '../tables/make-comparisons.ts';
import type { Rows } from '../tables/parse-rows.ts';
import type { Bounds } from './choose-passes.ts';
import { evaluateGroups, evaluatePairs, type Figures } from './evaluate.ts';
import { type Linked, linkTable, usualBounds, usualThresholds } from './link-table.ts';

/** One file, or two whose records are looked for in each other. */
export interface LinkRowsInput {
  readonly one: Rows;
  readonly other: Rows | null;
  /** Who each row is of: values of the truth column, of the first file's rows and then of the second's; '' where it is not known. */
  readonly truth: readonly string[];
  /** Columns that say nothing of a person: the truth, and what numbers the rows. */
  readonly leftOut: readonly string[];
  /** Whether nobody is twice in one of two files. */
  readonly single: boolean;
}

export interface LinkedRows {
  readonly fields: readonly Field[];
  readonly prepared: Prepared;
  readonly linked: Linked;
  readonly records: number;
  readonly pairs: Figures;
  /** The same of the groups that the links make of one file; null for two. */
  readonly groups: Figures | null;
}

/** Rows enough to tell what a column holds. */
const sample = 5000;

/** Links rows of any table of people at the fixed threshold, knowing nothing of the truth, and says how good that is; null where no column says anything of a person. */
export function linkRows({ one, other, truth, leftOut, single }: LinkRowsInput): LinkedRows | null {
  const rows = other ? [...one.rows, ...other.rows] : one.rows;
  const header = other ? one.header.filter((name) => other.header.includes(name)) : one.header;
  const cell = (source: Rows, row: readonly string[], name: string): string => row[source.header.indexOf(name)] ?? '';
  const sourceOf = (at: number): Rows => (other && at >= one.rows.length ? other : one);
  const step = Math.max(1, Math.floor(rows.length / sample));
  const looked = rows.flatMap((row, at) => (at % step === 0 ? [header.map((name) => cell(sourceOf(at), row, name))] : []));
  const fields = describeFields(header, looked, leftOut);
  if (fields.length === 0) return null;
  const columns = readColumns(
    fields,
    rows.map((row, at) => Object.fromEntries(header.map((name) => [name, cell(sourceOf(at), row, name)]))),
  );
  const prepared = prepare(fields, columns);
  const across = one.rows.length;
  const wanted = other ? (a: number, b: number): boolean => a < across !== b < across : null;
  const linked = linkTable(prepared, seededChance(42), { wanted, bounds: boundsFor(rows.length) });
  const people = new Map<string, number>();
  const who = Int32Array.from(truth, (name) => {
    if (name === '') return -1;
    const known = people.get(name) ?? people.size;
    people.set(name, known);
    return known;
  });
  const strong = linked.pairs.filter(({ weight }) => weight >= usualThresholds.link);
  const decided = other && single ? oneToOne(strong, oneToOneRules) : strong;
  return {
    fields,
    prepared,
    linked,
    records: rows.length,
    pairs: evaluatePairs(who, linked.passes, decided, Number.NEGATIVE_INFINITY, wanted),
    groups: other ? null : evaluateGroups(who, clusterRecords(rows.length, strong, alikeOnAverage(linked.pairs)), linked.passes),
  };
}

/** The fewer records, the more pairs of each may be looked at: what a minute allows. */
const boundsFor = (records: number): Bounds => {
  const pairsEach = Math.min(1500, Math.max(usualBounds.pairsEach, Math.floor(30_000_000 / records)));
  return { ...usualBounds, largest: Math.max(usualBounds.largest, pairsEach), pairsEach };
};

/** Of two files without doubles a record's best is taken if the second best is far enough behind, or if it is sure by itself. */
const oneToOneRules = { margin: 3, sure: usualThresholds.link + 10 };
