import { type Call, httpReply, ok, type Result, type Route, refuse, route } from '@songhua/kernel';
import { z } from 'zod';
import type { FhirStore } from '../fhir-store.ts';
import { parameterProgress } from '../parameters/progress.ts';
import { mayTouchAll } from '../reach/ways.ts';
import { requestReindex } from '../reindex/request-reindex.ts';

const parameters = z.looseObject({ resourceType: z.literal('Parameters') });

const reply = (status: number, parameter: readonly object[]) =>
  httpReply(status, JSON.stringify({ resourceType: 'Parameters', parameter }), {
    'content-type': 'application/fhir+json; charset=utf-8',
  });

/** Enters the work and says by which ids it goes on. */
async function reindex(
  { records, tx, actor, now }: Call<unknown, unknown, unknown>,
  type: string | undefined,
): Promise<Result<unknown>> {
  const store = records as FhirStore;
  const scope = mayTouchAll(actor, type ?? '*', 'u');
  if (!scope.ok) return scope;
  const asked = await requestReindex(store, tx, type === undefined ? store.definitions.resourceTypes : [type], now);
  return asked.ok
    ? ok(
        reply(
          202,
          asked.value.map((id) => ({ name: 'job', valueString: id })),
        ),
      )
    : asked;
}

const writes = { permission: 'records.write', people: 'none', style: 'fhir', raw: true, response: parameters } as const;

/** How far added search parameters have come, and indexing anew. */
export const indexRoutes: readonly Route[] = [
  route({
    method: 'GET',
    path: '/fhir/R4/SearchParameter/:id/$status',
    summary: { zh: '检索参数的索引进度', en: 'How far the index of a search parameter has come' },
    permission: 'records.read',
    people: 'reach',
    style: 'fhir',
    raw: true,
    transaction: 'search',
    params: z.object({ id: z.string() }),
    response: parameters,
    handle: async ({ tx, actor, params: { id } }) => {
      const scope = mayTouchAll(actor, 'SearchParameter', 'r');
      if (!scope.ok) return scope;
      const found = await parameterProgress(tx, id);
      if (found.length === 0) return refuse('records.unknown-resource', { resource: `SearchParameter/${id}` });
      // How many there are of a type is told to whom all of them may be shown.
      const counts = (type: string): boolean => mayTouchAll(actor, type, 'r').ok;
      const part = found.map(({ type, code, state, done, total, failure }) => ({
        name: 'index',
        part: [
          { name: 'type', valueCode: type },
          { name: 'code', valueCode: code },
          { name: 'state', valueCode: state },
          ...(counts(type) ? [{ name: 'done', valueDecimal: done }] : []),
          ...(total === null || !counts(type) ? [] : [{ name: 'total', valueDecimal: total }]),
          ...(failure === null ? [] : [{ name: 'failure', valueString: failure }]),
        ],
      }));
      return ok(reply(200, part));
    },
  }),
  route({
    ...writes,
    method: 'POST',
    path: '/fhir/R4/$reindex',
    summary: { zh: '重建全部索引', en: 'Index everything anew' },
    handle: (call) => reindex(call as never, undefined),
  }),
  route({
    ...writes,
    method: 'POST',
    path: '/fhir/R4/:type/$reindex',
    summary: { zh: '重建一类资源的索引', en: 'Index a type anew' },
    params: z.object({ type: z.string() }),
    handle: (call) => reindex(call as never, call.params.type),
  }),
];
