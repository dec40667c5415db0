/** The clients, in a process of their own so that their work is not counted. Started by ask.ts, spoken to over its channel. */
import { Agent, request } from 'node:http';
import type { Answered, Job, Sent } from './ask.ts';

interface Answer {
  readonly status: number;
  readonly location: string | undefined;
  readonly body: Buffer;
}

const send = (agent: Agent, address: string, headers: Record<string, string>, [method, path, body]: Sent): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const type = path.endsWith('/_search') ? 'application/x-www-form-urlencoded' : 'application/fhir+json';
    const sent = body === undefined ? headers : { ...headers, 'content-type': type, 'content-length': Buffer.byteLength(body) };
    const asked = request(`${address}${path}`, { method, agent, headers: sent }, (answer) => {
      const chunks: Buffer[] = [];
      answer.on('data', (chunk: Buffer) => chunks.push(chunk));
      answer.on('end', () =>
        resolve({ status: answer.statusCode ?? 0, location: answer.headers.location, body: Buffer.concat(chunks) }),
      );
      answer.on('error', reject);
    });
    asked.on('error', reject);
    asked.end(body);
  });

/** `@@2@@` is the id that the answer to the third request of the same sequence gave. */
const filled = (text: string, ids: readonly string[]): string => text.replace(/@@(\d+)@@/g, (_, at) => ids[Number(at)] ?? '');

async function run({ address, addresses = [address], token, clients, sequences }: Job): Promise<Answered> {
  const agent = new Agent({ keepAlive: true, maxSockets: clients });
  const headers = { authorization: `Bearer ${token}`, accept: 'application/fhir+json' };
  const done: Answered = {
    latencies: [],
    bytes: 0,
    statuses: {},
    ids: sequences.map(() => []),
    refused: [],
    entries: [],
    wall: 0,
  };
  let next = 0;
  const from = performance.now();
  const client = async (at: number): Promise<void> => {
    const to = addresses[at % addresses.length] ?? address;
    for (;;) {
      const place = next++;
      const sequence = sequences[place];
      if (!sequence) return;
      const ids = done.ids[place] ?? [];
      for (const [method, path, body] of sequence) {
        const sent: Sent = [method, filled(path, ids), ...(body === undefined ? [] : [filled(body, ids)])] as unknown as Sent;
        const began = performance.now();
        const { status, location, body: text } = await send(agent, to, headers, sent);
        done.latencies.push(performance.now() - began);
        done.bytes += text.length;
        done.statuses[status] = (done.statuses[status] ?? 0) + 1;
        ids.push(/\/([^/]+)\/_history\//.exec(location ?? '')?.[1] ?? '');
        if (status >= 400 && done.refused.length < 3) done.refused.push(`${method} ${path}: ${text.toString().slice(0, 600)}`);
        if (method === 'GET' || path.endsWith('/_search')) done.entries.push(text.toString().split('"mode":"match"').length - 1);
      }
    }
  };
  await Promise.all(Array.from({ length: clients }, (_, at) => client(at)));
  done.wall = performance.now() - from;
  agent.destroy();
  return done;
}

process.on('message', (job: Job) => {
  run(job).then(
    (answered) => process.send?.({ answered }),
    (error: Error) => process.send?.({ failed: error.stack }),
  );
});
