import { Agent, request } from 'node:http';

/** An answer, or the reason why there was none. Nothing is ever sent a second time: the ledger counts each request. */
export type Answer =
  | {
      readonly ok: true;
      readonly status: number;
      readonly headers: Readonly<Record<string, string | undefined>>;
      readonly text: string;
    }
  | { readonly ok: false; readonly sent: boolean; readonly why: string };

export interface Ask {
  readonly method: string;
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** The server's address and what its backend client may do there. */
export interface Client {
  readonly port: number;
  /** One request with the client's token; a token that is no longer good is renewed for the next. */
  ask(ask: Ask): Promise<Answer>;
  /** As `ask`, for questions that may be repeated: tries until the server answers below 500. */
  read(ask: Ask): Promise<Extract<Answer, { ok: true }>>;
  /** The line by which a request written by hand says who asks. */
  bearer(): Promise<{ readonly headers: string }>;
}

const patience = 20_000;

/** One HTTP request over a kept connection. `sent` is false where nobody was listening. */
export const send = (agent: Agent, port: number, { method, path, headers = {}, body }: Ask): Promise<Answer> =>
  new Promise((resolve) => {
    const length = body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) };
    const asking = request({
      host: '127.0.0.1',
      port,
      method,
      path,
      agent,
      headers: { ...headers, ...length },
      timeout: patience,
    });
    const fail = (error: NodeJS.ErrnoException): void =>
      resolve({ ok: false, sent: error.code !== 'ECONNREFUSED', why: error.code ?? error.message });
    asking.on('timeout', () => asking.destroy(Object.assign(new Error('no answer'), { code: 'TIMEOUT' })));
    asking.on('error', fail);
    asking.on('response', (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', fail);
      response.on('end', () => {
        if (!response.complete) return fail(Object.assign(new Error('cut off'), { code: 'CUT' }));
        const received = response.headers as Record<string, string | undefined>;
        resolve({ ok: true, status: response.statusCode ?? 0, headers: received, text: Buffer.concat(chunks).toString('utf8') });
      });
    });
    asking.end(body);
  });

export const credentials = { id: 'faults', secret: 'the-secret-of-the-fault-tests' } as const;

/** A client of the server on this port. */
export function createClient(port: number): Client {
  const agent = new Agent({ keepAlive: true, maxSockets: 64 });
  let token: Promise<string> | undefined;
  const fetchToken = async (): Promise<string> => {
    const answer = await send(agent, port, {
      method: 'POST',
      path: '/auth/token',
      headers: {
        'content-type': 'application/x-www-form-urlencoded',
        authorization: `Basic ${Buffer.from(`${credentials.id}:${credentials.secret}`).toString('base64')}`,
      },
      body: new URLSearchParams({ grant_type: 'client_credentials', scope: 'system/*.cruds api/*.cruds' }).toString(),
    });
    const granted = answer.ok && answer.status === 200 ? (JSON.parse(answer.text) as { access_token: string }) : undefined;
    if (!granted) token = undefined;
    return granted?.access_token ?? '';
  };
  const ask: Client['ask'] = async ({ headers, ...rest }) => {
    token ??= fetchToken();
    const bearer = await token;
    if (bearer === '') return { ok: false, sent: false, why: 'no token' };
    const answer = await send(agent, port, { ...rest, headers: { ...headers, authorization: `Bearer ${bearer}` } });
    if (answer.ok && answer.status === 401) token = undefined;
    return answer;
  };
  return {
    port,
    ask,
    bearer: async () => {
      token ??= fetchToken();
      return { headers: `authorization: Bearer ${await token}\r\n` };
    },
    read: async (asked) => {
      for (let tries = 0; ; tries += 1) {
        const answer = await ask(asked);
        if (answer.ok && answer.status < 500 && answer.status !== 401) return answer;
        if (tries > 600) throw new Error(`${asked.path} is not answered: ${answer.ok ? answer.text : answer.why}`);
        await new Promise((later) => setTimeout(later, 100));
      }
    },
  };
}
