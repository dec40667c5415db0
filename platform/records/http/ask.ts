import { type Conditions, readConditions } from '@songhua/engine-fhir/http/conditions.ts';
import { type Answer, negotiate } from '@songhua/engine-fhir/http/negotiate.ts';
import { type Preferences, readPrefer } from '@songhua/engine-fhir/http/prefer.ts';
import type { Pair } from '@songhua/engine-fhir/search/types.ts';
import { type Call, type FieldError, ok, type Result, refuse } from '@songhua/kernel';
import type { FhirStore } from '../fhir-store.ts';
import type { Work } from '../interactions/types.ts';

type AnyCall = Call<unknown, unknown, unknown>;

/** A request of the FHIR API as its handlers see it: everything that headers and address ask, read or refused. */
export interface Ask extends Work {
  readonly answer: Answer;
  readonly prefer: Preferences;
  readonly conditions: Conditions;
  /** Percent-decoded, in the order sent; without `lang`, which chooses the language of texts. */
  readonly query: readonly Pair[];
  readonly body: string;
  readonly contentType: string | undefined;
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

/** Reads what a request asks, beyond its route: how to answer, under which conditions, what else. */
export function readAsk(call: AnyCall): Result<Ask> {
  const { headers, raw, records, tx, actor, now, newId, origin } = call;
  const at = raw.url.indexOf('?');
  const query = pairsOf(at < 0 ? '' : raw.url.slice(at + 1));
  const bad = nul([...query, ...Object.entries(call.params as Record<string, string>)]);
  if (bad.length > 0) return refuse('kernel.invalid-input', {}, bad);
  const last = (name: string): string | undefined => query.findLast(([key]) => key === name)?.[1];
  const answer = negotiate({ accept: headers['accept'], format: last('_format'), pretty: last('_pretty') });
  if (!answer.ok) return answer;
  const type = (call.params as { readonly type?: string }).type;
  const conditions = readConditions(headers, type);
  if (!conditions.ok) return conditions;
  return ok({
    store: records as FhirStore,
    tx,
    actor,
    now,
    newId,
    base: `${origin}/fhir/R4`,
    answer: answer.value,
    prefer: readPrefer(headers['prefer']),
    conditions: conditions.value,
    query,
    body: raw.body,
    contentType: headers['content-type'],
  });
}
