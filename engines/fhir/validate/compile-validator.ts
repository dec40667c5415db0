import type { Definitions } from '../definitions/types.ts';
import type { Ucum } from '../fhirpath/compile.ts';
import { type Checker, checkObject, kindRule } from './check-object.ts';
import { judgeByFhirPath } from './fhirpath-judge.ts';
import { handWritten } from './hand-written.ts';
import { type Judge, type JudgeMaker, judgesOf } from './invariants.ts';
import type { Issue } from './issues.ts';
import { enter, fail, failAt, type JsonObject, leave, objectTo, type Run, startRun } from './run.ts';
import { planType, type TypePlan } from './type-plan.ts';

export interface ValidatorOptions {
  /** Compares quantities across units in invariants. */
  readonly ucum?: Ucum;
  /** Judges invariants otherwise than by the FHIRPath engine. */
  readonly invariants?: JudgeMaker;
  /** Rules judged by code of our own, by key; a test leaves them out to compare. */
  readonly byHand?: Readonly<Record<string, Judge['holds']>>;
  /** Issues listed at most; one more says that there are others. 100 unless given. */
  readonly most?: number;
}

export interface Depth {
  /** `structure`: shape, cardinality, types and formats. `full`: also bindings, references and invariants. */
  readonly level: 'structure' | 'full';
  /** Invariants of severity warning too. */
  readonly warnings?: boolean;
}

/** Judges a resource; empty when nothing is wrong with it. */
export type Validate = (resource: unknown, depth: Depth) => readonly Issue[];

const isObject = (value: unknown): value is JsonObject => typeof value === 'object' && value !== null && !Array.isArray(value);

/** What stands around a resource's elements; those contained share their container's. */
function scopeOf(value: JsonObject, within: boolean, run: Run): Run['scope'] {
  if (within) return { ...run.scope, resource: value };
  const { contained } = value;
  if (!run.full || !Array.isArray(contained)) return { resource: value, root: value, contained: null, fragments: null };
  const types = contained.filter(isObject).map(({ id, resourceType }) => [id, resourceType] as const);
  return { resource: value, root: value, contained: new Map(types), fragments: new Set() };
}

function checkContainedIds(value: JsonObject, run: Run): void {
  const { contained } = value;
  if (!Array.isArray(contained)) return;
  const seen = new Set<unknown>();
  for (let i = 0; i < contained.length; i += 1) {
    const { id } = contained[i] as JsonObject;
    if (id !== undefined && seen.has(id)) {
      enter(run, '.contained', i);
      enter(run, '.id', -1);
      objectTo(run, 'duplicate-id', id);
      leave(run);
      leave(run);
    }
    seen.add(id);
  }
}

/**
 * A validator for all types of the definitions. Each type is laid out when it is first met; `validate` then walks the
 * resource once and makes nothing as long as nothing is wrong. The depth of the resource must be bounded by who parsed it.
 */
export function compileValidator(definitions: Definitions, options: ValidatorOptions = {}): Validate {
  const { ucum, invariants, byHand = handWritten, most = 100 } = options;
  const make = invariants ?? judgeByFhirPath(definitions, ucum);
  const plans = new Map<string, TypePlan>();
  const resourceTypes = new Set(definitions.resourceTypes);
  const planOf = (name: string): TypePlan => {
    const known = plans.get(name);
    if (known) return known;
    const type = definitions.types.get(name);
    if (!type) throw new Error(`validate: no type ${name}`);
    const plan = planType(definitions, type, (rules, at) => judgesOf(rules, at, byHand, make));
    plans.set(name, plan);
    return plan;
  };
  const extension = planOf('Element').properties.get('extension');
  if (!extension) throw new Error('validate: Element has no extension');

  const checkResource = (value: unknown, run: Run): void => {
    if (!isObject(value)) {
      fail(run, kindRule(value), value, 'Resource');
      return;
    }
    const { resourceType } = value;
    const atRoot = run.depth === 0;
    if (typeof resourceType !== 'string' || !resourceTypes.has(resourceType)) {
      if (atRoot) enter(run, '$', -1);
      failAt(run, '.resourceType', -1, resourceType === undefined ? 'required' : 'resource-type', resourceType);
      if (atRoot) leave(run);
      return;
    }
    const outer = run.scope;
    const contained = !atRoot && run.steps[run.depth - 1] === '.contained';
    if (atRoot) enter(run, resourceType, -1);
    run.scope = scopeOf(value, contained, run);
    const before = run.faults;
    checkObject(checker, planOf(resourceType), value, run);
    if (run.full && run.faults === before) checkContainedIds(value, run);
    run.scope = outer;
    if (atRoot) leave(run);
  };
  const checker: Checker = { planOf, resourceTypes, extension, checkResource };

  return (resource, { level, warnings = false }) => {
    const run = startRun(level === 'full', warnings, most);
    checkResource(resource, run);
    return run.issues;
  };
}
