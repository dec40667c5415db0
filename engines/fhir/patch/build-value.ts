import type { Definitions, ElementDefinition, TypeDefinition } from '../definitions/types.ts';
import type { JsonObject } from '../json/scan.ts';
import { membersOf } from '../subset/members.ts';
import type { PartValue } from './read-operations.ts';
import { type Item, readItems, writeItems } from './slots.ts';

/** An element of a type as a patch names it: `value` and `valueQuantity` are the same element, the latter of one type. */
export interface Slot {
  readonly element: ElementDefinition;
  /** Types that may stand there. */
  readonly types: readonly string[];
}

/** A value ready to be put under a JSON name. */
export interface Built {
  readonly key: string;
  readonly item: Item;
}

/** Why a value does not fit. */
export interface Misfit {
  readonly rule: string;
  readonly zh: string;
  readonly en: string;
}

export type Building<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly misfit: Misfit };

const misfit = (rule: string, zh: string, en: string): { readonly ok: false; readonly misfit: Misfit } => ({
  ok: false,
  misfit: { rule, zh, en },
});

/** The element of a type by the name a patch gives it. */
export function slotOf(type: TypeDefinition, name: string): Slot | undefined {
  const element = type.elements.find((item) => item.name === name);
  if (element) return { element, types: element.types.map(({ code }) => code) };
  const member = membersOf(type).get(name);
  return member && { element: member.element, types: [member.type] };
}

const capital = (code: string): string => code.charAt(0).toUpperCase() + code.slice(1);

const keyOf = ({ name, choice }: ElementDefinition, type: string): string => (choice ? name + capital(type) : name);

/** How a primitive is written in JSON; undefined for what is none. */
function written(definitions: Definitions, code: string): string | undefined {
  const type = definitions.types.get(code);
  if (code.startsWith('System.')) return 'string';
  if (type?.kind !== 'primitive') return undefined;
  if (type.system === 'System.Boolean') return 'boolean';
  return type.system === 'System.Integer' || type.system === 'System.Decimal' ? 'number' : 'string';
}

const isA = (definitions: Definitions, code: string, wanted: string): boolean => {
  for (
    let type = definitions.types.get(code);
    type;
    type = type.base === undefined ? undefined : definitions.types.get(type.base)
  )
    if (type.name === wanted) return true;
  return false;
};

/**
 * The type among those an element may have that a value of `given` is put there as. Primitives written alike pass for each other
 * where the element has one type (clients send valueString for a code); the validation that follows judges the text.
 */
function typeFor(definitions: Definitions, types: readonly string[], given: string): string | undefined {
  if (types.includes(given)) return given;
  const [only, second] = types;
  if (only === undefined || second !== undefined) return undefined;
  const [a, b] = [written(definitions, only), written(definitions, given)];
  if (a !== undefined || b !== undefined) return a === b ? only : undefined;
  return isA(definitions, given, only) || isA(definitions, only, given) ? only : undefined;
}

/** The JSON that a part of a patch gives for an element, with the JSON name it goes under. */
export function buildValue(definitions: Definitions, { element, types }: Slot, given: PartValue): Building<Built> {
  const listed = types.join(', ');
  if (given.kind === 'typed') {
    const type = typeFor(definitions, types, given.type);
    if (type !== undefined)
      return { ok: true, value: { key: keyOf(element, type), item: { value: given.value, extra: given.extra } } };
    return misfit(
      'type-of-element',
      `${element.path} 的类型须为 ${listed}，不是 ${given.type}`,
      `${element.path} takes ${listed}, not ${given.type}`,
    );
  }
  const [type, second] = types;
  if (given.kind === 'resource') {
    if (type === 'Resource') return { ok: true, value: { key: element.name, item: { value: given.value, extra: undefined } } };
    return misfit('type-of-element', `${element.path} 不能放入资源`, `${element.path} takes no resource`);
  }
  const definition = type === undefined || second !== undefined ? undefined : definitions.types.get(type);
  if (type === undefined || !definition || definition.kind === 'primitive' || type === 'Resource')
    return misfit(
      'type-of-element',
      `${element.path} 不能由各部分组成，须用 value[x]`,
      `${element.path} is not made of parts; use value[x]`,
    );
  const object = buildObject(definitions, definition, given.parts);
  return object.ok ? { ok: true, value: { key: keyOf(element, type), item: { value: object.value, extra: undefined } } } : object;
}

function buildObject(
  definitions: Definitions,
  type: TypeDefinition,
  parts: readonly { readonly name: string; readonly value: PartValue }[],
): Building<JsonObject> {
  let object: JsonObject = {};
  for (const { name, value } of parts) {
    const slot = slotOf(type, name);
    if (!slot) return misfit('known-element', `${type.name} 没有元素 ${name}`, `${type.name} has no element ${name}`);
    const built = buildValue(definitions, slot, value);
    if (!built.ok) return built;
    const { key, item } = built.value;
    const there = readItems(object, key);
    if (there.length >= slot.element.max)
      return misfit(
        'cardinality',
        `${slot.element.path} 最多 ${slot.element.max} 个`,
        `${slot.element.path} takes at most ${slot.element.max}`,
      );
    object = writeItems(object, key, [...there, item], slot.element.max > 1);
  }
  return { ok: true, value: object };
}
