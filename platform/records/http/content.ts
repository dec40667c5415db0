import { readContentType } from '@songhua/engine-fhir/http/content-type.ts';
import type { Scan } from '@songhua/engine-fhir/json/scan.ts';
import { ok, type Result } from '@songhua/kernel';
import { readText } from '../interactions/check-content.ts';
import { checkNames, type Unasked } from './ask.ts';

/** The body as a resource's text, by a content type that may be one. */
export function content(ask: Pick<Unasked, 'body' | 'contentType'>): Result<Scan> {
  const kind = readContentType(ask.contentType, ['resource']);
  return kind.ok ? readText(ask.body) : kind;
}

/** A write takes parameters only as its condition. */
const plain = new Set(['_format', '_pretty']);

export const checkPlain = (ask: Unasked): Result<null> => (ask.query.length === 0 ? ok(null) : checkNames(ask, plain));
