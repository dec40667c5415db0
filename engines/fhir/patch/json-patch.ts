import type { JsonObject } from '../json/scan.ts';
import type { Result } from '../refusal.ts';
import { changeAt, indexOf, lookUp, readPointer } from './json-pointer.ts';
import { isObject, measure, sameJson } from './json-value.ts';
import { keepIdentity } from './keep-identity.ts';
import { failedTest, hugePatch, invalidPatch, noPatch, type PatchLimits, patchLimits, unfitPatch } from './patch-refusal.ts';

interface Operation {
  readonly op: 'add' | 'remove' | 'replace' | 'move' | 'copy' | 'test';
  readonly path: string;
  readonly to: readonly string[];
  readonly from?: readonly string[];
  readonly fromText?: string;
  readonly value?: unknown;
}

const names = new Set(['add', 'remove', 'replace', 'move', 'copy', 'test']);
const root = 'patch';

/** One operation of a patch with its pointers read, or what is wrong with its form. */
function readOperation(item: unknown, at: number, { depth }: PatchLimits): Result<Operation> {
  const invalid = (part: string, rule: string, value: unknown, zh: string, en: string): Result<Operation> =>
    invalidPatch(root, { at, part, rule, value, zh, en });
  if (!isObject(item)) return invalid('', 'object', item, '每个操作须是一个对象', 'an operation must be an object');
  const { op, path, from, value } = item;
  if (typeof op !== 'string' || !names.has(op)) {
    const list = [...names].join(', ');
    return invalid('op', 'known-operation', op ?? null, `op 须为 ${list} 之一`, `op must be one of ${list}`);
  }
  const pointer = (part: string, text: unknown): Result<readonly string[]> => {
    const tokens = typeof text === 'string' ? readPointer(text) : undefined;
    if (tokens && tokens.length <= depth) return { ok: true, value: tokens };
    return invalidPatch(root, {
      at,
      part,
      rule: 'json-pointer',
      value: text ?? null,
      zh: `${part} 须为 JSON 指针（RFC 6901），如 /name/0/family，至多 ${depth} 层`,
      en: `${part} must be a JSON Pointer (RFC 6901) such as /name/0/family, of at most ${depth} levels`,
    });
  };
  const to = pointer('path', path);
  if (!to.ok) return to;
  const operation = { op: op as Operation['op'], path: String(path), to: to.value };
  if (op === 'move' || op === 'copy') {
    const source = pointer('from', from);
    if (!source.ok) return source;
    const inside =
      op === 'move' && to.value.length > source.value.length && source.value.every((token, i) => token === to.value[i]);
    if (inside)
      return invalid('from', 'not-into-itself', from, '不能把一个值移入它自身之内', 'a value cannot be moved into itself');
    return { ok: true, value: { ...operation, from: source.value, fromText: String(from) } };
  }
  if (op !== 'remove' && !Object.hasOwn(item, 'value'))
    return invalid('value', 'required', undefined, `${op} 须有 value`, `${op} needs a value`);
  return { ok: true, value: { ...operation, value } };
}

/** The document with a value put where the pointer says: inserted into a list, set in an object. */
function add(document: unknown, tokens: readonly string[], value: unknown): { readonly value: unknown } | undefined {
  if (tokens.length === 0) return { value };
  return changeAt(document, tokens, (holder, token) => {
    if (Array.isArray(holder)) {
      const index = token === '-' ? holder.length : indexOf(token, holder.length + 1);
      return index === undefined ? undefined : holder.toSpliced(index, 0, value);
    }
    return isObject(holder) ? { ...holder, [token]: value } : undefined;
  });
}

/** The document without what the pointer leads to. */
function remove(document: unknown, tokens: readonly string[]): { readonly value: unknown } | undefined {
  if (tokens.length === 0) return { value: null };
  return changeAt(document, tokens, (holder, token) => {
    if (Array.isArray(holder)) {
      const index = indexOf(token, holder.length);
      return index === undefined ? undefined : holder.toSpliced(index, 1);
    }
    if (!isObject(holder) || !Object.hasOwn(holder, token)) return undefined;
    return Object.fromEntries(Object.entries(holder).filter(([name]) => name !== token));
  });
}

/** One operation on a document. */
function apply(document: unknown, operation: Operation, at: number): Result<unknown> {
  const { op, path, to, from, fromText = '', value } = operation;
  const unfit = (part: string, text: string): Result<never> =>
    unfitPatch(root, text, {
      at,
      part,
      rule: 'path-exists',
      value: text,
      zh: `资源中没有 ${text} 所指的位置`,
      en: `the resource has no place ${text}`,
    });
  const done = (changed: { readonly value: unknown } | undefined): Result<unknown> =>
    changed ? { ok: true, value: changed.value } : unfit('path', path);
  if (op === 'add') return done(add(document, to, value));
  if (from) {
    const source = lookUp(document, from);
    if (!source.found) return unfit('from', fromText);
    if (op === 'copy') return done(add(document, to, source.value));
    if (fromText === path) return { ok: true, value: document };
    const without = remove(document, from);
    return without ? done(add(without.value, to, source.value)) : unfit('from', fromText);
  }
  const target = lookUp(document, to);
  if (op === 'test') {
    if (target.found && sameJson(target.value, value)) return { ok: true, value: document };
    return failedTest(root, path, {
      at,
      part: 'value',
      rule: 'test',
      value: target.found ? target.value : undefined,
      zh: target.found ? `${path} 的现值与补丁所期望的不同` : `资源中没有 ${path}`,
      en: target.found ? `${path} is not what the patch expects` : `the resource has no ${path}`,
    });
  }
  if (!target.found) return unfit('path', path);
  if (op === 'remove') return done(remove(document, to));
  if (to.length === 0) return { ok: true, value };
  return done(
    changeAt(document, to, (holder, token) =>
      Array.isArray(holder) ? holder.with(Number(token), value) : { ...(holder as object), [token]: value },
    ),
  );
}

/** A JSON document patched as RFC 6902 says: every operation or none. The document given stays as it is. */
export function applyOperations(document: unknown, patch: unknown, limits: PatchLimits = patchLimits): Result<unknown> {
  if (!Array.isArray(patch))
    return noPatch(root, 'array', patch, 'JSON Patch 须是操作的数组', 'a JSON Patch must be an array of operations');
  if (patch.length > limits.operations) return hugePatch('operations', limits.operations);
  const deepest = limits.depth + 3;
  if (measure(patch, Number.POSITIVE_INFINITY, deepest).depth > deepest) return hugePatch('levels', limits.depth);
  let current = document;
  let copied = 0;
  for (const [at, item] of patch.entries()) {
    const operation = readOperation(item, at, limits);
    if (!operation.ok) return operation;
    if (operation.value.op === 'copy' && operation.value.from) {
      const source = lookUp(current, operation.value.from);
      if (source.found) copied += measure(source.value, limits.copied, Number.POSITIVE_INFINITY).values;
      if (copied > limits.copied) return hugePatch('values', limits.copied);
    }
    const next = apply(current, operation.value, at);
    if (!next.ok) return next;
    current = next.value;
  }
  return { ok: true, value: current };
}

/** A resource patched by JSON Patch (RFC 6902). It keeps its kind, id and version; nothing empty is left behind. */
export function patchByJson(resource: JsonObject, patch: unknown, limits: PatchLimits = patchLimits): Result<JsonObject> {
  const patched = applyOperations(resource, patch, limits);
  return patched.ok ? keepIdentity(resource, patched.value, limits) : patched;
}
