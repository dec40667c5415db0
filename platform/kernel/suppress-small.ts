/** A count as it may be published; null: withheld. */
export type Published = number | null;

/** Counts with their totals: what a table shows. */
export interface PublishedTable {
  readonly cells: readonly (readonly Published[])[];
  readonly rowTotals: readonly Published[];
  readonly columnTotals: readonly Published[];
  readonly total: Published;
}

interface Edge {
  readonly row: number;
  readonly column: number;
  readonly value: number;
}

const sum = (values: readonly number[]): number => values.reduce((all, value) => all + value, 0);

/** The table with its totals as a last row and column: every row and every column then adds up. */
function withTotals(counts: readonly (readonly number[])[]): readonly (readonly number[])[] {
  const width = counts[0]?.length ?? 0;
  const rows = counts.map((row) => [...row, sum(row)]);
  const bottom = Array.from({ length: width + 1 }, (_, column) => sum(rows.map((row) => row[column] ?? 0)));
  return [...rows, bottom];
}

/**
 * The cheapest way from a row to a column over cells other than one, as the cells it goes over; null when there is none. What is withheld
 * already costs nothing, totals more than all cells together. A nought is never withheld: everybody would know what it leaves.
 */
function detour(
  edges: readonly Edge[],
  withheld: ReadonlySet<Edge>,
  around: Edge,
  costOf: (edge: Edge) => number,
): Edge[] | null {
  const nodeOf = (kind: 'r' | 'c', at: number): string => `${kind}${at}`;
  const [start, goal] = [nodeOf('r', around.row), nodeOf('c', around.column)];
  const best = new Map<string, { readonly cost: number; readonly path: readonly Edge[] }>([[start, { cost: 0, path: [] }]]);
  const done = new Set<string>();
  for (;;) {
    const open = [...best].filter(([node]) => !done.has(node)).sort(([, a], [, b]) => a.cost - b.cost);
    const [next] = open;
    if (!next) return null;
    const [node, { cost, path }] = next;
    if (node === goal) return [...path];
    done.add(node);
    for (const edge of edges) {
      if (edge === around) continue;
      const [row, column] = [nodeOf('r', edge.row), nodeOf('c', edge.column)];
      if (row !== node && column !== node) continue;
      const other = row === node ? column : row;
      const price = cost + (withheld.has(edge) ? 0 : costOf(edge));
      const known = best.get(other);
      if (!known || price < known.cost) best.set(other, { cost: price, path: [...path, edge] });
    }
  }
}

/**
 * A table of counts for publication: those under `least` (and above 0) are withheld, and so many more that nobody can work them out from
 * the others and the totals: each withheld cell lies on a circle of withheld cells, none of them 0, so that one can be more and the next
 * less. Where there is no such circle nothing of the table is told. Rows must be of one length, two or more rows and columns.
 */
export function suppressSmall(counts: readonly (readonly number[])[], least = 5): PublishedTable {
  const all = withTotals(counts);
  const [height, width] = [all.length - 1, (all[0]?.length ?? 1) - 1];
  const edges = all
    .flatMap((row, at) => row.map((value, column): Edge => ({ row: at, column, value })))
    .filter(({ value }) => value > 0);
  const dear = sum(edges.map(({ value }) => value)) + 1;
  const costOf = ({ row, column, value }: Edge): number => (row === height || column === width ? dear : 0) + value;
  const withheld = new Set(edges.filter(({ value }) => value < least));
  let told = true;
  // What is added lies on a circle with what it was added for: each is looked at once.
  for (const edge of withheld) {
    const way = detour(edges, withheld, edge, costOf);
    if (way === null) told = false;
    for (const one of way ?? []) withheld.add(one);
  }
  const hidden = new Set([...withheld].map(({ row, column }) => row * (width + 1) + column));
  const show = (row: number, column: number): Published =>
    told && !hidden.has(row * (width + 1) + column) ? (all[row]?.[column] ?? 0) : null;
  const upTo = (length: number): number[] => Array.from({ length }, (_, at) => at);
  return {
    cells: upTo(height).map((row) => upTo(width).map((column) => show(row, column))),
    rowTotals: upTo(height).map((row) => show(row, width)),
    columnTotals: upTo(width).map((column) => show(height, column)),
    total: show(height, width),
  };
}

/** The same of a single list and its total: with one count withheld the smallest other goes too, or the total where there is none. */
export function suppressSmallList(
  counts: readonly number[],
  least = 5,
): { readonly cells: readonly Published[]; readonly total: Published } {
  const total = sum(counts);
  const isSmall = (value: number): boolean => value > 0 && value < least;
  const withheld = new Set(counts.flatMap((value, at) => (isSmall(value) ? [at] : [])));
  if (withheld.size === 1) {
    const [other] = counts
      .flatMap((value, at) => (value >= least ? [at] : []))
      .sort((a, b) => (counts[a] ?? 0) - (counts[b] ?? 0));
    if (other !== undefined) withheld.add(other);
  }
  const totalTold = withheld.size !== 1 && !isSmall(total);
  return { cells: counts.map((value, at) => (withheld.has(at) ? null : value)), total: totalTold ? total : null };
}
