import type { Definitions, TypeDefinition } from '../definitions/types.ts';
import { isAnyResource, membersOf } from './members.ts';
import type { View } from './view.ts';

/** What is kept of an object, by JSON name: everything below it, or what its own plan keeps. Names not there go. */
export type Keep = ReadonlyMap<string, Kept>;

export interface Kept {
  /** Absent: all of it. */
  readonly within?: Keep;
  /** Mandatory: whatever its own plan says, something of it stays. */
  readonly required: boolean;
  /** Whether the id and extensions beside a primitive (`_name`) stay too. */
  readonly beside: boolean;
}

type Choose = (member: { readonly name: string; readonly summary: boolean; readonly min: number }) => boolean | 'within';

/** Elements of every resource that say what it is, or change the meaning of the others. */
const always = new Set(['id', 'meta', 'implicitRules', 'modifierExtension']);

function planOf(
  definition: TypeDefinition,
  choose: Choose,
  within: (type: string, name: string) => Keep | undefined,
  besides: boolean,
): Keep {
  const keep = new Map<string, Kept>();
  for (const [name, { element, type }] of membersOf(definition)) {
    const chosen = choose(element);
    if (chosen === false) continue;
    const required = element.min > 0;
    const inner = chosen === 'within' ? within(type, element.name) : undefined;
    keep.set(name, { required, beside: besides || required, ...(inner && { within: inner }) });
  }
  return keep;
}

/** Of these a part would be worse than none. */
const whole = new Set(['meta', 'modifierExtension']);

/** True for types whose own elements are marked; primitives and whole resources are kept as they are. */
const isDivided = (definition: TypeDefinition | undefined): definition is TypeDefinition =>
  definition !== undefined && (definition.kind === 'complex' || definition.kind === 'backbone');

/** Elements marked for the summary, and mandatory ones, down to the last level. */
function summaryPlans(definitions: Definitions): (type: string) => Keep | undefined {
  const plans = new Map<string, Map<string, Kept>>();
  const planFor = (type: string): Keep | undefined => {
    const ready = plans.get(type);
    if (ready) return ready;
    const definition = definitions.types.get(type);
    if (!definition || isAnyResource(type) || !(definition.kind === 'resource' || isDivided(definition))) return undefined;
    const plan = new Map<string, Kept>();
    // Entered before it is filled: types may hold themselves.
    plans.set(type, plan);
    const choose: Choose = ({ name, summary, min }) => (whole.has(name) ? true : summary || min > 0 ? 'within' : false);
    // Extensions of primitives are no part of a summary, unless one stands for a mandatory value.
    for (const [name, kept] of planOf(definition, choose, planFor, false)) plan.set(name, kept);
    return plan;
  };
  return planFor;
}

/** Top-level elements named, and mandatory ones; of an element named by a longer path what that path names. */
function elementsPlan(definitions: Definitions, type: string, paths: readonly (readonly string[])[]): Keep | undefined {
  const definition = definitions.types.get(type);
  if (!definition) return undefined;
  return planOf(
    definition,
    ({ name, min }) => {
      if (always.has(name) || min > 0) return true;
      const named = paths.filter(([first]) => first === name || namesChoice(definition, first, name));
      if (named.length === 0) return false;
      return named.some((path) => path.length === 1) ? true : 'within';
    },
    (inner, name) => {
      const rest = paths.filter(([first]) => first === name || namesChoice(definition, first, name)).map(([, ...path]) => path);
      return isDivided(definitions.types.get(inner)) ? elementsPlan(definitions, inner, rest) : undefined;
    },
    true,
  );
}

/** True when a name such as `valueQuantity` is one of a choice's. */
const namesChoice = (definition: TypeDefinition, written: string | undefined, name: string): boolean =>
  written !== undefined && membersOf(definition).get(written)?.element.name === name;

const onlyText: Choose = ({ name, min }) => name === 'text' || always.has(name) || min > 0;
const noText: Choose = ({ name }) => name !== 'text';

/** How each type is cut down for a view; undefined for a view that cuts nothing, or a type that is not known. */
export function keepPlans(view: View, definitions: Definitions): (type: string) => Keep | undefined {
  const summary = summaryPlans(definitions);
  const ready = new Map<string, Keep | undefined>();
  const make = (type: string): Keep | undefined => {
    const definition = definitions.types.get(type);
    if (!definition) return undefined;
    if (view.kind === 'summary') return summary(type);
    if (view.kind === 'text') return planOf(definition, onlyText, () => undefined, true);
    if (view.kind === 'data') return planOf(definition, noText, () => undefined, true);
    if (view.kind !== 'elements') return undefined;
    const paths = view.elements.filter((element) => element.type === null || element.type === type).map(({ path }) => path);
    return elementsPlan(definitions, type, paths);
  };
  return (type) => {
    if (!ready.has(type)) ready.set(type, make(type));
    return ready.get(type);
  };
}
