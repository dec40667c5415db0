import { fieldError, type Result, refuse } from '../refusal.ts';
import { misfit, readMediaType } from './media-type.ts';

/** What a body is. A `resource` of a PATCH is a FHIRPath Patch. */
export type BodyKind = 'resource' | 'json-patch' | 'merge-patch' | 'form' | 'ndjson';

const kinds: Readonly<Record<string, BodyKind>> = {
  'application/fhir+json': 'resource',
  'application/json': 'resource',
  'text/json': 'resource',
  'application/json-patch+json': 'json-patch',
  'application/merge-patch+json': 'merge-patch',
  'application/x-www-form-urlencoded': 'form',
  'application/fhir+ndjson': 'ndjson',
  'application/x-ndjson': 'ndjson',
  'application/ndjson': 'ndjson',
};

const reasons = {
  'media-type': { zh: '此处不接受这种内容类型', en: 'this media type is not taken here' },
  'fhir-version': { zh: '本服务只支持 FHIR 4.0', en: 'only FHIR 4.0 is spoken here' },
  charset: { zh: '内容须为 UTF-8', en: 'the body must be UTF-8' },
};

/** What kind of body `Content-Type` announces, of those taken here; anything else, XML among it, is refused (415) with the types that are taken. */
export function readContentType(header: string | undefined, taken: readonly BodyKind[]): Result<BodyKind> {
  const type = readMediaType(header ?? '');
  const kind = type && kinds[type.type];
  const rule = kind && taken.includes(kind) ? misfit(type) : 'media-type';
  if (kind && rule === undefined) return { ok: true, value: kind };
  const names = Object.keys(kinds).filter((name) => taken.includes(kinds[name] ?? 'form'));
  const { zh, en } = reasons[rule ?? 'media-type'];
  return refuse('records.unsupported-content', { type: (header ?? '').slice(0, 200), taken: names.join(', ') }, [
    fieldError('Content-Type', rule ?? 'media-type', header ?? '', zh, en),
  ]);
}
