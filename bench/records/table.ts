/** The table as it is printed and kept in docs/reference/performance.md. */
import { cpus, totalmem } from 'node:os';
import { type Cost, total } from './measure.ts';

export interface Line {
  readonly workload: string;
  readonly cost: Cost;
  /** CPU ms of what cannot be saved; NaN where nothing stands beside it. */
  readonly limit: number;
  readonly aim: string;
  readonly peer: string;
}

const number = (value: number, digits = 3): string => (Number.isNaN(value) ? '–' : value.toFixed(digits));

const head = ['workload', 'n', 'CPU ms (node + PostgreSQL)', 'p50 / p99 ms', 'answer kB', 'limit ms', 'ratio', 'aim', 'peer ms'];

const rowOf = ({ workload, cost, limit, aim, peer }: Line): string[] => [
  workload,
  String(cost.operations),
  `**${number(total(cost))}** (${number(cost.node)} + ${number(cost.postgres)})`,
  `${number(cost.p50, 1)} / ${number(cost.p99, 1)}`,
  number(cost.bytes / 1000, 1),
  number(limit),
  number(total(cost) / limit, 1),
  aim,
  peer,
];

export const printHead = (): void => {
  console.log(`| ${head.join(' | ')} |`);
  console.log(`|${head.map((_, at) => (at > 0 && at < 7 ? '--:' : '---')).join('|')}|`);
};

export const printLine = (line: Line): void => console.log(`| ${rowOf(line).join(' | ')} |`);

/** The mean of several lines, each with the same weight. */
export function meanOf(workload: string, lines: readonly Line[], aim: string, peer: string): Line {
  const mean = (value: (line: Line) => number): number => lines.reduce((sum, line) => sum + value(line), 0) / lines.length;
  return {
    workload,
    cost: {
      operations: lines.reduce((sum, { cost }) => sum + cost.operations, 0),
      node: mean(({ cost }) => cost.node),
      postgres: mean(({ cost }) => cost.postgres),
      p50: mean(({ cost }) => cost.p50),
      p99: Math.max(...lines.map(({ cost }) => cost.p99)),
      bytes: mean(({ cost }) => cost.bytes),
      wall: lines.reduce((sum, { cost }) => sum + cost.wall, 0),
    },
    limit: mean(({ limit }) => limit),
    aim,
    peer,
  };
}

export const machine = (): string => {
  const { model = 'unknown' } = cpus()[0] ?? {};
  return `${cpus().length} × ${model}, ${(totalmem() / 2 ** 30).toFixed(0)} GiB, Node ${process.version}`;
};
