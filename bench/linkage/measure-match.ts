/** Asks `Patient/$match` while registrations come in, beside the bare look-up of the same keys. */
import { randomUUID } from 'node:crypto';
import { loadavg } from 'node:os';
import { performance } from 'node:perf_hooks';
import { setTimeout as wait } from 'node:timers/promises';
import { personKeys } from '@songhua/engine-linkage/person/person-keys.ts';
import type { PersonRecord } from '@songhua/engine-linkage/person/person-record.ts';
import { must, type RecordStore, type Route, system, withTx } from '@songhua/kernel';
import { compareSource } from '@songhua/module-identity/domain/compare-source.ts';
import { module } from '@songhua/module-identity/module.ts';
import { linkWaiting } from '@songhua/module-identity/store/link-waiting.ts';
import { measureInUse } from '@songhua/module-identity/store/model.ts';
import { project } from '@songhua/module-identity/store/projection.ts';
import { findCandidates } from '@songhua/module-identity/store/sources.ts';
import type pg from 'pg';
import { type Patient, patientOf, stored } from './patient-of.ts';

export interface MatchBench {
  readonly pool: pg.Pool;
  readonly records: RecordStore;
  /** Whether the index stands alone, without the record store. */
  readonly indexOnly: boolean;
  readonly asked: readonly PersonRecord[];
  readonly coming: readonly Patient[];
  readonly now: Date;
}

const shareOf = (sorted: readonly number[], share: number): string =>
  (sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0).toFixed(2).padStart(8);

export async function measureMatch({ pool, records, indexOnly, asked, coming, now }: MatchBench): Promise<void> {
  let asking = true;
  let registered = 0;
  const registering = (async () => {
    for (const patient of coming) {
      if (!asking) return;
      await withTx(pool, 'write', async (tx) => {
        if (indexOnly) await project(tx, [stored(patient, now)], () => system);
        else must(await records.update(tx, patient, now));
      });
      await withTx(pool, 'write', (tx) => linkWaiting(tx, 10, { now, newId: randomUUID }));
      registered += 1;
      await wait(20);
    }
  })();

  const route = module.routes.find(({ path }) => path === '/fhir/R4/Patient/$match') as Route;
  const match = async (said: PersonRecord): Promise<number> => {
    const { id: _, ...resource } = patientOf('x', said);
    const body = JSON.stringify({ resourceType: 'Parameters', parameter: [{ name: 'resource', resource }] });
    const answer = await withTx(pool, route.transaction ?? 'write', (tx) =>
      route.handle({
        ...{ tx, records, actor: { ...system, kind: 'client' }, now, newId: randomUUID, origin: 'http://bench', language: 'zh' },
        ...{ headers: {}, params: {}, query: undefined, body: undefined, raw: { url: route.path, body } },
      } as never),
    );
    const { body: text } = must(answer) as { readonly body: string };
    return (JSON.parse(text) as { readonly total: number }).total;
  };
  const indexed = async (said: PersonRecord): Promise<number> =>
    withTx(pool, 'read', async (tx) => {
      const measure = await measureInUse(tx);
      return compareSource(said, await findCandidates(tx, personKeys(said)), measure).length;
    });
  const bare = async (said: PersonRecord): Promise<number> => {
    const { rows } = await pool.query({
      name: 'bare',
      text: 'select patient from identity.source where keys && $1::integer[]',
      values: [personKeys(said)],
    });
    return rows.length;
  };
  const measure = async (name: string, work: (said: PersonRecord) => Promise<number>): Promise<number> => {
    for (const said of asked.slice(0, 50)) await work(said);
    const times: number[] = [];
    let found = 0;
    let most = 0;
    for (const said of asked) {
      const begin = performance.now();
      const count = await work(said);
      times.push(performance.now() - begin);
      found += count;
      most = Math.max(most, count);
    }
    const sorted = times.toSorted((a, b) => a - b);
    console.log(
      `${name.padEnd(44)} ${shareOf(sorted, 0.5)} ${shareOf(sorted, 0.99)} ${(found / asked.length).toFixed(1).padStart(8)} ${String(most).padStart(6)}`,
    );
    return sorted[Math.floor(sorted.length / 2)] ?? 0;
  };
  console.log(
    `${asked.length} questions; load ${loadavg()[0]?.toFixed(1)}\n${'ms'.padEnd(44)} ${'p50'.padStart(8)} ${'p99'.padStart(8)} ${'found'.padStart(8)} ${'most'.padStart(6)}`,
  );
  const limit = await measure('the same keys by SQL (ids alone)', bare);
  const ours = indexOnly ? await measure('candidates, scored and judged', indexed) : await measure('Patient/$match', match);
  asking = false;
  await registering;
  console.log(`ratio of the medians ${(ours / limit).toFixed(1)}; registered and compared meanwhile: ${registered}`);
}
