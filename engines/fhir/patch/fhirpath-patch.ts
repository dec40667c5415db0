import type { Definitions } from '../definitions/types.ts';
import type { TypedNode } from '../fhirpath/compile.ts';
import type { JsonObject } from '../json/scan.ts';
import type { Result } from '../refusal.ts';
import { buildValue, type Slot, slotOf } from './build-value.ts';
import { isObject } from './json-value.ts';
import { keepIdentity } from './keep-identity.ts';
import { type Place, placeOf, selectNodes, stepsInto } from './locate.ts';
import { invalidPatch, type PatchLimits, patchLimits, unfitPatch } from './patch-refusal.ts';
import { operationsField, type PathOperation, readOperations } from './read-operations.ts';
import { changeObject, type Item, readItems, writeItems } from './slots.ts';

/** What one operation is applied to. */
interface Work {
  readonly resource: JsonObject;
  readonly operation: PathOperation;
  readonly at: number;
  readonly definitions: Definitions;
}

type Patched = Result<JsonObject>;

const unfit = (
  { operation, at }: Work,
  rule: string,
  zh: string,
  en: string,
  part = 'path',
): { readonly ok: false } & Extract<Patched, { ok: false }> =>
  unfitPatch(operationsField, operation.path, {
    at,
    part: `part('${part}')`,
    rule,
    value: part === 'path' ? operation.path : undefined,
    zh,
    en,
  });

const select = (work: Work, path: string): Result<readonly TypedNode[]> => {
  const selection = selectNodes(work.resource, path, work.definitions);
  if (selection.ok) return { ok: true, value: selection.nodes };
  const { rule, zh, en } = selection;
  if (rule !== 'fhirpath') return unfit(work, rule, zh, en);
  // What is no path is wrong whatever it is applied to.
  return invalidPatch(operationsField, { at: work.at, part: "part('path')", rule, value: path, zh, en });
};

/** The one element a path must select. */
function selectOne(work: Work, path: string): Result<TypedNode> {
  const nodes = select(work, path);
  if (!nodes.ok) return nodes;
  const [node, second] = nodes.value;
  if (node && !second) return { ok: true, value: node };
  const count = nodes.value.length;
  return unfit(
    work,
    'one-element',
    `路径须选中一个元素，现选中 ${count} 个`,
    `the path must select one element; it selects ${count}`,
  );
}

const slotAt = ({ definitions }: Work, type: string, name: string): Slot | undefined => {
  const definition = definitions.types.get(type);
  return definition && slotOf(definition, name);
};

/** The resource with the values at a place changed. */
const rewrite = (
  work: Work,
  { holder, key }: Pick<Place, 'holder' | 'key'>,
  list: boolean,
  change: (items: readonly Item[]) => readonly Item[],
): Patched => ({
  ok: true,
  value: changeObject(work.resource, holder, (object) =>
    writeItems(object, key, change(readItems(object, key)), list),
  ) as JsonObject,
});

function add(work: Work, operation: PathOperation & { readonly type: 'add' }): Patched {
  const parent = selectOne(work, operation.path);
  if (!parent.ok) return parent;
  const { type, value, shape, extra } = parent.value;
  const slot = slotAt(work, type, operation.name);
  if (!slot || (shape.primitive && slot.element.name === 'value'))
    return unfit(work, 'known-element', `${type} 没有元素 ${operation.name}`, `${type} has no element ${operation.name}`, 'name');
  const { element } = slot;
  const built = buildValue(work.definitions, slot, operation.value);
  if (!built.ok) return unfit(work, built.misfit.rule, built.misfit.zh, built.misfit.en, 'value');
  const holder = shape.primitive ? extra : value;
  const every = element.choice
    ? element.types.map(({ code }) => `${element.name}${code.charAt(0).toUpperCase()}${code.slice(1)}`)
    : [element.name];
  const count = isObject(holder) ? every.reduce((sum, key) => sum + readItems(holder, key).length, 0) : 0;
  if (count >= element.max)
    return unfit(
      work,
      'already-there',
      `${element.path} 已有值，请用 replace`,
      `${element.path} has a value already; use replace`,
      'name',
    );
  const { key, item } = built.value;
  return rewrite(work, { holder: stepsInto(parent.value), key }, element.max > 1, (items) => [...items, item]);
}

/** The list that a path means: the siblings it selects or, where there are none yet, the name at its end. */
function selectList(work: Work): Result<{ readonly place: Place; readonly slot: Slot }> {
  const { path } = work.operation;
  const nodes = select(work, path);
  if (!nodes.ok) return nodes;
  let place: Place | undefined;
  const [first] = nodes.value;
  if (first) {
    const same = nodes.value.every(({ parent, key }) => parent === first.parent && key === first.key);
    place = same ? placeOf(first) : undefined;
  } else {
    const [, above, key] = /^(.+)\.\s*`?([A-Za-z]\w*)`?\s*$/s.exec(path) ?? [];
    const parent = above === undefined ? undefined : selectOne(work, above);
    if (parent && !parent.ok) return parent;
    if (parent && key !== undefined) place = { holder: stepsInto(parent.value), holderType: parent.value.type, key, index: 0 };
  }
  const slot = place && slotAt(work, place.holderType, place.key);
  if (place && slot && slot.element.max > 1) return { ok: true, value: { place, slot } };
  return unfit(work, 'list', '路径须选中同一个可重复元素的各项', 'the path must select the items of one repeating element');
}

const outOfRange = (work: Work, part: string, index: number, most: number) =>
  unfit(
    work,
    'index-in-range',
    `${part} 须在 0 到 ${most} 之间，现为 ${index}`,
    `${part} must be from 0 to ${most}; it is ${index}`,
    part,
  );

const itemsAt = ({ resource }: Work, { holder, key }: Place): readonly Item[] => {
  let value: unknown = resource;
  for (const step of holder) value = (value as Readonly<Record<string | number, unknown>> | null | undefined)?.[step];
  return isObject(value) ? readItems(value, key) : [];
};

function insert(work: Work, { index, value }: PathOperation & { readonly type: 'insert' }): Patched {
  const list = selectList(work);
  if (!list.ok) return list;
  const { place, slot } = list.value;
  const { length } = itemsAt(work, place);
  if (index > length) return outOfRange(work, 'index', index, length);
  const built = buildValue(work.definitions, slot, value);
  if (!built.ok) return unfit(work, built.misfit.rule, built.misfit.zh, built.misfit.en, 'value');
  return rewrite(work, place, true, (items) => items.toSpliced(index, 0, built.value.item));
}

function move(work: Work, { source, destination }: PathOperation & { readonly type: 'move' }): Patched {
  const list = selectList(work);
  if (!list.ok) return list;
  const { place } = list.value;
  const last = itemsAt(work, place).length - 1;
  if (source > last) return outOfRange(work, 'source', source, last);
  if (destination > last) return outOfRange(work, 'destination', destination, last);
  return rewrite(work, place, true, (items) =>
    items.toSpliced(source, 1).toSpliced(destination, 0, ...items.slice(source, source + 1)),
  );
}

const notTheResource = (work: Work) =>
  unfit(work, 'element-of-resource', '不能对整个资源这样做', 'this cannot be done to the resource itself');

function remove(work: Work): Patched {
  const nodes = select(work, work.operation.path);
  if (!nodes.ok) return nodes;
  // R4: what is not there need not be deleted.
  if (nodes.value.length === 0) return { ok: true, value: work.resource };
  const node = selectOne(work, work.operation.path);
  const place = node.ok ? placeOf(node.value) : undefined;
  if (!node.ok) return node;
  if (!place) return notTheResource(work);
  return rewrite(work, place, node.value.index >= 0, (items) => items.toSpliced(place.index, 1));
}

function replace(work: Work, { path, value }: PathOperation & { readonly type: 'replace' }): Patched {
  const node = selectOne(work, path);
  if (!node.ok) return node;
  const place = placeOf(node.value);
  if (!place) return notTheResource(work);
  const member = slotAt(work, place.holderType, place.key);
  // A choice may be replaced by another of its types.
  const slot = member && slotAt(work, place.holderType, member.element.name);
  if (!slot) return unfit(work, 'known-element', '定义中没有此元素', 'the definitions have no such element');
  const built = buildValue(work.definitions, slot, value);
  if (!built.ok) return unfit(work, built.misfit.rule, built.misfit.zh, built.misfit.en, 'value');
  const { key, item } = built.value;
  if (key === place.key) return rewrite(work, place, node.value.index >= 0, (items) => items.with(place.index, item));
  const without = rewrite(work, place, false, () => []);
  return without.ok ? rewrite({ ...work, resource: without.value }, { ...place, key }, false, () => [item]) : without;
}

function apply(work: Work): Patched {
  const { operation } = work;
  switch (operation.type) {
    case 'add':
      return add(work, operation);
    case 'insert':
      return insert(work, operation);
    case 'delete':
      return remove(work);
    case 'replace':
      return replace(work, operation);
    case 'move':
      return move(work, operation);
  }
}

/**
 * A resource patched by a FHIRPath Patch (https://hl7.org/fhir/R4/fhirpatch.html), all operations or none. It keeps its kind, id and
 * version; nothing empty is left behind. Whether it is still valid is for the validation to say.
 */
export function patchByFhirPath(
  resource: JsonObject,
  patch: unknown,
  definitions: Definitions,
  limits: PatchLimits = patchLimits,
): Result<JsonObject> {
  const operations = readOperations(patch, definitions, limits);
  if (!operations.ok) return operations;
  let current = resource;
  for (const [at, operation] of operations.value.entries()) {
    const next = apply({ resource: current, operation, at, definitions });
    if (!next.ok) return next;
    current = next.value;
  }
  return keepIdentity(resource, current, limits);
}
