import type { Definitions } from '../definitions/types.ts';
import type { JsonObject } from '../json/scan.ts';
import type { Result } from '../refusal.ts';
import { patchByFhirPath } from './fhirpath-patch.ts';
import { patchByJson } from './json-patch.ts';
import { patchByMerge } from './merge-patch.ts';
import { type PatchLimits, patchLimits } from './patch-refusal.ts';

/** A patch and its language: RFC 6902, RFC 7396, or a Parameters resource. */
export interface PatchBody {
  readonly kind: 'json' | 'merge' | 'fhirpath';
  readonly body: unknown;
}

/** A resource patched in any of the three languages; see each. */
export function applyPatch(
  resource: JsonObject,
  { kind, body }: PatchBody,
  definitions: Definitions,
  limits: PatchLimits = patchLimits,
): Result<JsonObject> {
  if (kind === 'json') return patchByJson(resource, body, limits);
  if (kind === 'merge') return patchByMerge(resource, body, limits);
  return patchByFhirPath(resource, body, definitions, limits);
}
