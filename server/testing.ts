import { createHash } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { type Stage, testDatabaseUrl } from '@songhua/testing';
import { type Config, readConfig } from './config.ts';
import { discover } from './discover.ts';
import type { Server } from './http/server.ts';
import { createLogger, createServer, openBase, openDemo, prepare, startEvents } from './runtime.ts';

export interface TestApp {
  readonly server: Server;
  readonly pool: Server['pool'];
  /** Headers of a signed-in demonstration account: session cookie and the page's own header. */
  signIn(username: 'planner' | 'viewer' | 'admin'): Promise<Record<string, string>>;
  /** Headers of any account's owner, from a browser of their own. */
  signInAs(username: string, password: string): Promise<Record<string, string>>;
  /** Headers of the backend client with these scopes. */
  clientToken(scope?: string): Promise<Record<string, string>>;
}

export interface TestAppOptions {
  /** The house to open; this repository unless said. */
  readonly root?: string;
  /**
   * Whether the start tasks have run (plans and the registry are loaded). The registry comes without its people and beds;
   * `SONGHUA_REGISTRY: 'synthetic'` has them. The first test of a run that asks for it waits for that to be done, the others clone it.
   */
  readonly prepared?: boolean;
  /** Whether events are handed on. */
  readonly events?: boolean;
  readonly settings?: Readonly<Record<string, string>>;
}

const repository = join(import.meta.dirname, '..');

/** The backend client of every test. */
const client = { id: 'test-client', secret: 'test-client-secret-of-the-tests' };

/** Seals the secrets of every test database. */
const secretKey = createHash('sha256').update('the tests').digest('hex');

/** The settings of a test's server. */
const configOf = (url: string, settings: Readonly<Record<string, string>>): Config =>
  readConfig({
    DATABASE_URL: url,
    SONGHUA_LOG_LEVEL: 'silent',
    SONGHUA_CLIENT_ID: client.id,
    SONGHUA_CLIENT_SECRET: client.secret,
    SONGHUA_SECRET_KEY: secretKey,
    PORT: '0',
    SONGHUA_REGISTRY: 'institutions',
    SONGHUA_CITY_SCALE: '0',
    SONGHUA_AUDIT_HEADS: join(tmpdir(), `songhua-test-audit-${process.pid}`, 'heads'),
    SONGHUA_AUDIT_KEY: join(tmpdir(), `songhua-test-audit-${process.pid}`, 'key'),
    ...settings,
  });

/** What a start in demonstration mode leaves in a database of this repository: a test's server finds it there, as one that starts again. */
const stageOf = (prepared: boolean, registry = 'institutions'): Stage => ({
  name: prepared ? `prepared_${registry}` : 'demonstration',
  fill: async (url) => {
    const config = configOf(url, { SONGHUA_REGISTRY: registry });
    const base = await openBase(config, await discover(repository), () => new Date(), createLogger('silent'));
    await (prepared ? prepare(base, () => {}) : openDemo(base)).finally(() => base.close());
  },
});

/** A connection string to a clone of a database in which the server has started once with this registry. */
export const startedDatabaseUrl = (registry: string, t: Pick<TestContext, 'after'>): Promise<string> =>
  testDatabaseUrl(t, stageOf(true, registry));

/** The whole server over a database of this test alone, asked through `server.app.inject`. */
export async function testApp(
  t: TestContext,
  { root = repository, prepared = false, events = false, settings = {} }: TestAppOptions = {},
): Promise<TestApp> {
  // For processes that a test starts on its database.
  process.env['SONGHUA_SECRET_KEY'] ??= secretKey;
  // The last thing opened is closed first: a server whose database is dropped under it would wait for its return.
  const closing: (() => unknown)[] = [];
  t.after(async () => {
    for (const close of closing.toReversed()) await close();
  });
  const { DATABASE_URL: given, SONGHUA_MODE: mode, SONGHUA_REGISTRY: registry } = settings;
  const stage = root === repository && mode === undefined ? stageOf(prepared, registry) : undefined;
  const url = given ?? (await testDatabaseUrl({ after: (close) => closing.push(close as () => unknown) }, stage));
  const house = await discover(root);
  const config = configOf(url, settings);
  const base = await openBase(config, house, () => new Date(), createLogger(config.SONGHUA_LOG_LEVEL));
  if (prepared) await prepare(base, () => {});
  else await openDemo(base);
  const server = await createServer(base, true);
  const running = events ? startEvents(base, server) : undefined;
  closing.push(
    () => base.close(),
    () => server.app.close(),
    () => running?.stop(),
  );
  return {
    server,
    pool: base.pool,
    signIn: (username) => signIn(server, username, `songhua-${username}`),
    signInAs: (username, password) => signIn(server, username, password),
    clientToken: async (scope = 'system/*.cruds api/*.cruds') => {
      const { status, answer } = await askToken(server, scope);
      if (!answer.access_token) throw new Error(`no token for ${scope}: ${status} ${JSON.stringify(answer)}`);
      return { authorization: `Bearer ${answer.access_token}` };
    },
  };
}

/** What the provider answers the backend client that asks for these scopes: a token, or why there is none. */
export async function askToken({ app }: Server, scope: string) {
  const reply = await app.inject({
    method: 'POST',
    url: '/auth/token',
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      authorization: `Basic ${Buffer.from(`${client.id}:${client.secret}`).toString('base64')}`,
    },
    payload: new URLSearchParams({ grant_type: 'client_credentials', scope }).toString(),
  });
  const answer = reply.json<{ readonly access_token?: string; readonly scope?: string; readonly error?: string }>();
  return { status: reply.statusCode, answer };
}

/** Cookies as a browser keeps them, by name. */
function jar() {
  const cookies = new Map<string, string>();
  return {
    take: (headers: Record<string, unknown>): void => {
      for (const line of [headers['set-cookie'] ?? []].flat() as string[]) {
        const [pair = ''] = line.split(';');
        const at = pair.indexOf('=');
        cookies.set(pair.slice(0, at), pair.slice(at + 1));
      }
    },
    header: (): string => [...cookies].map(([name, value]) => `${name}=${value}`).join('; '),
  };
}

/** Goes the whole way a browser goes: start, provider, form, back, callback. */
async function signIn({ app }: Server, username: string, password: string): Promise<Record<string, string>> {
  const cookies = jar();
  const go = async (url: string) => {
    const answer = await app.inject({ url, headers: { cookie: cookies.header(), host: '127.0.0.1' } });
    cookies.take(answer.headers);
    return answer;
  };
  const path = (location: unknown): string => {
    const { pathname, search } = new URL(String(location), 'http://127.0.0.1');
    return pathname + search;
  };
  const start = await go('/session/start');
  const authorize = await go(path(start.headers.location));
  const form = await app.inject({
    method: 'POST',
    url: path(authorize.headers.location),
    headers: { cookie: cookies.header(), host: '127.0.0.1', 'x-songhua': '1' },
    payload: { username, password },
  });
  cookies.take(form.headers);
  const resumed = await go(path(form.json<{ returnTo: string }>().returnTo));
  const callback = await go(path(resumed.headers.location));
  if (callback.statusCode !== 302) throw new Error(`sign-in as ${username} failed: ${callback.statusCode} ${callback.body}`);
  return { cookie: cookies.header(), 'x-songhua': '1' };
}
