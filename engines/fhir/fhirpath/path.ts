import { type Code, codeOf, truthOf } from './code.ts';
import { type Model, type Shape, type Slot, slotsNamed } from './model.ts';
import { countItems, holderOf, isObject, nothing, pushChildren, type TypedNode } from './node.ts';

/** `$this`: the focus. */
export const focusCode: Code = {
  many: ({ focus, all }) => (focus ? [focus] : all),
  truth: ({ focus, all }) => truthOf(focus ? [focus] : all),
  some: ({ focus, all }) => focus !== null || all.length > 0,
  count: ({ focus, all }) => (focus ? 1 : all.length),
};

type Step = (node: TypedNode) => readonly Slot[] | undefined;

/** Where a name stands in a type; the type seen last is remembered, since most steps only ever see one. */
function slotFinder(model: Model, name: string): Step {
  let shape: Shape | null = null;
  let slots: readonly Slot[] | undefined;
  return (node) => {
    if (node.shape !== shape) {
      slots = slotsNamed(model, node.shape, name);
      shape = node.shape;
    }
    return slots;
  };
}

const filled = (value: unknown): boolean =>
  Array.isArray(value) ? value.some((item) => item !== null && item !== undefined) : value !== undefined && value !== null;

/** True when a node has any child in these slots: looks, makes nothing. */
function hasChild(node: TypedNode, slots: readonly Slot[]): boolean {
  const holder = holderOf(node);
  if (!isObject(holder)) return false;
  for (const { key, extraKey, shape } of slots) {
    if (filled(holder[key]) || (shape?.primitive && filled(holder[extraKey]))) return true;
  }
  return false;
}

function countIn(node: TypedNode, slots: readonly Slot[]): number {
  const holder = holderOf(node);
  if (!isObject(holder)) return 0;
  let count = 0;
  for (const { key, extraKey, shape } of slots) count += countItems(holder[key], shape?.primitive ? holder[extraKey] : undefined);
  return count;
}

/** `left.name`. */
export function stepCode(model: Model, left: Code, name: string): Code {
  const find = slotFinder(model, name);
  return codeWith(
    (scope) => {
      const into: TypedNode[] = [];
      for (const node of left.many(scope)) {
        const slots = find(node);
        if (slots) pushChildren(model, node, slots, into);
      }
      return into;
    },
    (scope) => {
      for (const node of left.many(scope)) {
        const slots = find(node);
        if (slots && hasChild(node, slots)) return true;
      }
      return false;
    },
    (scope) => {
      let count = 0;
      for (const node of left.many(scope)) {
        const slots = find(node);
        if (slots) count += countIn(node, slots);
      }
      return count;
    },
  );
}

const codeWith = (many: Code['many'], some: Code['some'], count: Code['count']): Code => ({ ...codeOf(many), some, count });

/** A name at the start of a path: a child of the focus or, as in `Patient.name`, the focus itself by its type. */
export function startCode(model: Model, name: string): Code {
  if (!model.shapes.has(name) || !/^[A-Z]/.test(name)) return firstStep(model, name);
  const fits = ({ shape }: TypedNode): boolean => shape.namespace === 'FHIR' && shape.ancestors.has(name);
  return codeOf(({ focus, all }) => {
    if (focus) return fits(focus) ? [focus] : nothing;
    return all.every(fits) ? all : nothing;
  });
}

function firstStep(model: Model, name: string): Code {
  const find = slotFinder(model, name);
  const general = stepCode(model, focusCode, name);
  return codeWith(
    (scope) => {
      const { focus } = scope;
      if (!focus) return general.many(scope);
      const slots = find(focus);
      if (!slots) return nothing;
      const into: TypedNode[] = [];
      pushChildren(model, focus, slots, into);
      return into;
    },
    (scope) => {
      const { focus } = scope;
      if (!focus) return general.some(scope);
      const slots = find(focus);
      return slots !== undefined && hasChild(focus, slots);
    },
    (scope) => {
      const { focus } = scope;
      if (!focus) return general.count(scope);
      const slots = find(focus);
      return slots ? countIn(focus, slots) : 0;
    },
  );
}
