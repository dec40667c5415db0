import {
  addClient,
  addClientChange,
  type Client,
  type ClientDeed,
  type ClientInput,
  disableClient,
  editClient,
  endClientTokens,
  findClient,
  launchScopes,
  listClientChanges,
  noteSecurityEvent,
  readScope,
  renewClientSecret,
} from '@songhua/access';
import { type Actor, ok, type Result, refuse, route, type Tx } from '@songhua/kernel';
import { done, nothingMore } from '../contract/accounts.ts';
import { addedClient, clientEdit, clientParams, endedTokens, type NewClient, newClient } from '../contract/clients.ts';
import { checkClient } from '../domain/check-client.ts';
import { decideClientEdit } from '../domain/decide-client-edit.ts';

const manage = 'administration.manage-clients';
const path = '/api/administration/clients' as const;

const usual: readonly string[] = launchScopes;

/** Scopes of each kind: a backend's own, or those it asks its users for. */
const covers = (scope: string, kind: NewClient['kind']): boolean => {
  if (kind === 'backend') return readScope(scope)?.level === 'system' || /^api\/(\*|[a-z-]+)\.c?r?u?d?s?$/.test(scope);
  const level = readScope(scope)?.level;
  return usual.includes(scope) || level === 'patient' || level === 'user';
};

interface Doing {
  readonly tx: Tx;
  readonly actor: Actor;
  readonly now: Date;
  readonly newId: () => string;
}

type Fields = Readonly<Record<string, unknown>> | null;

/** Writes down what was done: in the audit log, and where the program's page shows it. */
async function record(
  { tx, actor, now, newId }: Doing,
  client: string,
  { deed, words, before = null, after = null }: { deed: ClientDeed; words: string; before?: Fields; after?: Fields },
): Promise<void> {
  noteSecurityEvent(tx, { at: now, actor, event: 'client-changed', about: `client/${client}`, note: words });
  await addClientChange(tx, client, { id: newId(), at: now, account: actor.id, deed, before, after });
}

/** The client that an address names. */
async function clientAt(tx: Tx, id: string): Promise<Result<Client>> {
  const client = await findClient(tx, id);
  return client ? ok(client) : refuse('administration.unknown-client', { id });
}

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
    await record(call, added.id, { deed: 'added', words: `added: ${call.body.scopes.join(' ')}` });
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
    const found = await clientAt(call.tx, call.params.id);
    if (!found.ok) return found;
    const client = found.value;
    const { version, ...wanted } = call.body;
    const errors = checkClient({ ...wanted, kind: client.kind, method: client.method }, covers);
    if (errors.length > 0) return refuse('administration.invalid-client', {}, errors);
    const { before, after, changed, endsTokens } = decideClientEdit(client, wanted);
    // Another version without a change in the history would have the next conflict blame who made the one before.
    if (changed.length === 0 && client.version === version) return ok({ done: true as const });
    const isNewest = await editClient(call.tx, client.id, version, wanted as unknown as ClientInput);
    if (!isNewest) {
      const [last] = (await listClientChanges(call.tx, client.id, { limit: 1, offset: 0 })).items;
      return refuse('administration.client-changed-meanwhile', { by: last?.by ?? '—' });
    }
    if (endsTokens) await endClientTokens(call.tx, client.id);
    await record(call, client.id, {
      deed: 'edited',
      words: `changed ${changed.join(', ')}: ${wanted.scopes.join(' ')}`,
      before,
      after,
    });
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
    const found = await clientAt(call.tx, call.params.id);
    if (!found.ok) return found;
    const client = found.value;
    if (client.method !== 'client_secret_basic') return refuse('administration.no-secret');
    const secret = await renewClientSecret(call.tx, client.id, call.now);
    await record(call, client.id, { deed: 'secret', words: 'another secret' });
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
      const found = await clientAt(call.tx, call.params.id);
      if (!found.ok) return found;
      const client = found.value;
      await disableClient(call.tx, client.id, deed === 'disable' ? call.now : null);
      await record(call, client.id, { deed: deed === 'disable' ? 'paused' : 'resumed', words: deed });
      return ok({ done: true as const });
    },
  });

export const disableClientRoute = switchRoute('disable', '停用接入方，收回其令牌', 'Disable a client and end its tokens');
export const enableClientRoute = switchRoute('enable', '恢复接入方', 'Enable a client');

export const endTokensRoute = route({
  method: 'POST',
  path: `${path}/:id/tokens/end`,
  summary: { zh: '收回接入方现有的全部令牌与授权', en: 'End all that a client holds' },
  permission: manage,
  people: 'none',
  params: clientParams,
  body: nothingMore,
  response: endedTokens,
  handle: async (call) => {
    const found = await clientAt(call.tx, call.params.id);
    if (!found.ok) return found;
    const client = found.value;
    const ended = await endClientTokens(call.tx, client.id);
    await record(call, client.id, { deed: 'tokens-ended', words: `${ended} tokens ended` });
    return ok({ ended });
  },
});
