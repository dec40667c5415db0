/** One line of the table: what a workload costs, and what the same costs at least. */
import { cpuOfNode, cpuOfServer } from '../storage/cpu.ts';
import type { Answered, Clients, Job } from './ask.ts';
import { cpuNow, type House, type Running } from './house.ts';

export interface Bench {
  readonly house: House;
  readonly server: Running;
  readonly token: string;
  readonly clients: Clients;
}

/** CPU ms per operation of server and PostgreSQL, latencies in ms, bytes of an answer. */
export interface Cost {
  readonly operations: number;
  readonly node: number;
  readonly postgres: number;
  readonly p50: number;
  readonly p99: number;
  readonly bytes: number;
  /** How long all of it took, ms. */
  readonly wall: number;
}

export const total = ({ node, postgres }: Pick<Cost, 'node' | 'postgres'>): number => node + postgres;

const quantile = (values: readonly number[], q: number): number => {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * q))] ?? Number.NaN;
};

/** Refuses answers that are not what the workload is about: an error is cheap. */
function check({ statuses, refused }: Answered): void {
  if (Object.keys(statuses).some((status) => Number(status) >= 400))
    throw new Error(`${JSON.stringify(statuses)} ${refused.join('\n')}`);
}

/** Sends requests and says what each cost the servers. `each`: operations in one request. */
export async function measure(
  { house, server, token, clients }: Bench,
  job: Pick<Job, 'clients' | 'sequences'>,
  { each = 1, servers = [server] }: { each?: number; servers?: readonly Running[] } = {},
): Promise<Cost & { readonly answered: Answered }> {
  const before = cpuNow(house, servers);
  const answered = await clients.run({
    ...job,
    address: server.address,
    addresses: servers.map(({ address }) => address),
    token,
  });
  const after = cpuNow(house, servers);
  check(answered);
  const operations = answered.latencies.length * each;
  return {
    operations,
    node: (after.server - before.server) / operations,
    postgres: (after.postgres - before.postgres) / operations,
    p50: quantile(answered.latencies, 0.5),
    p99: quantile(answered.latencies, 0.99),
    bytes: answered.bytes / answered.latencies.length,
    wall: answered.wall,
    answered,
  };
}

/** What `work` costs this process and PostgreSQL for each operation. */
export async function measureHere(
  { house }: Pick<Bench, 'house'>,
  operations: number,
  work: () => Promise<void>,
): Promise<number> {
  const [node, postgres] = [cpuOfNode(), cpuOfServer(house.postmaster)];
  await work();
  return (cpuOfNode() - node + cpuOfServer(house.postmaster) - postgres) / operations;
}

/** Runs `work` over all items, `hands` at once. */
export async function together<T>(
  items: readonly T[],
  hands: number,
  work: (item: T, hand: number) => Promise<void>,
): Promise<void> {
  const rest = items.values();
  const hand = async (_: unknown, at: number): Promise<void> => {
    for (const item of rest) await work(item, at);
  };
  await Promise.all(Array.from({ length: hands }, hand));
}
