/**
 * How long one person's record takes, over three registrations and 2,000 resources in a store of other people's, and the list of a house's
 * patients: the answers (handlers with their transaction and the answer as text; no HTTP), beside one statement that reads the very rows by
 * their numbers and JSON.parse of them; and on the built page in a browser, over HTTP, until the head line stands on the screen.
 * `npm run bench resident-record [-- --least 2000 --others 2000 --treated 300 --rounds 60 --opens 15 --part answers,page]`;
 * `--keep FOLDER` asks among the city that is in such a data folder already.
 */
import { loadavg } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { parseArgs } from 'node:util';
import { launchBrowser } from '../e2e/browser.ts';
import { withHouse } from './records/house.ts';
import { machine } from './records/table.ts';
import { asker } from './resident-record/ask.ts';
import { fill, patients } from './resident-record/fill.ts';
import { measurePage } from './resident-record/page.ts';

const { values } = parseArgs({
  options: {
    least: { type: 'string', default: '2000' },
    others: { type: 'string', default: '2000' },
    treated: { type: 'string', default: '300' },
    rounds: { type: 'string', default: '60' },
    opens: { type: 'string', default: '15' },
    part: { type: 'string', default: 'answers,page' },
    keep: { type: 'string' },
  },
});
const [rounds, opens] = [Number(values.rounds), Number(values.opens)];
const parts = values.part.split(',');

const at = (times: readonly number[], share: number): number => {
  const sorted = times.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
};
const cell = (value: number): string => value.toFixed(1).padStart(8);
const row = (name: string, times: readonly number[], kB = ''): void =>
  console.log(`${name.padEnd(48)} ${cell(at(times, 0.5))} ${cell(at(times, 0.99))} ${kB.padStart(8)}`);

async function measure(name: string, work: () => Promise<number>): Promise<number> {
  for (let warm = 0; warm < Math.min(5, rounds); warm += 1) await work();
  const times: number[] = [];
  let size = 0;
  for (let round = 0; round < rounds; round += 1) {
    const begin = performance.now();
    size = await work();
    times.push(performance.now() - begin);
  }
  row(name, times, (size / 1000).toFixed(0));
  return at(times, 0.5);
}

console.log(machine());
await withHouse({ keep: values.keep }, async (house, isNew) => {
  const { pool } = house;
  const sizes = { least: Number(values.least), count: Number(values.others), treated: Number(values.treated) };
  const { records, ids, total } = await fill(pool, sizes, new Date(), isNew);
  const ask = asker(pool, records);
  /** Rows by their numbers, parsed: what nothing that tells of them can beat. */
  const bare = (rids: readonly string[]) => async (): Promise<number> => {
    const found = await pool.query<{ body: string }>('select body from records.resource where rid = any($1::bigint[])', [rids]);
    for (const { body } of found.rows) JSON.parse(body);
    return found.rows.reduce((sum, { body }) => sum + body.length, 0);
  };
  const rowsOf = async (condition: string, values: readonly unknown[]): Promise<readonly string[]> => {
    const { rows } = await pool.query<{ rid: string }>(
      `select r.rid from records.resource r join records.name n on n.rid = r.rid where not r.deleted and ${condition}`,
      [...values],
    );
    return rows.map(({ rid }) => rid);
  };
  const ofPerson = await rowsOf('n.id = any($1)', [ids]);
  console.log(
    `${ofPerson.length} resources of one person in a store of ${total}, a house that treats ${values.treated}; load ${loadavg()[0]?.toFixed(1)}\n` +
      `${'ms'.padEnd(48)} ${'p50'.padStart(8)} ${'p99'.padStart(8)} ${'kB'.padStart(8)}`,
  );
  if (parts.includes('answers')) {
    const base = '/api/resident-record/people/:patient';
    const of = { patient: patients[0] };
    const limit = await measure('its rows by SQL, parsed (the limit)', bare(ofPerson));
    const record = await measure('record: head line and all sections', ask(base, of));
    await measure('timeline, first page', ask(`${base}/timeline`, of));
    await measure('results, one series', ask(`${base}/results`, of, { codes: 'http://loinc.org|8480-6' }));
    await measure('$summary', ask('/fhir/R4/Patient/:id/$summary', { id: patients[0] }));
    // What the list's first page must at least read: the house's visits.
    const visits = await rowsOf('n.id like $1', ['bench-%']);
    const listLimit = await measure('visits of the house by SQL, parsed (the limit)', bare(visits));
    const list = await measure('/patients, first page', ask('/api/resident-record/patients', {}));
    console.log(`ratio of the record ${(record / limit).toFixed(1)}, of the list ${(list / listLimit).toFixed(1)}`);
  }
  if (parts.includes('page')) {
    const server = await house.serve();
    const browser = await launchBrowser(join(import.meta.dirname, '..'));
    console.log(
      `in the browser, from the start of the navigation or the click to the frame; ${opens} times; load ${loadavg()[0]?.toFixed(1)}`,
    );
    try {
      for (const [name, times] of Object.entries(await measurePage(browser, server.address, patients[0], opens)))
        row(name, times);
    } finally {
      await browser.close();
      await server.stop();
    }
  }
});
