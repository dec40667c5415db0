import assert from 'node:assert/strict';
import { once } from 'node:events';
import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { type Client, createClient } from './ask.ts';
import { makeHouse } from './house.ts';
import { createVictim } from './victim.ts';

const megabyte = 1024 * 1024;
const json = { 'content-type': 'application/fhir+json' };

/** A connection that says this much and then what the test says. */
async function dial(port: number, head: string): Promise<Socket> {
  const socket = connect(port, '127.0.0.1');
  // A server that refuses closes while we still write.
  socket.on('error', () => {});
  await once(socket, 'connect');
  socket.write(head);
  return socket;
}

/** The first line of what comes back, or what ended the connection. */
const firstLine = (socket: Socket): Promise<string> =>
  new Promise((resolve) => {
    let said = '';
    socket.on('data', (chunk: Buffer) => {
      said += chunk.toString('latin1');
      if (said.includes('\r\n')) resolve(said.slice(0, said.indexOf('\r\n')));
    });
    socket.on('close', () => resolve(said === '' ? 'closed' : said));
  });

/** Memory of a process that is really in use, MB; undefined where the system does not tell. */
async function residentMegabytes(pid: number): Promise<number | undefined> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
  const kilobytes = /VmRSS:\s+(\d+)/.exec(status)?.[1];
  return kilobytes === undefined ? undefined : Number(kilobytes) / 1024;
}

/** A reader who must be served whatever the others do. */
const isServed = async (client: Client): Promise<void> => {
  const answer = await client.ask({ method: 'GET', path: '/fhir/R4/Patient?_count=1' });
  assert.ok(answer.ok && answer.status === 200, JSON.stringify(answer).slice(0, 300));
};

test('slow, silent and oversized clients are bounded and others are served meanwhile', async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'songhua-faults-'));
  await chmod(folder, 0o755);
  // Usually it waits for minutes.
  const victim = await createVictim(folder, await makeHouse(folder), { SONGHUA_REQUEST_SECONDS: '4' });
  const sockets: Socket[] = [];
  t.after(async () => {
    for (const socket of sockets) socket.destroy();
    await victim.stop();
    await rm(folder, { recursive: true, force: true });
  });
  victim.start();
  await victim.ready();
  const client = createClient(victim.port);
  const open = async (head: string): Promise<Socket> => {
    const socket = await dial(victim.port, head);
    sockets.push(socket);
    return socket;
  };
  await isServed(client);
  const pid = victim.pid() ?? 0;
  const before = await residentMegabytes(pid);
  const host = `host: 127.0.0.1:${victim.port}\r\n`;
  const post = (path: string, length: number, more = ''): string =>
    `POST ${path} HTTP/1.1\r\n${host}content-type: application/fhir+json\r\ncontent-length: ${length}\r\n${more}\r\n`;

  await t.test('headers that are never finished end in a timeout', async () => {
    const socket = await open(`GET /healthz HTTP/1.1\r\n${host}x-slow: `);
    await isServed(client);
    assert.match(await firstLine(socket), /^HTTP\/1\.1 408/);
  });

  await t.test('a body that comes a byte at a time is not waited for beyond the limit', async () => {
    const socket = await open(post('/fhir/R4/Patient', 100_000, (await client.bearer()).headers));
    const dripping = setInterval(() => socket.write(' '), 200);
    await isServed(client);
    assert.match(await firstLine(socket), /^HTTP\/1\.1 408/);
    clearInterval(dripping);
  });

  await t.test('a thousand idle connections leave room for those who ask', async () => {
    const idle = await Promise.all(Array.from({ length: 1_000 }, () => open('')));
    assert.equal(idle.length, 1_000);
    for (let n = 0; n < 20; n += 1) await isServed(client);
    for (const socket of idle) socket.destroy();
  });

  await t.test('clients that never read their answers hold up nobody', async () => {
    for (let n = 0; n < 40; n += 1) {
      const socket = await open('');
      socket.pause();
      for (let ask = 0; ask < 20; ask += 1) socket.write(`GET /api/openapi.json HTTP/1.1\r\n${host}\r\n`);
    }
    for (let n = 0; n < 20; n += 1) await isServed(client);
  });

  await t.test('a body above the limit is refused before it has come', async () => {
    const { headers } = await client.bearer();
    const said = await open(post('/fhir/R4/Patient', 900 * megabyte, headers));
    assert.match(await firstLine(said), /^HTTP\/1\.1 413/);
    const chunked = await open(
      `POST /fhir/R4/Patient HTTP/1.1\r\n${host}${headers}content-type: application/fhir+json\r\ntransfer-encoding: chunked\r\n\r\n`,
    );
    const answer = firstLine(chunked);
    const chunk = Buffer.concat([Buffer.from(`${megabyte.toString(16)}\r\n`), Buffer.alloc(megabyte, 0x20), Buffer.from('\r\n')]);
    let taken = 0;
    let over = false;
    void answer.then(() => {
      over = true;
    });
    while (taken < 200 && !over && chunked.writable) {
      await Promise.race([new Promise((written) => chunked.write(chunk, written)), wait(2_000)]);
      taken += 1;
    }
    assert.match(await answer, /^HTTP\/1\.1 413|^closed/);
    assert.ok(taken < 100, `${taken} MB were taken`);
  });

  await t.test('what is packed is not unpacked, what is deep, long or many is refused by name', async () => {
    const packed = gzipSync(Buffer.alloc(50 * megabyte, 0x20));
    const gzip = await client.ask({
      method: 'POST',
      path: '/fhir/R4/Patient',
      headers: { ...json, 'content-encoding': 'gzip' },
      body: packed.toString('latin1'),
    });
    assert.ok(gzip.ok && gzip.status >= 400 && gzip.status < 500, JSON.stringify(gzip).slice(0, 300));
    const send = async (body: string, path = '/fhir/R4/Patient'): Promise<number> => {
      const answer = await client.ask({ method: 'POST', path, headers: json, body });
      assert.ok(answer.ok, JSON.stringify(answer));
      assert.equal(
        (JSON.parse(answer.text) as { resourceType?: string }).resourceType === 'OperationOutcome',
        answer.status >= 400,
      );
      return answer.status;
    };
    const depth = 200_000;
    assert.equal(await send(`{"resourceType":"Patient","extension":${'['.repeat(depth)}${']'.repeat(depth)}}`), 400);
    assert.equal(await send(`${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`), 400);
    const long = JSON.stringify({ resourceType: 'Patient', name: [{ text: '长'.repeat(3_500_000) }] });
    assert.ok([201, 400, 422].includes(await send(long)));
    const entry = { resource: { resourceType: 'Patient' }, request: { method: 'POST', url: 'Patient' } };
    const many = JSON.stringify({
      resourceType: 'Bundle',
      type: 'transaction',
      entry: Array.from({ length: 60_000 }, () => entry),
    });
    assert.equal(await send(many, '/fhir/R4'), 413);
    await isServed(client);
  });

  const after = await residentMegabytes(pid);
  t.diagnostic(`memory of the server: ${before?.toFixed(0)} MB before, ${after?.toFixed(0)} MB after`);
  if (before !== undefined && after !== undefined) assert.ok(after < before + 700, `${before} MB became ${after} MB`);
  assert.deepEqual(victim.endedByItself, []);
});
