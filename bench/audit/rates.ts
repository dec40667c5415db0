/** How fast entries are written, chained and verified, and what that costs; beside it what cannot be saved. */
import { hash } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beginLog, chainOnce, createAccessLog, openSigner, readSigned, verifyLog } from '@songhua/access';
import { lineOf } from '@songhua/access/audit/line.ts';
import type { House } from '../records/house.ts';
import { cpuOfNode, cpuOfServer } from '../storage/cpu.ts';

export interface Rate {
  readonly what: string;
  /** Entries a second of the clock. */
  readonly rate: number;
  /** CPU µs of an entry. */
  readonly node: number;
  readonly postgres: number;
}

const accessOf = (n: number) => ({
  at: new Date(),
  actor: {
    kind: 'person' as const,
    id: 'b3c1f0de-5a52-4f3e-9d58-3c2d7f2b7c11',
    name: '示例医生',
    roles: ['doctor'],
    institution: 'Organization/7',
  },
  method: 'GET',
  path: `/fhir/R4/Observation/${n}`,
  route: '/fhir/R4/:type/:id',
  status: 200,
  requestId: `7c2b5c8d-8972-49db-86be-${String(n).padStart(12, '0')}`,
  address: '10.20.30.40',
  touched: { resources: [`Observation/${n}`], resourceCount: 1, patients: [`p${n % 5_000}`], patientCount: 1 },
});

async function timed(house: House, what: string, work: () => Promise<number>): Promise<Rate> {
  const [from, node, postgres] = [performance.now(), cpuOfNode(), cpuOfServer(house.postmaster)];
  const entries = await work();
  const [time, ofNode, ofServer] = [performance.now() - from, cpuOfNode() - node, cpuOfServer(house.postmaster) - postgres];
  return { what, rate: (entries * 1_000) / time, node: (ofNode * 1_000) / entries, postgres: (ofServer * 1_000) / entries };
}

export async function rates(house: House, entries: number): Promise<readonly Rate[]> {
  const { pool } = house;
  const folder = await mkdtemp(join(tmpdir(), 'songhua-bench-heads-'));
  const signer = await openSigner(join(folder, 'key'), 'sha256');
  const [clock, algorithm, heads] = [() => new Date(), 'sha256' as const, join(folder, 'heads')];
  const means = { pool, clock, algorithm, signerOf: async () => signer, folder: heads };
  await beginLog(pool, algorithm);
  const chainAll = async (): Promise<number> => {
    let all = 0;
    for (let chained = 1; chained > 0; all += chained) chained = (await chainOnce(means)) ?? 0;
    return all;
  };
  const log = createAccessLog(pool);
  const writeBy = async (from: number, count: number, atOnce: number): Promise<number> => {
    for (let at = from; at < from + count; at += atOnce)
      await Promise.all(Array.from({ length: atOnce }, (_, n) => log(accessOf(at + n))));
    return count;
  };
  await writeBy(0, 10_000, 500);
  await chainAll();
  const found: Rate[] = [
    await timed(house, 'written, 16 at once', () => writeBy(10_000, entries / 5, 16)),
    await timed(house, 'written, 500 at once', () => writeBy(10_000 + entries, entries, 500)),
    await timed(house, 'chained', chainAll),
  ];
  const { rows } = await pool.query<{ n: number }>('select count(*)::int as n from access.audit');
  const all = rows[0]?.n ?? 0;
  const signed = await readSigned(heads);
  const verified = await timed(house, 'verified', async () => {
    const result = await verifyLog(pool, { signed });
    if (!result.ok) throw new Error(JSON.stringify(result.fault));
    return result.to;
  });
  // What PostgreSQL needs to say the same lines to nobody, on one of its processes, and Node to hash them and nothing else.
  const said = await timed(house, 'limit: bare COPY of the same lines', async () => {
    await pool.query(`copy (select ${lineOf('a')} from access.audit a order by entry) to program 'cat > /dev/null'`);
    return all;
  });
  const lines = await pool.query<{ line: string }>(
    `select ${lineOf('a')} as line from access.audit a order by entry limit 100000`,
  );
  const bytes = lines.rows.map(({ line }) => Buffer.from(line));
  const hashed = await timed(house, 'limit: bare hashing, once a line', async () => {
    for (const line of bytes) hash('sha256', line, 'buffer');
    return bytes.length;
  });
  await rm(folder, { recursive: true, force: true });
  return [...found, verified, said, hashed];
}
