/** Workload: the same writes and reads by one, two and three server processes on one database, each held to a part of a core. */
import { createFamilies, each, read, warmUp } from './crud.ts';
import type { Running } from './house.ts';
import { limitCpu } from './limit-cpu.ts';
import type { Bench, Cost } from './measure.ts';
import type { Line } from './table.ts';

const lineOf = (what: string, servers: readonly Running[], share: number, cost: Cost): Line => {
  const cores = (perOperation: number): string => ((perOperation * cost.operations) / cost.wall).toFixed(2);
  const rate = Math.round((cost.operations / cost.wall) * 1000);
  const count = servers.length === 1 ? '1 process' : `${servers.length} processes`;
  const each = share < 1 ? ` of ${share} core${servers.length === 1 ? '' : ' each'}` : '';
  return {
    workload: `${what}, ${count}${each}: ${rate}/s, cores busy: node ${cores(cost.node)}, PostgreSQL ${cores(cost.postgres)}`,
    cost,
    limit: Number.NaN,
    aim: '–',
    peer: '–',
  };
};

/** Creates and reads with one server, with two, with all, the same number of clients asking; each server may use `share` of a core. */
export async function processes(bench: Bench, others: readonly Running[], rounds: number, share: number): Promise<Line[]> {
  const all = [bench.server, ...others];
  const lines: Line[] = [];
  for (const count of all.keys()) {
    const servers = all.slice(0, count + 1);
    await warmUp(bench, servers);
    const limits = share < 1 ? servers.map(({ pid }) => limitCpu(pid, share)) : [];
    try {
      const { cost, known } = await createFamilies(bench, rounds, servers);
      lines.push(lineOf('create', servers, share, cost), lineOf('read', servers, share, await each(bench, known, read, servers)));
    } finally {
      for (const end of limits) end();
    }
  }
  return lines;
}
