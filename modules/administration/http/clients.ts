import {
  addClient,
  type ClientInput,
  countClients,
  disableClient,
  editClient,
  findClient,
  type Client as Kept,
  launchScopes,
  listClients,
  noteSecurityEvent,
  readScope,
  renewClientSecret,
} from '@songhua/access';
import { type Actor, type Language, ok, refuse, route, type Tx } from '@songhua/kernel';
import { exportTable, exportTypes, type Table } from '@songhua/tables';
import { done, nothingMore } from '../contract/accounts.ts';
import {
  addedClient,
  type Client,
  clientEdit,
  clientExportQuery,
  clientList,
  clientParams,
  clientQuery,
  type NewClient,
  newClient,
} from '../contract/clients.ts';
import { checkClient } from '../domain/check-client.ts';

const read = 'administration.read-clients';
const manage = 'administration.manage-clients';
const path = '/api/administration/clients' as const;

const usual: readonly string[] = launchScopes;

/** Scopes of each kind: a backend's own, or those it asks its users for. */
const covers = (scope: string, kind: NewClient['kind']): boolean => {
  if (kind === 'backend') return readScope(scope)?.level === 'system' || /^api\/(\*|[a-z-]+)\.c?r?u?d?s?$/.test(scope);
  const level = readScope(scope)?.level;
  return usual.includes(scope) || level === 'patient' || level === 'user';
};

const show = (client: Kept): Client => ({
  ...client,
  redirectUris: [...client.redirectUris],
  scopes: [...client.scopes],
  jwks: client.jwks && { keys: [...client.jwks.keys] },
  secretAt: client.secretAt?.toISOString() ?? null,
  createdAt: client.createdAt.toISOString(),
  disabledAt: client.disabledAt?.toISOString() ?? null,
});

const note = ({ tx, actor, now }: { tx: Tx; actor: Actor; now: Date }, id: string, words: string): void =>
  noteSecurityEvent(tx, { at: now, actor, event: 'client-changed', about: `client/${id}`, note: words });

export const listClientsRoute = route({
  method: 'GET',
  path,
  summary: { zh: '接入方', en: 'Clients' },
  permission: read,
  people: 'none',
  query: clientQuery,
  response: clientList,
  handle: async ({ tx, query }) => {
    const { sort: order, limit, offset, ...filter } = query;
    const items = await listClients(tx, filter, { order, limit, offset });
    return ok({ total: await countClients(tx, filter), items: items.map(show) });
  },
});

const columns: Table['columns'] = [
  { key: 'id', title: { zh: '编号', en: 'Id' }, type: 'text' },
  { key: 'name', title: { zh: '名称', en: 'Name' }, type: 'text' },
  { key: 'kind', title: { zh: '类别', en: 'Kind' }, type: 'text' },
  { key: 'method', title: { zh: '身份证明', en: 'Proof' }, type: 'text' },
  { key: 'scopes', title: { zh: '权限范围', en: 'Scopes' }, type: 'text' },
  { key: 'createdAt', title: { zh: '登记时间', en: 'Added at' }, type: 'text' },
  { key: 'disabledAt', title: { zh: '停用时间', en: 'Disabled at' }, type: 'text' },
];

/** Rows of one file at most. */
const mostRows = 10_000;

const toRow = ({ id, name, method, createdAt, disabledAt, ...client }: Client, language: Language) => ({
  id,
  name,
  method,
  createdAt,
  disabledAt,
  kind: { backend: { zh: '后台系统', en: 'backend' }, app: { zh: '应用', en: 'app' } }[client.kind][language],
  scopes: client.scopes.join(' '),
});

export const exportClients = route({
  method: 'GET',
  path: `${path}/export`,
  summary: { zh: '导出接入方', en: 'Export the clients' },
  permission: read,
  people: 'none',
  query: clientExportQuery,
  response: { file: exportTypes },
  handle: async ({ tx, query, language }) => {
    const { sort: order, format, ...filter } = query;
    const items = await listClients(tx, filter, { order, limit: mostRows, offset: 0 });
    const rows = items.map((client) => toRow(show(client), language));
    return ok(await exportTable({ name: { zh: '接入方', en: 'clients' }[language], columns, rows }, format, language));
  },
});

export const addClientRoute = route({
  method: 'POST',
  path,
  summary: { zh: '登记接入方', en: 'Add a client' },
  permission: manage,
  people: 'none',
  body: newClient,
  response: addedClient,
  handle: async (call) => {
    const errors = checkClient(call.body, covers);
    if (errors.length > 0) return refuse('administration.invalid-client', {}, errors);
    const added = await addClient(call.tx, call.body as unknown as ClientInput, call.actor.id, call.now);
    note(call, added.id, `added: ${call.body.scopes.join(' ')}`);
    return ok(added);
  },
});

export const editClientRoute = route({
  method: 'POST',
  path: `${path}/:id/edit`,
  summary: { zh: '修改接入方', en: 'Change a client' },
  permission: manage,
  people: 'none',
  params: clientParams,
  body: clientEdit,
  response: done,
  handle: async (call) => {
    const client = await findClient(call.tx, call.params.id);
    if (!client) return refuse('administration.unknown-client', { id: call.params.id });
    const errors = checkClient({ ...call.body, kind: client.kind, method: client.method }, covers);
    if (errors.length > 0) return refuse('administration.invalid-client', {}, errors);
    await editClient(call.tx, client.id, call.body as unknown as ClientInput);
    note(call, client.id, `changed: ${call.body.scopes.join(' ')}`);
    return ok({ done: true as const });
  },
});

export const renewSecret = route({
  method: 'POST',
  path: `${path}/:id/secret`,
  summary: { zh: '更换接入方密钥，仅显示一次', en: 'Give a client another secret, told once' },
  permission: manage,
  people: 'none',
  params: clientParams,
  body: nothingMore,
  response: addedClient,
  handle: async (call) => {
    const client = await findClient(call.tx, call.params.id);
    if (!client) return refuse('administration.unknown-client', { id: call.params.id });
    if (client.method !== 'client_secret_basic') return refuse('administration.no-secret');
    const secret = await renewClientSecret(call.tx, client.id, call.now);
    note(call, client.id, 'another secret');
    return ok({ id: client.id, secret });
  },
});

const switchRoute = (deed: 'disable' | 'enable', zh: string, en: string) =>
  route({
    method: 'POST',
    path: `${path}/:id/${deed}`,
    summary: { zh, en },
    permission: manage,
    people: 'none',
    params: clientParams,
    body: nothingMore,
    response: done,
    handle: async (call) => {
      const client = await findClient(call.tx, call.params.id);
      if (!client) return refuse('administration.unknown-client', { id: call.params.id });
      await disableClient(call.tx, client.id, deed === 'disable' ? call.now : null);
      note(call, client.id, deed);
      return ok({ done: true as const });
    },
  });

export const disableClientRoute = switchRoute('disable', '停用接入方，收回其令牌', 'Disable a client and end its tokens');
export const enableClientRoute = switchRoute('enable', '恢复接入方', 'Enable a client');
