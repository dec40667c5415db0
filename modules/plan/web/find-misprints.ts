import type { PlanTable } from '../contract.ts';

/** Everything the plan prints otherwise than its counts give, numbered as a reader meets it: headings first, then row by row. */
export function findMisprints({ rows, groups }: PlanTable) {
  const columns = groups.flatMap(({ title, columns: own }) => own.map((column) => ({ group: title, column })));
  const headings = columns.flatMap((one) => (one.column.misprint ? [{ area: null, ...one, ...one.column.misprint }] : []));
  const cells = rows.flatMap(({ area, cells: own }) =>
    columns.flatMap((one) => {
      const misprint = own[one.column.key]?.misprint;
      return misprint ? [{ area, ...one, ...misprint }] : [];
    }),
  );
  return [...headings, ...cells].map((one, at) => ({ number: at + 1, ...one }));
}
