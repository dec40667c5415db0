/** What a module's lists and dashboards take: handlers with their transaction and the answer as text, without HTTP. */
import { performance } from 'node:perf_hooks';
import { type Actor, anonymous, type ModuleManifest, must, withTx } from '@songhua/kernel';
import type { FhirStore } from '@songhua/records/fhir-store.ts';
import type pg from 'pg';

/** Aims, ms. */
export const list = 1_000;
export const dashboard = 3_000;

const at = (times: readonly number[], share: number): number => {
  const sorted = times.toSorted((one, other) => one - other);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
};
const cell = (value: number): string => value.toFixed(1).padStart(9);

export const head = (): void =>
  console.log(`${'ms'.padEnd(58)} ${'p50'.padStart(9)} ${'p99'.padStart(9)} ${'kB'.padStart(8)}  aim`);

/** Prints p50 and p99 of so many rounds, ms, and whether the aim was met; without an aim it is a limit to hold others against. */
export const measuring =
  (rounds: number) =>
  async (name: string, aim: number | null, work: () => Promise<number>): Promise<void> => {
    for (let warm = 0; warm < 3; warm += 1) await work();
    const times: number[] = [];
    let size = 0;
    for (let round = 0; round < rounds; round += 1) {
      const begin = performance.now();
      size = await work();
      times.push(performance.now() - begin);
    }
    const [p50, p99] = [at(times, 0.5), at(times, 0.99)];
    const verdict = aim === null ? 'limit' : p99 <= aim ? `met (${aim})` : `MISSED (${aim})`;
    console.log(`${name.padEnd(58)} ${cell(p50)} ${cell(p99)} ${(size / 1000).toFixed(1).padStart(8)}  ${verdict}`);
  };

export const person = (over: Partial<Actor>): Actor => ({
  ...anonymous,
  ...{ kind: 'person', id: 'a', permissions: new Set(['*']) },
  ...over,
});

export interface Asked {
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>>;
}

/** Asks a module's GET route as somebody: characters of the answer. */
export const asking =
  (module: ModuleManifest, pool: pg.Pool, records: FhirStore, now: Date) =>
  (path: string, actor: Actor, { params = {}, query = {} }: Asked = {}) => {
    const found = module.routes.find((one) => one.method === 'GET' && one.path === path);
    if (!found) throw new Error(`no route ${path}`);
    const around = { records, actor, now, newId: () => crypto.randomUUID(), origin: 'http://bench', language: 'zh' };
    const asked = { ...around, headers: {}, params, query: found.query?.parse(query), body: undefined, raw: {} };
    return async (): Promise<number> => {
      const result = must(await withTx(pool, 'read', (tx) => found.handle({ ...asked, tx } as never)));
      return JSON.stringify(result).length;
    };
  };

/** The same of one bare statement. */
export const bareOf =
  (pool: pg.Pool) =>
  (sql: string, given: readonly unknown[] = []) =>
  async (): Promise<number> =>
    JSON.stringify((await pool.query(sql, [...given])).rows).length;
