import type { Binding } from './bindings.ts';
import type { Judge } from './invariants.ts';
import { type JsonObject, objectTo, type Run } from './run.ts';
import type { Property } from './type-plan.ts';

/** Applies rules to the element entered. */
export function runJudges(judges: readonly Judge[], value: unknown, run: Run): void {
  for (const judge of judges) {
    if (judge.severity === 'warning' && !run.warnings) continue;
    if (!judge.holds(value, run)) objectTo(run, judge.key, undefined, judge.expression, judge.severity);
  }
}

const fits = (binding: Binding, coding: unknown): boolean => {
  const { system, code } = (coding ?? {}) as JsonObject;
  return binding.hasCoding(system, code);
};

/** A Coding must be in a required value set; of a CodeableConcept one coding must. A string bound to one is a code. */
export function checkCoded(binding: Binding, type: string, value: JsonObject, run: Run): void {
  if (type === 'Coding') {
    if (!fits(binding, value)) objectTo(run, 'binding', value['code'] ?? value, binding.url);
  } else if (type === 'CodeableConcept') {
    const { coding } = value;
    const codings: readonly unknown[] = Array.isArray(coding) ? coding : [];
    if (!codings.some((item) => fits(binding, item))) objectTo(run, 'binding', value, binding.url);
  } else if (type === 'Quantity' && typeof value['code'] === 'string' && !fits(binding, value)) {
    objectTo(run, 'binding', value['code'], binding.url);
  }
}

function equal(a: unknown, b: unknown): boolean {
  if (typeof a !== 'object' || a === null || typeof b !== 'object' || b === null) return a === b;
  const keys = Object.keys(a);
  const [left, right] = [a as JsonObject, b as JsonObject];
  return keys.length === Object.keys(b).length && keys.every((key) => Object.hasOwn(b, key) && equal(left[key], right[key]));
}

/** Everything of the pattern is in the value; each item of a pattern's list in some item. */
function contains(value: unknown, pattern: unknown): boolean {
  if (Array.isArray(pattern)) {
    return Array.isArray(value) && pattern.every((wanted) => value.some((item) => contains(item, wanted)));
  }
  if (typeof pattern !== 'object' || pattern === null) return value === pattern;
  if (typeof value !== 'object' || value === null) return false;
  return Object.entries(pattern).every(([key, wanted]) => contains((value as JsonObject)[key], wanted));
}

/** Fixed values and patterns of the element; the base definitions of R4 have none, profiles do. */
export function checkFixed({ fixed, pattern }: Property, value: unknown, run: Run): void {
  if (fixed !== undefined && !equal(value, fixed)) objectTo(run, 'fixed', value, JSON.stringify(fixed));
  if (pattern !== undefined && !contains(value, pattern)) objectTo(run, 'pattern', value, JSON.stringify(pattern));
}
