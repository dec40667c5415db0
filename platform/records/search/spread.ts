import type { Binder } from './statement.ts';

/*
 * Search where the rows lie on several machines (Citus). A statement there may join and correlate rows of one place only, so every set
 * carries the place beside v, and every test is one for membership in a set: `(v, place) in (select …)`. Sets of a
 * resource's own rows lie where it lies, so the workers decide alone; a set reached through references is found out first and sent
 * to all of them.
 */

/** What a set selects of `alias`: its v, and on a spread database its place. */
export const placedIn = ({ spread }: Pick<Binder, 'spread'>, alias: string): string =>
  spread ? `${alias}.v, ${alias}.place` : `${alias}.v`;

/** The place that stands beside a v of a row: `p.v` gives `p.place`. */
const placeBeside = (v: string): string => v.replace(/\.v$/, '.place');

/** Whether the row of this v is in a set. */
export const isIn = (v: string, set: string): string => `(${v}, ${placeBeside(v)}) in (select m.v, m.place from (${set}) m)`;
