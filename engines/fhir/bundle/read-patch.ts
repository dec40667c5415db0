import { losslessValue } from '../json/lossless.ts';
import type { JsonObject } from '../json/scan.ts';
import { scanJson } from '../json/scan.ts';
import type { PatchBody } from '../patch/apply-patch.ts';

/** The UTF-8 text that base64 stands for; undefined when either is broken. */
function decode(data: string): string | undefined {
  try {
    const bytes = Uint8Array.from(atob(data.replace(/\s/g, '')), (character) => character.charCodeAt(0));
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

/**
 * The patch that an entry's resource is: Parameters are a FHIRPath Patch, a Binary holds JSON Patch or JSON Merge Patch
 * (http.html#patch). Undefined when it is neither or its content cannot be read.
 */
export function readPatch(resource: JsonObject, deepest: number): PatchBody | undefined {
  if (resource['resourceType'] === 'Parameters') return { kind: 'fhirpath', body: resource };
  const { contentType, data } = resource;
  if (resource['resourceType'] !== 'Binary' || typeof contentType !== 'string' || typeof data !== 'string') return undefined;
  const [type] = contentType.toLowerCase().split(';');
  const kind = ({ 'application/json-patch+json': 'json', 'application/merge-patch+json': 'merge' } as const)[type?.trim() ?? ''];
  const text = decode(data);
  if (kind === undefined || text === undefined) return undefined;
  // The scan wants an object at the root; a JSON Patch is a list.
  const scan = scanJson(`{"patch":${text}}`, { deepest: deepest + 3 });
  if (!scan.ok) return undefined;
  const value = losslessValue(scan.value) as JsonObject;
  return Object.keys(value).length === 1 ? { kind, body: value['patch'] } : undefined;
}
