import type { Definitions, ElementDefinition, TypeDefinition } from '../definitions/types.ts';
import { type Binding, bindingOf } from './bindings.ts';
import type { Judge } from './invariants.ts';
import { type PrimitiveTest, primitiveTests } from './primitives.ts';

/** What stands behind one JSON property. */
export interface Property {
  /** With the leading dot, without a choice's type: `.value` for `valueQuantity`. */
  readonly step: string;
  readonly key: string;
  /** The property of a primitive's id and extensions; for such a property, that of its value. */
  readonly twin: string;
  /** True for `_birthDate`. */
  readonly shadow: boolean;
  readonly array: boolean;
  readonly max: number;
  /** Name of the type: a primitive, a complex type, the path of a backbone element, or `Resource`. */
  readonly type: string;
  /** For a primitive. */
  readonly test: PrimitiveTest | null;
  /** For anything but a primitive and a resource; filled when the type is first met. */
  plan: TypePlan | null;
  readonly binding: Binding | null;
  /** Of a Reference: the types it may point to; null for any. */
  readonly targets: ReadonlySet<string> | null;
  /** Its bit among the type's choice elements, or 0. */
  readonly choice: number;
  readonly required: boolean;
  /** A string in which `#id` may mean a contained resource. */
  readonly mayPoint: boolean;
  readonly fixed: unknown;
  readonly pattern: unknown;
  /** Invariants of this element alone. */
  readonly rules: readonly Judge[];
}

export interface TypePlan {
  readonly name: string;
  readonly properties: ReadonlyMap<string, Property>;
  /** How many elements must be there, and which; each with its step. */
  readonly required: number;
  readonly requiredElements: readonly { readonly step: string; readonly keys: readonly string[] }[];
  readonly rules: readonly Judge[];
}

/** Elements that hold a string of FHIRPath's own type system: they have no id or extensions. */
const bare = new Set(['Element.id', 'Resource.id', 'Extension.url', 'Narrative.div']);

const capitalized = (name: string): string => name.charAt(0).toUpperCase() + name.slice(1);

const pointing = new Set(['uri', 'url', 'canonical', 'oid', 'uuid']);

function propertiesOf(definitions: Definitions, element: ElementDefinition, choice: number, rules: readonly Judge[]): Property[] {
  const { name, path, types, max, min, required } = element;
  return types.flatMap(({ code, targets }) => {
    const key = element.choice ? name + capitalized(code) : name;
    const type = path === 'Resource.id' ? 'id' : code;
    const test = primitiveTests[type] ?? null;
    const property: Property = {
      step: `.${name}`,
      key,
      twin: `_${key}`,
      shadow: false,
      array: max > 1,
      max,
      type,
      test,
      plan: null,
      binding: required === undefined ? null : bindingOf(definitions, required),
      targets: targets === undefined || targets.includes('Resource') ? null : new Set(targets),
      choice,
      required: min > 0,
      mayPoint: pointing.has(type) || path === 'Reference.reference',
      fixed: element.fixed,
      pattern: element.pattern,
      rules,
    };
    if (test === null || bare.has(path)) return [property];
    return [property, { ...property, shadow: true, key: property.twin, twin: key }];
  });
}

/** Lays out a type for checking: every JSON property it may have, and what must be there. */
export function planType(
  definitions: Definitions,
  { name, elements, invariants }: TypeDefinition,
  judgesOf: (invariants: ElementDefinition['invariants'], type: string) => readonly Judge[],
): TypePlan {
  const properties = new Map<string, Property>();
  const requiredElements: { step: string; keys: readonly string[] }[] = [];
  let choices = 0;
  for (const element of elements) {
    const bit = element.choice ? 1 << choices : 0;
    if (element.choice) choices += 1;
    const rules = judgesOf(element.invariants, element.types[0]?.code ?? '');
    const own = propertiesOf(definitions, element, bit, rules);
    for (const property of own) properties.set(property.key, property);
    if (element.min > 0) requiredElements.push({ step: `.${element.name}`, keys: own.map(({ key }) => key) });
  }
  if (choices > 31) throw new Error(`validate: ${name} has more than 31 choice elements`);
  return { name, properties, required: requiredElements.length, requiredElements, rules: judgesOf(invariants, name) };
}
