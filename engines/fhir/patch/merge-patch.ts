import type { JsonObject } from '../json/scan.ts';
import type { Result } from '../refusal.ts';
import { isObject, measure } from './json-value.ts';
import { keepIdentity } from './keep-identity.ts';
import { hugePatch, noPatch, type PatchLimits, patchLimits } from './patch-refusal.ts';

function merge(target: unknown, patch: unknown): unknown {
  if (!isObject(patch)) return patch;
  const result = new Map(isObject(target) ? Object.entries(target) : []);
  for (const [name, value] of Object.entries(patch)) {
    if (value === null) result.delete(name);
    else result.set(name, merge(result.get(name), value));
  }
  return Object.fromEntries(result);
}

/** A resource patched by JSON Merge Patch (RFC 7396): members given replace, null removes, lists are replaced whole. */
export function patchByMerge(resource: JsonObject, patch: unknown, limits: PatchLimits = patchLimits): Result<JsonObject> {
  if (!isObject(patch))
    return noPatch('patch', 'object', patch, 'JSON Merge Patch 须是一个对象', 'a JSON Merge Patch must be an object');
  if (measure(patch, Number.POSITIVE_INFINITY, limits.depth).depth > limits.depth) return hugePatch('levels', limits.depth);
  return keepIdentity(resource, merge(resource, patch), limits);
}
