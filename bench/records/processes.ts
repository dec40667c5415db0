/** Workload: the same writes and reads by one server process and by two on one database. */
import { createFamilies, each, read, warmUp } from './crud.ts';
import type { Running } from './house.ts';
import type { Bench, Cost } from './measure.ts';
import type { Line } from './table.ts';

const lineOf = (what: string, servers: readonly Running[], cost: Cost): Line => {
  const cores = (perOperation: number): string => ((perOperation * cost.operations) / cost.wall).toFixed(2);
  const rate = Math.round((cost.operations / cost.wall) * 1000);
  const count = servers.length === 1 ? '1 process' : `${servers.length} processes`;
  return {
    workload: `${what}, ${count}: ${rate}/s, cores busy: node ${cores(cost.node)}, PostgreSQL ${cores(cost.postgres)}`,
    cost,
    limit: Number.NaN,
    aim: '–',
    peer: '–',
  };
};

/** Creates and reads with one server, then with both, the same number of clients asking. */
export async function processes(bench: Bench, second: Running, rounds: number): Promise<Line[]> {
  const lines: Line[] = [];
  for (const servers of [[bench.server], [bench.server, second]]) {
    await warmUp(bench, servers);
    const { cost, known } = await createFamilies(bench, rounds, servers);
    lines.push(lineOf('create', servers, cost), lineOf('read', servers, await each(bench, known, read, servers)));
  }
  return lines;
}
