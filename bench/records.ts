/**
 * What the record store costs beside what the same costs at least: the real server over a PostgreSQL of its own, asked over HTTP by
 * clients in another process. `npm run bench records [-- --resources 100000] [--part bundles,crud,search,totals,processes]
 * [--full-text off] [--as doctor] [--keep FOLDER]`; with --keep the loaded database stays for the next run. Requests are
 * audited; who asks is a backend that reaches everything or, of what is searched, a doctor who treats every patient.
 */
import { parseArgs } from 'node:util';
import { openRecordStore } from '@songhua/records';
import { createFolder } from '@songhua/records/reindex/fold.ts';
import { startClients } from './records/ask.ts';
import { transactionBundles } from './records/bundles.ts';
import { isSynthea } from './records/city.ts';
import { crud } from './records/crud.ts';
import { signInAsDoctor, treat } from './records/doctor.ts';
import { cpuNow, type Running, signIn, withHouse } from './records/house.ts';
import { load, openCity, read, settle } from './records/load.ts';
import { processes } from './records/processes.ts';
import { searches } from './records/search.ts';
import { machine, meanOf, printHead, printLine } from './records/table.ts';

const { values } = parseArgs({
  options: {
    resources: { type: 'string', default: '100000' },
    part: { type: 'string', default: 'bundles,crud,search,totals' },
    people: { type: 'string', default: '60' },
    rounds: { type: 'string', default: '150' },
    requests: { type: 'string', default: '400' },
    only: { type: 'string', default: '' },
    cores: { type: 'string', default: '0.2' },
    keep: { type: 'string' },
    'full-text': { type: 'string', default: 'on' },
    'sign-in': { type: 'string', default: 'on' },
    as: { type: 'string', default: 'backend' },
  },
});
if (values['sign-in'] !== 'on') throw new Error('the server knows no way in without signing in: --sign-in on is all there is');
const resources = Number(values.resources);
const isDoctor = values.as === 'doctor';
const parts = values.part.split(',');
if (isDoctor && parts.some((part) => part !== 'search'))
  throw new Error('a doctor is asked about searches alone: --as doctor --part search');

await withHouse({ keep: values.keep }, async (house, isNew) => {
  const settings = { SONGHUA_FULL_TEXT: values['full-text'] };
  const server = await house.serve(settings);
  const store = await openRecordStore([]);
  if (isNew) {
    await load(house.pool, store, openCity(7), resources);
    const before = cpuNow(house, [server]);
    if (values['full-text'] === 'on') await read(house.pool);
    const after = cpuNow(house, [server]);
    const each = (ms: number): string => ((ms * 1000) / resources).toFixed(0);
    console.log(
      `words of a resource, in the background after its import: ${each(after.server - before.server)} + ${each(after.postgres - before.postgres)} µs`,
    );
    await settle(house.pool);
  }
  const clients = startClients();
  if (isDoctor) {
    const { rows } = await house.pool.query<{ id: string }>('select id from records.name where type = $1', [
      store.view.index('Patient').code,
    ]);
    await treat(
      house,
      rows.map(({ id }) => id),
    );
    await house.pool.query('analyze');
  }
  const bench = { house, server, token: await (isDoctor ? signInAsDoctor(house, server) : signIn(server)), clients };
  try {
    const { rows } = await house.pool.query<{ n: string; version: string }>(
      `select count(*) as n, current_setting('server_version') as version from records.resource`,
    );
    console.log(`${machine()}, PostgreSQL ${rows[0]?.version}, synchronous_commit on`);
    console.log(
      `${rows[0]?.n} resources ${isSynthea ? 'made from Synthea' : 'made from R4’s examples'}; validation on, asked by a ${values.as}, audited`,
    );
    printHead();
    if (parts.includes('bundles')) printLine(await transactionBundles(bench, Number(values.people)));
    if (parts.includes('crud')) for (const line of await crud(bench, Number(values.rounds))) printLine(line);
    if (parts.includes('processes')) {
      const others: Running[] = [];
      for (let n = 0; n < 2; n += 1) others.push(await house.serve(settings));
      for (const line of await processes(bench, others, Number(values.rounds), Number(values.cores))) printLine(line);
      for (const other of others) await other.stop();
    }
    if (parts.includes('search')) {
      const lines = await searches(bench, store, Number(values.requests), { only: values.only }, printLine);
      printLine(meanOf(`search: mix of ${lines.length} shapes (8 clients)`, lines, '≤ 0.5', '2.3'));
      const small = lines.filter(({ cost }) => cost.bytes <= 20_000);
      if (small.length > 0) printLine(meanOf(`search: ${small.length} shapes with answers ≤ 20 kB`, small, '≤ 0.35', '2.3'));
    }
    if (parts.includes('totals')) {
      // Every long list is to be packed, those of a store that was loaded a moment ago among them.
      await house.pool.query('update records.packed_state set next = 0');
      await createFolder(house.pool, Date.now).finish();
      await searches(bench, store, 100, { totals: true }, printLine);
    }
  } finally {
    clients.stop();
  }
});
