import type { Entry } from '../list-entries.ts';

/** RESTful interactions that routes stand for (http://hl7.org/fhir/restful-interaction). */
export type Interaction =
  | 'read'
  | 'vread'
  | 'update'
  | 'patch'
  | 'delete'
  | 'history'
  | 'create'
  | 'search'
  | 'transaction'
  | 'operation';

type Asked = Pick<Entry, 'method' | 'route'>;

/** The RESTful interaction behind a route, as the log keeps it. */
export function interactionOf({ method, route }: Asked): Interaction {
  if (route.includes('/$')) return 'operation';
  if (route.endsWith('/_history')) return 'history';
  if (route.endsWith('/_history/:version')) return 'vread';
  if (method === 'GET') return route.endsWith('/:id') ? 'read' : 'search';
  if (method === 'POST') {
    if (route.endsWith('/_search')) return 'search';
    return route === '/fhir/R4' ? 'transaction' : 'create';
  }
  return ({ PUT: 'update', PATCH: 'patch', DELETE: 'delete' } as const)[method] ?? 'operation';
}

/** The same of a row `a` of the log, as a test holds to it. */
export const interactionSql = String.raw`case
  when a.route like '%/$%' then 'operation'
  when a.route like '%/\_history' then 'history'
  when a.route like '%/\_history/:version' then 'vread'
  when a.method = 'GET' then case when a.route like '%/:id' then 'read' else 'search' end
  when a.method = 'POST' then case when a.route like '%/\_search' then 'search' when a.route = '/fhir/R4' then 'transaction' else 'create' end
  when a.method = 'PUT' then 'update' when a.method = 'PATCH' then 'patch' when a.method = 'DELETE' then 'delete'
  else 'operation' end`;

const actions: Readonly<Partial<Record<Interaction, string>>> = {
  create: 'C',
  update: 'U',
  patch: 'U',
  delete: 'D',
  read: 'R',
  vread: 'R',
};

/** What was done: C, R, U, D, or E of what is more than one of them (search, history, transaction, sign-in). */
export const actionOf = (entry: Asked & Pick<Entry, 'event'>): string =>
  entry.event === 'request' ? (actions[interactionOf(entry)] ?? 'E') : 'E';

/** The interactions that are an action; of E all others, and events. */
export const interactionsOf = (action: string): readonly string[] =>
  Object.entries(actions).flatMap(([interaction, code]) => (code === action ? [interaction] : []));
