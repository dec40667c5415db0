import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { type PublishedTable, suppressSmall, suppressSmallList } from './suppress-small.ts';

/** The published table as rows with totals, unknowns as null. */
const flat = ({ cells, rowTotals, columnTotals, total }: PublishedTable) => [
  ...cells.map((row, at) => [...row, rowTotals[at] ?? null]),
  [...columnTotals, total],
];

/**
 * Whether some table other than the true one, of whole numbers not below 0, fits what is published, with another value at one place. By
 * trying: nothing of how the cells were chosen is used.
 */
function canBeOther(
  published: readonly (readonly (number | null)[])[],
  truth: readonly (readonly number[])[],
  row: number,
  column: number,
) {
  const [height, width] = [truth.length - 1, (truth[0]?.length ?? 1) - 1];
  const most = (truth[height]?.[width] ?? 0) + 2;
  const places = Array.from({ length: height * width }, (_, at) => [Math.floor(at / width), at % width] as const);
  const trial = truth.slice(0, height).map(() => new Array<number>(width).fill(0));
  const fits = (value: number, asked: number | null | undefined): boolean =>
    asked === null || asked === undefined || asked === value;
  const holds = (): boolean => {
    const rows = trial.map((one) => one.reduce((a, b) => a + b, 0));
    const columns = Array.from({ length: width }, (_, at) => trial.reduce((all, one) => all + (one[at] ?? 0), 0));
    const total = rows.reduce((a, b) => a + b, 0);
    const got =
      row === height ? (column === width ? total : columns[column]) : column === width ? rows[row] : trial[row]?.[column];
    return (
      rows.every((value, at) => fits(value, published[at]?.[width])) &&
      columns.every((value, at) => fits(value, published[height]?.[at])) &&
      fits(total, published[height]?.[width]) &&
      got !== truth[row]?.[column]
    );
  };
  const search = (at: number): boolean => {
    const place = places[at];
    if (!place) return holds();
    const [r, c] = place;
    const known = published[r]?.[c];
    const before = (trial[r] ?? []).slice(0, c).reduce((a, b) => a + b, 0);
    const limit = (published[r]?.[width] ?? most) - before;
    const values =
      known === null || known === undefined ? Array.from({ length: Math.max(0, limit + 1) }, (_, value) => value) : [known];
    return values.some((value) => {
      const line = trial[r];
      if (line) line[c] = value;
      return search(at + 1);
    });
  };
  return search(0);
}

const withTotals = (counts: readonly (readonly number[])[]): number[][] => {
  const rows = counts.map((row) => [...row, row.reduce((a, b) => a + b, 0)]);
  const width = rows[0]?.length ?? 0;
  return [...rows, Array.from({ length: width }, (_, at) => rows.reduce((all, row) => all + (row[at] ?? 0), 0))];
};

test('a table without small counts is told whole, noughts too', () => {
  const { cells, rowTotals, columnTotals, total } = suppressSmall([
    [5, 0],
    [7, 9],
  ]);
  assert.deepEqual(
    [cells, rowTotals, columnTotals, total],
    [
      [
        [5, 0],
        [7, 9],
      ],
      [5, 16],
      [12, 9],
      21,
    ],
  );
});

test('one small count takes a circle of others along, and the totals stay', () => {
  const { cells, rowTotals, columnTotals, total } = suppressSmall([
    [3, 20, 50],
    [40, 10, 60],
    [90, 80, 70],
  ]);
  assert.deepEqual(cells, [
    [null, null, 50],
    [null, null, 60],
    [90, 80, 70],
  ]);
  assert.deepEqual([rowTotals, columnTotals, total], [[73, 110, 240], [133, 110, 180], 423]);
});

test('a small count between two circles cannot be worked out either', () => {
  const counts = [
    [1, 2, 90, 90],
    [2, 1, 4, 90],
    [90, 90, 1, 2],
    [90, 90, 2, 1],
  ];
  const { cells } = suppressSmall(counts);
  assert.equal(cells.flat().filter((cell) => cell !== null && cell > 0 && cell < 5).length, 0);
  assert.ok(cells.flat().filter((cell) => cell === null).length > 9, 'the bridge between the circles has a detour');
});

test('property: whatever is withheld could be otherwise, and nothing small is told', () => {
  const table = fc.tuple(fc.integer({ min: 2, max: 3 }), fc.integer({ min: 2, max: 3 })).chain(([height, width]) =>
    fc.array(fc.array(fc.integer({ min: 0, max: 8 }), { minLength: width, maxLength: width }), {
      minLength: height,
      maxLength: height,
    }),
  );
  fc.assert(
    fc.property(table, (counts) => {
      const [published, truth] = [flat(suppressSmall(counts, 3)), withTotals(counts)];
      for (const [row, line] of published.entries())
        for (const [column, cell] of line.entries()) {
          if (cell === null)
            assert.ok(canBeOther(published, truth, row, column), `${row},${column} of ${JSON.stringify(counts)}`);
          else assert.ok(cell === 0 || cell >= 3);
        }
    }),
    { numRuns: 40 },
  );
});

test('of a list the smallest other goes along, or the total where there is none', () => {
  assert.deepEqual(suppressSmallList([3, 9, 7]), { cells: [null, 9, null], total: 19 });
  assert.deepEqual(suppressSmallList([3, 4, 9]), { cells: [null, null, 9], total: 16 });
  assert.deepEqual(suppressSmallList([3, 0]), { cells: [null, 0], total: null });
  assert.deepEqual(suppressSmallList([0, 6]), { cells: [0, 6], total: 6 });
});

test('property: of a list no withheld count follows from the total and the others', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 12 }), { maxLength: 8 }), (counts) => {
      const { cells, total } = suppressSmallList(counts);
      for (const cell of cells) assert.ok(cell === null || cell === 0 || cell >= 5);
      const hidden = cells.filter((cell) => cell === null).length;
      assert.ok(hidden !== 1 || total === null);
    }),
  );
});
