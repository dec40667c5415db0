import { evidenceKinds } from '@songhua/engine-plan/evidence.ts';

// Ranked as `evidenceKinds` orders them: the weakest of several has the largest rank.
const kinds = `array[${evidenceKinds.map((kind) => `'${kind}'`).join(', ')}]`;

/** SQL: the rank of the evidence in a column. */
export const rankOf = (column: string): string => `array_position(${kinds}, ${column})`;

/** SQL: the weakest evidence of a group's rows by these ranks; null where the group has no row. */
export const weakestOf = (...ranks: readonly string[]): string => `(${kinds})[max(greatest(${ranks.join(', ')}))]`;
