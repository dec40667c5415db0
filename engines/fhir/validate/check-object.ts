import { checkCoded, checkFixed, runJudges } from './meaning.ts';
import { brokenRule } from './primitives.ts';
import { checkTarget } from './references.ts';
import { enter, fail, failAt, type JsonObject, leave, objectTo, type Run } from './run.ts';
import type { Property, TypePlan } from './type-plan.ts';

/** What checking needs beside a type's own plan. */
export interface Checker {
  readonly planOf: (type: string) => TypePlan;
  readonly resourceTypes: ReadonlySet<string>;
  readonly extension: Property;
  readonly checkResource: (value: unknown, run: Run) => void;
}

const isObject = (value: unknown): value is JsonObject => typeof value === 'object' && value !== null && !Array.isArray(value);

/** Which rule is broken by a value that should be an object and is none. */
export const kindRule = (value: unknown): 'null' | 'single' | 'type' =>
  value === null ? 'null' : Array.isArray(value) ? 'single' : 'type';

/** The name of a property as a step of FHIRPath. */
const stepOf = (key: string): string => (/^[A-Za-z_][A-Za-z0-9_]*$/.test(key) ? `.${key}` : `.\`${key.slice(0, 60)}\``);

/** A primitive's value, at the element entered or, in an array, at its place. */
function checkPrimitive(property: Property, value: unknown, place: number, run: Run): void {
  const { test, step, type } = property;
  if (test !== null && !test(value)) {
    failAt(run, step, place, value === null ? 'null' : brokenRule(type, value), value, type);
    return;
  }
  if (property.mayPoint && run.scope.fragments !== null && (value as string).charCodeAt(0) === 0x23)
    run.scope.fragments.add(value as string);
  if (run.full && (property.binding !== null || property.rules.length > 0)) {
    enter(run, step, place);
    if (property.binding !== null && !property.binding.hasCode(value as string))
      objectTo(run, 'binding', value, property.binding.url);
    runJudges(property.rules, value, run);
    leave(run);
  }
}

/** The object beside a primitive: `{id, extension}`. */
function checkShadow(checker: Checker, value: unknown, hasValue: boolean, run: Run): void {
  if (!isObject(value)) {
    fail(run, 'type', value, 'Element');
    return;
  }
  let children = hasValue ? 1 : 0;
  let count = 0;
  // biome-ignore lint/suspicious/useGuardForIn: parsed JSON inherits nothing, and this walk is most of a validation's time
  for (const key in value) {
    const inner = value[key];
    count += 1;
    if (key === 'extension') {
      children += 1;
      checkProperty(checker, checker.extension, value, inner, run);
    } else if (key !== 'id') failAt(run, stepOf(key), -1, 'unknown-property', inner);
    else if (typeof inner !== 'string' || inner === '') failAt(run, '.id', -1, brokenRule('string', inner), inner, 'string');
  }
  if (count === 0) fail(run, 'empty', value);
  else if (children === 0 && run.full) objectTo(run, 'ele-1', value, 'hasValue() or (children().count() > id.count())');
}

/** `_birthDate`, `_given`: what hangs on primitives. In arrays nulls hold places, and never at both. */
function checkShadows(checker: Checker, property: Property, holder: JsonObject, value: unknown, run: Run): void {
  const { step, twin, array } = property;
  const values = holder[twin];
  if (!array) {
    if (value === null) {
      failAt(run, step, -1, 'null', value);
      return;
    }
    if (Array.isArray(value)) {
      failAt(run, step, -1, 'single', value);
      return;
    }
    enter(run, step, -1);
    checkShadow(checker, value, values !== undefined, run);
    leave(run);
    return;
  }
  if (!Array.isArray(value)) {
    failAt(run, step, -1, 'array', value);
    return;
  }
  if (value.length === 0) {
    failAt(run, step, -1, 'empty', value);
    return;
  }
  const beside: readonly unknown[] = Array.isArray(values) ? values : [];
  if (value.length > property.max) failAt(run, step, -1, 'too-many', undefined, String(property.max));
  for (let i = 0; i < value.length; i += 1) {
    const item: unknown = value[i];
    const hasValue = beside[i] !== undefined && beside[i] !== null;
    if (item === null) {
      if (!hasValue) failAt(run, step, i, 'null', item);
      continue;
    }
    enter(run, step, i);
    checkShadow(checker, item, hasValue, run);
    leave(run);
  }
}

/** A complex value or resource at the element entered. */
function checkComplex(checker: Checker, property: Property, value: unknown, run: Run): void {
  if (property.type === 'Resource') {
    checker.checkResource(value, run);
    return;
  }
  if (!isObject(value)) {
    fail(run, kindRule(value), value, property.type);
    return;
  }
  property.plan ??= checker.planOf(property.type);
  const before = run.faults;
  checkObject(checker, property.plan, value, run);
  if (!run.full || run.faults !== before) return;
  if (property.binding !== null) checkCoded(property.binding, property.type, value, run);
  if (property.type === 'Reference') checkTarget(value, property.targets, checker.resourceTypes, run);
  if (property.fixed !== undefined || property.pattern !== undefined) checkFixed(property, value, run);
  runJudges(property.rules, value, run);
}

function checkProperty(checker: Checker, property: Property, holder: JsonObject, value: unknown, run: Run): void {
  const { step, array, test } = property;
  if (!array) {
    if (test === null) {
      enter(run, step, -1);
      checkComplex(checker, property, value, run);
      leave(run);
    } else if (Array.isArray(value)) failAt(run, step, -1, 'single', value);
    else checkPrimitive(property, value, -1, run);
    return;
  }
  if (!Array.isArray(value)) {
    failAt(run, step, -1, 'array', value);
    return;
  }
  if (value.length === 0) {
    failAt(run, step, -1, 'empty', value);
    return;
  }
  if (value.length > property.max) failAt(run, step, -1, 'too-many', undefined, String(property.max));
  for (let i = 0; i < value.length; i += 1) {
    const item: unknown = value[i];
    if (test === null) {
      enter(run, step, i);
      checkComplex(checker, property, item, run);
      leave(run);
    } else if (item !== null || !hasTwin(holder[property.twin], i)) checkPrimitive(property, item, i, run);
  }
}

const hasTwin = (twins: unknown, place: number): boolean => Array.isArray(twins) && isObject(twins[place]);

/** Which element that must be there is not. */
function failMissing(plan: TypePlan, value: JsonObject, run: Run): void {
  for (const { step, keys } of plan.requiredElements) {
    if (!keys.some((key) => Object.hasOwn(value, key))) failAt(run, step, -1, 'required', undefined);
  }
}

/** Checks every property of an object against its type; the path to the object is entered already. */
export function checkObject(checker: Checker, plan: TypePlan, value: JsonObject, run: Run): void {
  const { properties } = plan;
  const before = run.faults;
  let required = 0;
  let chosen = 0;
  let children = 0;
  // biome-ignore lint/suspicious/useGuardForIn: parsed JSON inherits nothing, and this walk is most of a validation's time
  for (const key in value) {
    const property = properties.get(key);
    if (property === undefined) {
      if (key !== 'resourceType' || run.scope.resource !== value) failAt(run, stepOf(key), -1, 'unknown-property', value[key]);
      continue;
    }
    if (key !== 'id') children += 1;
    if (property.shadow) {
      checkShadows(checker, property, value, value[key], run);
      if (value[property.twin] !== undefined) continue;
    } else checkProperty(checker, property, value, value[key], run);
    if (property.required) required += 1;
    if (property.choice !== 0) {
      if ((chosen & property.choice) !== 0) failAt(run, property.step, -1, 'choice', value[key]);
      chosen |= property.choice;
    }
  }
  // Of a required choice given twice both count; it has an error already.
  if (required < plan.required) failMissing(plan, value, run);
  if (children === 0 && run.faults === before && run.scope.resource !== value) {
    if (!Object.hasOwn(value, 'id')) fail(run, 'empty', value);
    else if (run.full) objectTo(run, 'ele-1', value, 'hasValue() or (children().count() > id.count())');
  }
  if (run.full && run.faults === before) runJudges(plan.rules, value, run);
}
