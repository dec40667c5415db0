import { once } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';
import { openPool } from '@songhua/server/database.ts';
import { openEmbedded } from '@songhua/server/postgres/embedded.ts';
import type pg from 'pg';
import type { Client } from './ask.ts';
import { collectFound, collectVersions } from './collect.ts';
import { type Facts, judge, type Version } from './judge.ts';
import { readLedger } from './ledger.ts';
import type { Victim } from './victim.ts';

/** What an inspection saw and what it found wrong. */
export interface Inspection {
  readonly facts: Facts;
  readonly events: number;
  readonly findings: readonly string[];
}

/** A connection to the database that the server keeps in its folder. */
export async function onDatabase<T>(folder: string, work: (pool: pg.Pool) => Promise<T>): Promise<T> {
  const database = await openEmbedded({ folder });
  const pool = openPool(database.url, () => {});
  try {
    return await work(pool);
  } finally {
    await pool.end();
    await database.stop();
  }
}

const patience = 120_000;

/** Every version told exactly once to whoever counts, once all deliveries are through. */
async function inspectEvents(pool: pg.Pool, versions: readonly Version[]): Promise<{ events: number; findings: string[] }> {
  const findings: string[] = [];
  const end = Date.now() + patience;
  for (;;) {
    const { rows } = await pool.query<{ state: string; n: number }>(
      `select state, count(*)::int as n from events.delivery where state <> 'done' group by state`,
    );
    if (rows.length === 0) break;
    if (Date.now() > end || rows.some(({ state }) => state === 'dead')) {
      findings.push(`events are left: ${rows.map(({ state, n }) => `${n} ${state}`).join(', ')}`);
      break;
    }
    await wait(100);
  }
  const { rows } = await pool.query<{ resource: string; version: number; event: string }>(
    'select resource, version, event from tally.effect order by n',
  );
  const told = new Set<string>();
  const events = new Set<string>();
  const latest = new Map<string, number>();
  for (const { resource, version, event } of rows) {
    const name = `${resource} version ${version}`;
    if (told.has(name) || events.has(event)) findings.push(`the event of ${name} was handled twice`);
    if ((latest.get(resource) ?? 0) > version) findings.push(`the event of ${name} was handled after a later one`);
    told.add(name);
    events.add(event);
    latest.set(resource, version);
  }
  const written = new Set(
    versions.filter(({ deleted }) => !deleted).map(({ type, id, version }) => `${type}/${id} version ${version}`),
  );
  for (const name of written) if (!told.has(name)) findings.push(`the event of ${name} was lost`);
  for (const name of told) if (!written.has(name)) findings.push(`an event tells of ${name}, which is not there`);
  return { events: rows.length, findings };
}

/** What `songhua records check` says: the index against what the current texts are found by. */
export async function inspectIndex(victim: Victim): Promise<string[]> {
  const child = victim.command(['records', 'check']);
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (said += chunk));
  const [code] = (await once(child, 'close')) as [number | null];
  return code === 0 ? [] : [`records check ended with ${code}: ${said.slice(0, 4_000)}`];
}

/** Holds the database to the ledger, over the API; the events and the index to the resources. Nobody may write meanwhile. */
export async function inspect(victim: Victim, client: Client, ledger: string, folder: string): Promise<Inspection> {
  await victim.ready();
  const lines = await readLedger(ledger);
  const versions = await collectVersions(client);
  const keys = [...new Set(lines.flatMap((line) => (line.say === 'intent' ? line.parts.map(({ key }) => key) : [])))];
  const facts: Facts = { lines, versions, keys, found: await collectFound(client, keys) };
  const told = await onDatabase(folder, (pool) => inspectEvents(pool, versions));
  const index = await inspectIndex(victim);
  return { facts, events: told.events, findings: [...judge(facts), ...told.findings, ...index] };
}
