import {
  countClients,
  countClientTokens,
  findClient,
  type Client as Kept,
  listClientChanges,
  listClients,
} from '@songhua/access';
import { type Language, ok, refuse, route } from '@songhua/kernel';
import { exportTable, exportTypes, type Table } from '@songhua/tables';
import {
  type Client,
  clientChangeQuery,
  clientChanges,
  clientDetail,
  clientExportQuery,
  clientList,
  clientParams,
  clientQuery,
} from '../contract/clients.ts';

const read = 'administration.read-clients';
const path = '/api/administration/clients' as const;

const show = (client: Kept): Client => ({
  ...client,
  redirectUris: [...client.redirectUris],
  scopes: [...client.scopes],
  contacts: [...client.contacts],
  jwks: client.jwks && { keys: [...client.jwks.keys] },
  secretAt: client.secretAt?.toISOString() ?? null,
  createdAt: client.createdAt.toISOString(),
  disabledAt: client.disabledAt?.toISOString() ?? null,
  lastUsedAt: client.lastUsedAt?.toISOString() ?? null,
});

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

export const readClient = route({
  method: 'GET',
  path: `${path}/:id`,
  summary: { zh: '一个接入方', en: 'A client' },
  permission: read,
  people: 'none',
  params: clientParams,
  response: clientDetail,
  handle: async ({ tx, now, params: { id } }) => {
    const client = await findClient(tx, id);
    if (!client) return refuse('administration.unknown-client', { id });
    return ok({ client: show(client), tokens: await countClientTokens(tx, id, now) });
  },
});

export const listClientChangesRoute = route({
  method: 'GET',
  path: `${path}/:id/changes`,
  summary: { zh: '接入方的变更记录', en: 'What was done to a client' },
  permission: read,
  people: 'none',
  params: clientParams,
  query: clientChangeQuery,
  response: clientChanges,
  handle: async ({ tx, params: { id }, query }) => {
    if (!(await findClient(tx, id))) return refuse('administration.unknown-client', { id });
    const { total, items } = await listClientChanges(tx, id, query);
    return ok({
      total,
      items: items.map(({ account, by, ...one }) => ({ ...one, at: one.at.toISOString(), by: by ?? account })),
    });
  },
});
