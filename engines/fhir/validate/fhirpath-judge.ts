import type { Definitions, Invariant } from '../definitions/types.ts';
import { compile, FhirPathError, nodeFor, type Ucum } from '../fhirpath/compile.ts';
import type { Judge, JudgeMaker } from './invariants.ts';

/**
 * Rules whose expression yields nothing, instead of true, where what it speaks of is absent or cannot be compared: an entry without
 * fullUrl, a prediction without probability, 2020 against 2020-05, mg against mL. For all others nothing means broken, because
 * their sense hangs on it: `repeats = true` must not pass where repeats is absent.
 */
const nothingHolds = new Set(['bdl-8', 'ras-2', 'rng-2', 'per-1']);

/**
 * Judges invariants by the FHIRPath engine. An expression that breaks off on a resource (several items where one is needed)
 * counts as broken: what it asks for is not there. Without `ucum` quantities compare only within one unit.
 */
export function judgeByFhirPath(definitions: Definitions, ucum?: Ucum): JudgeMaker {
  return ({ key, severity, expression }: Invariant, type: string): Judge['holds'] => {
    const compiled = compile(expression, definitions);
    const lenient = severity === 'warning' || nothingHolds.has(key);
    return (value, { scope }) => {
      const node = nodeFor(definitions, value, type);
      if (!node) throw new Error(`validate: no type ${type}`);
      try {
        const truth = compiled.truth(node, { resource: scope.resource, rootResource: scope.root, ...(ucum && { ucum }) });
        return lenient ? truth !== false : truth === true;
      } catch (error) {
        if (error instanceof FhirPathError) return false;
        throw error;
      }
    };
  };
}
