/** Asks the module's routes as HTTP would: a transaction, the handler, the answer as text. No socket. */
import { type Actor, anonymous, must, type Route, withTx } from '@songhua/kernel';
import { module } from '@songhua/module-resident-record/module.ts';
import type { FhirStore } from '@songhua/records/fhir-store.ts';
import type pg from 'pg';
import { treating } from '../records/export-file.ts';

const doctor: Actor = {
  ...anonymous,
  kind: 'person',
  id: 'doctor',
  permissions: new Set(['*']),
  institution: 'Organization/bench',
  // The registers are everybody's, as policies have it.
  reach: {
    ...treating,
    ways: [...treating.ways, { types: ['Organization'], interactions: 'rs', whose: 'everyone', labels: '*' }],
  },
};

const routeOf = (method: string, path: string): Route => {
  const found = module.routes.find((one) => one.method === method && one.path === path);
  if (!found) throw new Error(`no route ${method} ${path}`);
  return found;
};

/** A question that answers how many characters its answer has. */
export const asker =
  (pool: pg.Pool, records: FhirStore) =>
  (path: string, params: object, query: Readonly<Record<string, string>> = {}) =>
  async (): Promise<number> => {
    const route = routeOf('GET', path);
    const result = await withTx(pool, route.transaction ?? 'read', (tx) =>
      route.handle({
        tx,
        records,
        actor: doctor,
        now: new Date(),
        newId: () => crypto.randomUUID(),
        origin: 'http://bench',
        language: 'zh',
        headers: {},
        params,
        query: route.query?.parse(query),
        body: undefined,
        raw: { url: path, body: '' },
      } as never),
    );
    const { body } = must(result) as { readonly body: unknown };
    return (typeof body === 'string' ? body : JSON.stringify(body)).length;
  };
