import type { Target } from './schema.ts';

/** Absorbs binary rounding (0.1 + 0.2), nothing a printed figure could show. */
const epsilon = 1e-9;

/**
 * True when `value`, at full precision, satisfies the target's operator. `~` holds within the stated tolerance, `=`
 * within half a printed unit. A target without a number is satisfied by nothing.
 */
export function satisfiesTarget(target: Target, value: number, decimals: number): boolean {
  const goal = target.value;
  if (goal === null) return false;
  switch (target.operator) {
    case '>=':
      return value >= goal - epsilon;
    case '<=':
      return value <= goal + epsilon;
    case '>':
      return value > goal + epsilon;
    case '<':
      return value < goal - epsilon;
    case '=':
      return Math.abs(value - goal) <= 0.5 * 10 ** -decimals + epsilon;
    case '~':
      return Math.abs(value - goal) <= (target.tolerance ?? 0) + epsilon;
    case 'qualitative':
      return false;
  }
}
