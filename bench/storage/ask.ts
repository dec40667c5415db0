/** Asks one shape many times over one connection: CPU of this process and of the backend per question, and wall time. */
import type pg from 'pg';
import { cpuOf, cpuOfNode } from './cpu.ts';
import { type Shape, seededValues } from './shapes.ts';

export interface Answered {
  readonly name: string;
  readonly node: number;
  readonly postgres: number;
  readonly p50: number;
  readonly p99: number;
  readonly rows: number;
  readonly bytes: number;
}

/** At most `times` questions and `budget` milliseconds; the first three are not counted. */
export async function ask(client: pg.Client, backend: number, shape: Shape, times = 300, budget = 3000): Promise<Answered> {
  const began = performance.now();
  const random = seededValues();
  const name = `${shape.name}`.slice(0, 60);
  const walls: number[] = [];
  let [rows, bytes, node, postgres] = [0, 0, 0, 0];
  for (let n = -3; n < times; n += 1) {
    if (n === 0) [node, postgres, rows, bytes] = [cpuOfNode(), cpuOf(backend), 0, 0];
    const from = performance.now();
    const answer = await client.query<string[]>({ name, text: shape.text, values: [...shape.values(random)], rowMode: 'array' });
    for (const [body] of answer.rows) bytes += body?.length ?? 0;
    rows += answer.rows.length;
    if (shape.second) {
      const more = await client.query<string[]>({
        name: `2 ${name}`,
        text: shape.second.text,
        values: [...shape.second.values(answer.rows)],
        rowMode: 'array',
      });
      rows += more.rows.length;
      for (const [body] of more.rows) bytes += body?.length ?? 0;
    }
    if (n >= 0) walls.push(performance.now() - from);
    if (performance.now() - began > budget && n >= 2) break;
  }
  const count = walls.length;
  walls.sort((a, b) => a - b);
  return {
    name: shape.name,
    node: (cpuOfNode() - node) / count,
    postgres: (cpuOf(backend) - postgres) / count,
    p50: walls[Math.floor(count / 2)] ?? 0,
    p99: walls[Math.floor(count * 0.99)] ?? 0,
    rows: rows / count,
    bytes: bytes / count,
  };
}
