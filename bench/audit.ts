/**
 * What auditing costs a request, and how fast the log is chained and verified: `npm run bench audit [-- --rounds 60] [-- --entries 200000]`.
 * The real server over a PostgreSQL of its own, once as it is and once with auditing taken out (bench/audit/without.ts); the time of the
 * chainer is part of the first. Beside the verification stands hashing the same lines once, with nothing read.
 */
import { hash } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { beginLog, chainOnce, createAccessLog, openSigner, readSigned, verifyLog } from '@songhua/access';
import { startClients } from './records/ask.ts';
import { createFamilies, each, read, warmUp } from './records/crud.ts';
import { cpuNow, type House, signIn, withHouse } from './records/house.ts';
import { type Bench, type Cost, total } from './records/measure.ts';
import { machine } from './records/table.ts';

const { values } = parseArgs({
  options: { rounds: { type: 'string', default: '60' }, entries: { type: 'string', default: '200000' } },
});
const rounds = Number(values.rounds);
const entries = Number(values.entries);

type Costs = Readonly<Record<'create' | 'read' | 'search', Cost>>;

/** What the same work costs on a server, all that it does in the background until it rests included. */
async function costs(house: House, options: string): Promise<Costs> {
  if (options) process.env['BENCH_NODE_OPTIONS'] = options;
  else delete process.env['BENCH_NODE_OPTIONS'];
  const server = await house.serve({ SONGHUA_FULL_TEXT: 'off' });
  const clients = startClients();
  const bench: Bench = { house, server, token: await signIn(server), clients };
  /** The chainer comes behind: two seconds of rest are counted with the work before, less what two seconds of rest cost. */
  const withRest = async <T extends Cost>(work: () => Promise<T>): Promise<T> => {
    const idle = cpuNow(house, [server]);
    await wait(2_000);
    const begun = cpuNow(house, [server]);
    const cost = await work();
    const done = cpuNow(house, [server]);
    await wait(2_000);
    const end = cpuNow(house, [server]);
    const behind = (part: 'server' | 'postgres'): number =>
      Math.max(end[part] - done[part] - (begun[part] - idle[part]), 0) / cost.operations;
    return { ...cost, node: cost.node + behind('server'), postgres: cost.postgres + behind('postgres') };
  };
  try {
    await warmUp(bench);
    let known: Awaited<ReturnType<typeof createFamilies>>['known'] = [];
    const create = await withRest(async () => {
      const made = await createFamilies(bench, rounds);
      known = made.known;
      return made.cost;
    });
    const readAll = await withRest(() => each(bench, [...known, ...known, ...known], read));
    const people = known.filter(({ type }) => type === 'Patient');
    const search = await withRest(() =>
      each(bench, [...people, ...people, ...people], ({ id }) => ['GET', `/fhir/R4/Observation?patient=${id}`]),
    );
    return { create, read: readAll, search };
  } finally {
    clients.stop();
    await server.stop();
  }
}

const ms = (value: number): string => value.toFixed(3).padStart(7);

await withHouse({}, async (house) => {
  console.log(`${machine()}; CPU time of server and PostgreSQL for one request, ms; the chainer's is counted with auditing`);
  const without = await costs(house, `--import ${join(import.meta.dirname, 'audit', 'without.ts')}`);
  const audited = await costs(house, '');
  for (const name of ['create', 'read', 'search'] as const) {
    const [a, b] = [total(audited[name]), total(without[name])];
    console.log(
      `${name.padEnd(8)} audited ${ms(a)}  without ${ms(b)}  ratio ${(a / b).toFixed(3)}  share of the request ${((1 - b / a) * 100).toFixed(1)} %`,
    );
  }

  const { pool } = house;
  await beginLog(pool, 'sha256');
  const folder = await mkdtemp(join(tmpdir(), 'songhua-bench-heads-'));
  const signer = await openSigner(join(folder, 'key'), 'sha256');
  const means = {
    pool,
    clock: () => new Date(),
    algorithm: 'sha256' as const,
    signerOf: async () => signer,
    folder: join(folder, 'heads'),
  };
  while (((await chainOnce(means)) ?? 1) > 0);
  const log = createAccessLog(pool);
  const writeFrom = performance.now();
  for (let from = 0; from < entries; from += 500)
    await Promise.all(
      Array.from({ length: 500 }, (_, at) =>
        log({
          at: new Date(),
          actor: {
            kind: 'person',
            id: 'b3c1f0de-5a52-4f3e-9d58-3c2d7f2b7c11',
            name: '示例医生',
            roles: ['doctor'],
            institution: 'Organization/7',
          },
          method: 'GET',
          path: `/fhir/R4/Observation/${from + at}`,
          route: '/fhir/R4/:type/:id',
          status: 200,
          requestId: `7c2b5c8d-8972-49db-86be-${String(from + at).padStart(12, '0')}`,
          address: '10.20.30.40',
          touched: {
            resources: [`Observation/${from + at}`],
            resourceCount: 1,
            patients: [`p${(from + at) % 5_000}`],
            patientCount: 1,
          },
        }),
      ),
    );
  const wrote = (performance.now() - writeFrom) / 1_000;
  const chainFrom = performance.now();
  for (let chained = 1; chained > 0; ) chained = (await chainOnce(means)) ?? 0;
  const chain = (performance.now() - chainFrom) / 1_000;
  const signed = await readSigned(means.folder);
  const verifyFrom = performance.now();
  const result = await verifyLog(pool, { signed });
  const verify = (performance.now() - verifyFrom) / 1_000;
  if (!result.ok) throw new Error(JSON.stringify(result.fault));
  const { rows } = await pool.query<{ line: string }>('select row(a.*)::text as line from access.audit a limit 100000');
  const hashFrom = performance.now();
  for (const { line } of rows) hash('sha256', line, 'buffer');
  const bare = rows.length / ((performance.now() - hashFrom) / 1_000);
  const rate = (count: number, seconds: number): string => `${Math.round(count / seconds)} entries/s`;
  console.log(`written   ${rate(entries, wrote)}, by 500 at once`);
  console.log(`chained   ${rate(entries, chain)}`);
  console.log(
    `verified  ${rate(result.to, verify)}  bare hashing ${Math.round(bare)} lines/s  ratio ${(bare / (result.to / verify)).toFixed(1)}`,
  );
  await rm(folder, { recursive: true, force: true });
});
