import { type Conditions, readConditions } from '@songhua/engine-fhir/http/conditions.ts';
import { type Answer, negotiate } from '@songhua/engine-fhir/http/negotiate.ts';
import { type Preferences, readPrefer } from '@songhua/engine-fhir/http/prefer.ts';
import type { Pair } from '@songhua/engine-fhir/search/types.ts';
import { type Call, type FieldError, type Language, ok, type Result, refuse } from '@songhua/kernel';
import type { FhirStore } from '../fhir-store.ts';
import type { Work } from '../interactions/types.ts';
import { readerOf } from '../reach/ways.ts';

type AnyCall = Call<unknown, unknown, unknown>;

/** As much of a request as can be told without the database. */
export type Unasked = Omit<Ask, 'tx'>;

/** A request of the FHIR API as its handlers see it: everything that headers and address ask, read or refused. */
export interface Ask extends Work {
  readonly answer: Answer;
  readonly prefer: Preferences;
  readonly conditions: Conditions;
  /** Percent-decoded, in the order sent; without `lang`, which chooses the language of texts. */
  readonly query: readonly Pair[];
  readonly body: string;
  readonly contentType: string | undefined;
  readonly language: Language;
  /** Stored texts that the answer shows or that were written, whole: whoever answers adds them. */
  readonly shown: string[];
}

/** Conditions by header; which of them a route keeps, it says itself. */
const headerOf = {
  ifMatch: 'If-Match',
  ifNoneMatch: 'If-None-Match',
  ifModifiedSince: 'If-Modified-Since',
  ifUnmodifiedSince: 'If-Unmodified-Since',
  ifNoneExist: 'If-None-Exist',
} as const satisfies Record<keyof Conditions, string>;

export type Condition = keyof typeof headerOf;

/** A condition that this route would not keep is refused: whoever sets one relies on it. Dates of reading concern no write, says RFC 9110. */
function checkKept(conditions: Conditions, kept: readonly Condition[]): Result<null> {
  const dates = new Set<Condition>(['ifModifiedSince', 'ifUnmodifiedSince']);
  const dropped = (Object.keys(conditions) as Condition[]).find((name) => !kept.includes(name) && !dates.has(name));
  if (!dropped) return ok(null);
  const header = headerOf[dropped];
  const message = { zh: `此请求不接受条件 ${header}`, en: `this request takes no ${header}` };
  return refuse('records.invalid-condition', { condition: header }, [{ field: header, rule: 'condition-of-method', message }]);
}

/** Refuses parameters that this kind of request does not have, unless it is asked to be lenient. */
export function checkNames({ query, prefer }: Pick<Ask, 'query' | 'prefer'>, known: ReadonlySet<string>): Result<null> {
  const wrong = query.filter(([name]) => !known.has(name));
  if (wrong.length === 0 || prefer.handling === 'lenient') return ok(null);
  const message = { zh: '此请求没有这个参数', en: 'this request has no such parameter' };
  return refuse(
    'records.invalid-search',
    {},
    wrong.map(([field, value]) => ({ field, rule: 'unknown-parameter', value: value.slice(0, 200), message })),
  );
}

const nul = (pairs: readonly Pair[]): FieldError[] =>
  pairs
    .filter((pair) => pair.some((text) => text.includes('\0')))
    .map(([field]) => ({
      field: field.replaceAll('\0', ''),
      rule: 'no-nul',
      message: { zh: '不能含有空字符（U+0000）', en: 'must not contain the character U+0000' },
    }));

export const pairsOf = (query: string): Pair[] => [...new URLSearchParams(query)].filter(([name]) => name !== 'lang');

/** How many different wishes of clients are remembered; a client has one and repeats it. */
const mostWishes = 200;
const wishes = new Map<string, Result<Answer>>();

/** As `negotiate`, remembered for whoever says it in the header alone. */
function answerFor(accept: string | undefined, format: string | undefined, pretty: string | undefined): Result<Answer> {
  if (format !== undefined || pretty !== undefined) return negotiate({ accept, format, pretty });
  const known = wishes.get(accept ?? '');
  if (known) return known;
  const answer = negotiate({ accept });
  if (wishes.size < mostWishes && (accept ?? '').length < 200) wishes.set(accept ?? '', answer);
  return answer;
}

/** Reads what a request asks, beyond its route: how to answer, under which conditions, what else. */
export function readAsk(call: Omit<AnyCall, 'tx'>, kept: readonly Condition[] = []): Result<Unasked> {
  const { headers, raw, records, actor, now, newId, origin } = call;
  const at = raw.url.indexOf('?');
  const query = pairsOf(at < 0 ? '' : raw.url.slice(at + 1));
  const bad = nul([...query, ...Object.entries(call.params as Record<string, string>)]);
  if (bad.length > 0) return refuse('kernel.invalid-input', {}, bad);
  const last = (name: string): string | undefined => query.findLast(([key]) => key === name)?.[1];
  const answer = answerFor(headers['accept'], last('_format'), last('_pretty'));
  if (!answer.ok) return answer;
  const type = (call.params as { readonly type?: string }).type;
  const conditions = readConditions(headers, type);
  if (!conditions.ok) return conditions;
  const keeps = checkKept(conditions.value, kept);
  if (!keeps.ok) return keeps;
  return ok({
    store: records as FhirStore,
    actor,
    reader: readerOf(actor, now),
    now,
    newId,
    base: `${origin}/fhir/R4`,
    answer: answer.value,
    prefer: readPrefer(headers['prefer']),
    conditions: conditions.value,
    query,
    body: raw.body,
    contentType: headers['content-type'],
    language: call.language,
    shown: [],
  });
}
