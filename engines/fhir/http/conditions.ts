import { fieldError, type Refusal, type Result, refuse } from '../refusal.ts';

/** Versions a condition names; `any` is `*`: whatever version, as long as there is one. */
export type Tags = { readonly any: true } | { readonly any: false; readonly versions: readonly string[] };

/** The conditions of one request or of one entry of a bundle. Times are milliseconds since 1970, whole seconds in headers. */
export interface Conditions {
  readonly ifMatch?: Tags;
  readonly ifNoneMatch?: Tags;
  readonly ifModifiedSince?: number;
  readonly ifUnmodifiedSince?: number;
  /** Search parameters as in an address after `?`: `identifier=urn:x|1`. */
  readonly ifNoneExist?: string;
}

/** Request headers by their names in lower case. */
export type Headers = Readonly<Record<string, string | undefined>>;

interface Refused {
  readonly ok: false;
  readonly error: Refusal;
}

export const invalidCondition = (field: string, rule: string, value: unknown, zh: string, en: string): Refused =>
  refuse('records.invalid-condition', { condition: field }, [fieldError(field, rule, value, zh, en)]);

const tag = /^\s*(?:W\/)?"([\x21\x23-\x7e\x80-\uffff]*)"\s*$/;

/** Reads `*` or a list of entity tags, weak or strong (RFC 9110 §8.8.3): in FHIR both name the version. `field` is for the error. */
export function readTags(text: string, field: string): Result<Tags> {
  if (text.trim() === '*') return { ok: true, value: { any: true } };
  // A comma inside the quotes belongs to the tag.
  const items = text.match(/(?:[^",]|"[^"]*")+/g) ?? [];
  const versions = items.filter((item) => item.trim() !== '').map((item) => tag.exec(item)?.[1]);
  const read = versions.filter((version) => version !== undefined);
  if (read.length > 0 && read.length === versions.length) return { ok: true, value: { any: false, versions: read } };
  return invalidCondition(
    field,
    'entity-tag',
    text,
    `${field} 须为 * 或带引号的版本，如 W/"3"`,
    `${field} must be * or versions in quotes, such as W/"3"`,
  );
}

const days = '(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)';
const longDays = '(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day';
const months = 'Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec';
const time = '\\d\\d:\\d\\d:\\d\\d';
const httpDate = new RegExp(
  `^(?:${days}, \\d\\d (?:${months}) \\d{4} ${time} GMT|${longDays}, \\d\\d-(?:${months})-\\d\\d ${time} GMT|${days} (?:${months}) [ \\d]\\d ${time} \\d{4})$`,
);

/** An HTTP date in any of its three forms (RFC 9110 §5.6.7), or undefined: such a header is to be ignored, says §13.1.3. */
export function readHttpDate(text: string): number | undefined {
  const trimmed = text.trim();
  if (!httpDate.test(trimmed)) return undefined;
  const at = Date.parse(/GMT$/.test(trimmed) ? trimmed : `${trimmed} GMT`);
  return Number.isNaN(at) ? undefined : at;
}

/** Search parameters of a condition without a leading `?` or `Type?`; they must hold at least one. */
export function readCriteria(text: string, field: string, type?: string): Result<string> {
  const trimmed = text.trim();
  const prefix = [`${type ?? ''}?`, '?'].find((start) => trimmed.startsWith(start)) ?? '';
  const query = trimmed.slice(prefix.length);
  const named = query !== '' && [...new URLSearchParams(query)].every(([name]) => name !== '');
  if (named && /[^=&]=/.test(query) && !query.includes('?')) return { ok: true, value: query };
  return invalidCondition(
    field,
    'search-parameters',
    text,
    `${field} 须为查询参数，如 identifier=系统|编号`,
    `${field} must be search parameters, such as identifier=system|value`,
  );
}

/** The conditions among a request's headers; a condition that cannot be read is refused, never dropped. */
export function readConditions(headers: Headers, type?: string): Result<Conditions> {
  const conditions: { -readonly [K in keyof Conditions]: Conditions[K] } = {};
  const { 'if-match': match, 'if-none-match': noneMatch, 'if-none-exist': noneExist } = headers;
  if (match !== undefined) {
    const tags = readTags(match, 'If-Match');
    if (!tags.ok) return tags;
    conditions.ifMatch = tags.value;
  }
  if (noneMatch !== undefined) {
    const tags = readTags(noneMatch, 'If-None-Match');
    if (!tags.ok) return tags;
    conditions.ifNoneMatch = tags.value;
  }
  if (noneExist !== undefined) {
    const criteria = readCriteria(noneExist, 'If-None-Exist', type);
    if (!criteria.ok) return criteria;
    conditions.ifNoneExist = criteria.value;
  }
  const since = readHttpDate(headers['if-modified-since'] ?? '');
  if (since !== undefined) conditions.ifModifiedSince = since;
  const unmodified = readHttpDate(headers['if-unmodified-since'] ?? '');
  if (unmodified !== undefined) conditions.ifUnmodifiedSince = unmodified;
  return { ok: true, value: conditions };
}
