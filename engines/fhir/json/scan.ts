import { diagnoseJson } from './diagnose.ts';
import { minifyJson } from './minify.ts';
import type { JsonError } from './scan-errors.ts';
import { type Spans, scanSpans } from './spans.ts';

export type JsonObject = Readonly<Record<string, unknown>>;

/** A JSON object as text and as value, with the places a store needs in order to change the text without printing it anew. */
export interface Scan extends Spans {
  /** Minified; strings and numbers as the client wrote them. The same string as given when it was minified already. */
  readonly text: string;
  readonly value: JsonObject;
}

export type ScanResult =
  | { readonly ok: true; readonly value: Scan }
  | { readonly ok: false; readonly errors: readonly JsonError[] };

export interface ScanOptions {
  /** Levels of objects and arrays allowed, the root's included. */
  readonly deepest: number;
  /** Number of the text's first line in errors; for a line of NDJSON. 1 unless given. */
  readonly firstLine?: number;
}

const isObject = (value: unknown): value is JsonObject => typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * Reads one JSON object. Refused, with the place of each fault: bad syntax, a key twice in one object, more levels
 * than `deepest`, and text that PostgreSQL cannot store (NUL, half a surrogate pair). A byte order mark is dropped.
 */
export function scanJson(given: string, { deepest, firstLine = 1 }: ScanOptions): ScanResult {
  const refused = (): ScanResult => ({ ok: false, errors: diagnoseJson(given, { deepest, firstLine }) });
  const source = given.charCodeAt(0) === 0xfeff ? given.slice(1) : given;
  let value: unknown;
  try {
    value = JSON.parse(source);
  } catch {
    return refused();
  }
  if (!isObject(value) || !source.isWellFormed()) return refused();
  let text = source;
  let spans = scanSpans(text, deepest);
  if (spans === 'white-space') {
    text = minifyJson(source);
    spans = scanSpans(text, deepest);
  }
  if (typeof spans === 'string') {
    const result = refused();
    if (!result.ok && result.errors.length > 0) return result;
    // Only escapes looked suspicious, and they are whole pairs: writing them out leaves nothing to suspect.
    text = text.replace(/\\(?:u[dD][89abAB]..\\u[dD][c-fC-F]..|.)/gs, (written) =>
      written.length === 12 ? (JSON.parse(`"${written}"`) as string) : written,
    );
    spans = scanSpans(text, deepest);
    if (typeof spans === 'string') throw new Error(`scan: ${spans} in a text without fault`);
  }
  return { ok: true, value: { text, value, ...spans } };
}

/** The scan of a part that is an object of its own, such as `entry[i].resource` of a Bundle: its span and its parsed value. */
export function scanPart(
  { text }: Scan,
  { start, end }: { readonly start: number; readonly end: number },
  value: JsonObject,
): Scan {
  const part = text.slice(start, end);
  const spans = scanSpans(part, Number.POSITIVE_INFINITY);
  if (typeof spans === 'string') throw new Error(`scan: ${spans} in a part of a scanned text`);
  return { text: part, value, ...spans };
}
