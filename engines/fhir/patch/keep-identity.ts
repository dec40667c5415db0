import type { JsonObject } from '../json/scan.ts';
import { fieldError, type Refusal, type Result, refuse } from '../refusal.ts';
import { isObject, measure, withoutEmpty } from './json-value.ts';
import { hugePatch, type PatchLimits } from './patch-refusal.ts';

const versionOf = ({ meta }: JsonObject): unknown => (isObject(meta) ? meta['versionId'] : undefined);

const changed = (field: string, before: unknown, after: unknown): { readonly ok: false; readonly error: Refusal } =>
  refuse('records.patch-changes-identity', { field }, [
    fieldError(
      field,
      'unchangeable',
      after === undefined ? null : after,
      `补丁不得改变 ${field}（原为 ${String(before)}）`,
      `a patch may not change ${field} (it was ${String(before)})`,
    ),
  ]);

/**
 * What a patch made of a resource, as one that can be stored: empty arrays and objects left behind by removals go. Refused when
 * the kind or id changed, or meta.versionId got another value; a meta taken away is fine, the store writes those itself.
 */
export function keepIdentity(before: JsonObject, patched: unknown, limits: PatchLimits): Result<JsonObject> {
  if (!isObject(patched)) return changed('resourceType', before['resourceType'], patched);
  for (const field of ['resourceType', 'id']) {
    if (patched[field] !== before[field]) return changed(field, before[field], patched[field]);
  }
  const version = versionOf(patched);
  if (version !== undefined && version !== versionOf(before)) return changed('meta.versionId', versionOf(before), version);
  if (measure(patched, Number.POSITIVE_INFINITY, limits.depth).depth > limits.depth) return hugePatch('levels', limits.depth);
  return { ok: true, value: withoutEmpty(patched) as JsonObject };
}
