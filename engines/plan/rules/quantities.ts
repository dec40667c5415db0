import type { Comparator } from './syntax.ts';
import { joined, noFacts, noMissing, plainTruth, type Quantity, type Rank, type Truth } from './values.ts';

/** Absorbs binary rounding, as for the indicators' targets. */
const epsilon = 1e-9;

export const exactly = (value: number, rank: Rank = -1): Quantity => ({
  lo: value,
  hi: value,
  rank,
  facts: noFacts,
  missing: noMissing,
});
export const isKnown = (q: Quantity): boolean => q.lo === q.hi;

function made(a: Quantity, b: Quantity, lo: number, hi: number): Quantity {
  return {
    lo,
    hi,
    rank: Math.max(a.rank, b.rank),
    facts: joined(a.facts, b.facts),
    missing: joined(isKnown(a) ? noMissing : a.missing, isKnown(b) ? noMissing : b.missing),
  };
}

/** 0 × ∞ is 0 here: none of however many is none. */
const times = (a: number, b: number): number => (a === 0 || b === 0 ? 0 : a * b);

function spread(a: Quantity, b: Quantity, ends: readonly number[]): Quantity {
  return made(a, b, Math.min(...ends), Math.max(...ends));
}

const divided = (a: number, b: number): number => (Math.abs(b) === Infinity ? 0 : a / b);

/** The figure that `a operator b` gives: every value it may have lies within. Division by what may be 0 gives no bound. */
export function calculate(operator: '+' | '-' | '*' | '/', a: Quantity, b: Quantity): Quantity {
  switch (operator) {
    case '+':
      return made(a, b, a.lo + b.lo, a.hi + b.hi);
    case '-':
      return made(a, b, a.lo - b.hi, a.hi - b.lo);
    case '*':
      if (isKnown(a) && isKnown(b)) return made(a, b, a.lo * b.lo, a.lo * b.lo);
      return spread(a, b, [times(a.lo, b.lo), times(a.lo, b.hi), times(a.hi, b.lo), times(a.hi, b.hi)]);
    case '/':
      if (b.lo <= 0 && b.hi >= 0) return made(a, b, -Infinity, Infinity);
      if (isKnown(a) && isKnown(b)) return made(a, b, a.lo / b.lo, a.lo / b.lo);
      return spread(a, b, [divided(a.lo, b.lo), divided(a.lo, b.hi), divided(a.hi, b.lo), divided(a.hi, b.hi)]);
  }
}

/** What lies between the least and the greatest of several: none of them is known to be the one. */
export function hull(parts: readonly Quantity[], rank: Rank): Quantity {
  return {
    lo: Math.min(...parts.map((q) => q.lo)),
    hi: Math.max(...parts.map((q) => q.hi)),
    rank: Math.max(rank, ...parts.map((q) => q.rank)),
    facts: parts.flatMap((q) => q.facts),
    missing: parts.flatMap((q) => q.missing),
  };
}

const decided = (yes: boolean, no: boolean): boolean | null => (yes ? true : no ? false : null);

function decide(operator: Comparator, a: Quantity, b: Quantity): { readonly value: boolean | null; readonly margin: number } {
  switch (operator) {
    case '>=': {
      const value = decided(a.lo >= b.hi - epsilon, a.hi < b.lo - epsilon);
      return { value, margin: value ? a.lo - b.hi : a.hi - b.lo };
    }
    case '>': {
      const value = decided(a.lo > b.hi + epsilon, a.hi <= b.lo + epsilon);
      return { value, margin: value ? a.lo - b.hi : a.hi - b.lo };
    }
    case '<=':
      return decide('>=', b, a);
    case '<':
      return decide('>', b, a);
    case '=':
    case '!=': {
      const apart = Math.max(a.lo - b.hi, b.lo - a.hi, 0);
      const equal = decided(isKnown(a) && isKnown(b) && Math.abs(a.lo - b.lo) <= epsilon, apart > epsilon);
      if (operator === '=') return { value: equal, margin: -apart };
      return { value: equal === null ? null : !equal, margin: apart };
    }
  }
}

/** Nothing is measured where a bound is open; what a printed figure could not show is 0. */
function measured(margin: number): number | null {
  if (!Number.isFinite(margin)) return null;
  return Math.abs(margin) <= epsilon ? 0 : margin;
}

/** Compares two figures, which decides when all they may be agree. The margin is in their own unit. */
export function compare(operator: Comparator, a: Quantity, b: Quantity): Truth {
  const { value, margin } = decide(operator, a, b);
  const rank = Math.max(a.rank, b.rank);
  const facts = joined(a.facts, b.facts);
  if (value !== null) return { value, rank, margin: measured(margin), facts, missing: noMissing };
  const missing = joined(isKnown(a) ? noMissing : a.missing, isKnown(b) ? noMissing : b.missing);
  return facts.length === 0 && missing.length === 0 ? plainTruth(null, rank) : { value, rank, margin: null, facts, missing };
}
