/** CPU time of this process and of a PostgreSQL with all its processes, in milliseconds; Linux only (/proc). */
import { readdirSync, readFileSync } from 'node:fs';

const read = (path: string): string => {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
};

/** Of one process, to the nanosecond where the kernel keeps it. */
export const cpuOf = (pid: number): number => Number(read(`/proc/${pid}/schedstat`).split(' ')[0]) / 1e6;

const fieldsOf = (pid: number | string): string[] =>
  read(`/proc/${pid}/stat`)
    .replace(/^.*\) /, '')
    .split(' ');

/** Of the postmaster, its living children and those it has waited for. */
export function cpuOfServer(postmaster: number): number {
  const own = fieldsOf(postmaster);
  // cutime and cstime, in ticks of 10 ms.
  let sum = cpuOf(postmaster) + (Number(own[13]) + Number(own[14])) * 10;
  for (const name of readdirSync('/proc')) {
    if (/^\d+$/.test(name) && fieldsOf(name)[1] === String(postmaster)) sum += cpuOf(Number(name));
  }
  return sum;
}

export const cpuOfNode = (): number => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
};

export interface Spent {
  node: number;
  wall: number;
}

/** Adds what `work` costs this process and the clock to `spent`. */
export async function spend<T>(spent: Spent, work: () => T | Promise<T>): Promise<T> {
  const [node, wall] = [cpuOfNode(), performance.now()];
  try {
    return await work();
  } finally {
    spent.node += cpuOfNode() - node;
    spent.wall += performance.now() - wall;
  }
}
