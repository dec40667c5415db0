/**
 * How long `Patient/$match` takes among the registrations of the noisy synthetic city while others are registered and compared, beside the bare look-up
 * of the same keys in SQL. Handlers with their transaction and the answer as text; no HTTP. `--index-only` fills the index without the record store (an
 * hour less at full size) and leaves out reading the registrations found; `--data FOLDER` asks the city that is already in such a data folder, and
 * **writes into it** (registrations that come in a second time, named `again-…`): use a copy, or one that is thrown away.
 * `npm run bench match [-- --residents 60000 --questions 2000 --index-only | --data FOLDER]`.
 */
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { openRecordStore } from '@songhua/records/record-store.ts';
import { discover } from '@songhua/server/discover.ts';
import { migrate } from '@songhua/server/migrate.ts';
import { openEmbedded } from '@songhua/server/postgres/embedded.ts';
import pg from 'pg';
import { fillCity, sampleCity } from './linkage/match-city.ts';
import { measureMatch } from './linkage/measure-match.ts';
import { machine } from './records/table.ts';
import { withServer } from './storage/server.ts';

const { values } = parseArgs({
  options: {
    residents: { type: 'string', default: '60000' },
    questions: { type: 'string', default: '2000' },
    'index-only': { type: 'boolean', default: false },
    data: { type: 'string' },
  },
});
const questions = Number(values.questions);
const indexOnly = values['index-only'];
const now = values.data === undefined ? new Date('2026-01-05T00:00:00Z') : new Date();
const house = await discover(join(import.meta.dirname, '..'));

console.log(machine());
if (values.data !== undefined) {
  const database = await openEmbedded({ folder: values.data });
  const pool = new pg.Pool({ connectionString: database.url, max: 4 });
  const records = await openRecordStore(house.manifests.flatMap(({ projections = [] }) => projections));
  await measureMatch({ pool, records, indexOnly: false, now, ...(await sampleCity(pool, questions)) });
  await pool.end();
  await database.stop();
} else
  await withServer({}, async ({ plain }) => {
    const { host, port, user = '', password = '', database = '' } = plain as pg.Client;
    const pool = new pg.Pool({ host, port, user, password: password ?? '', database, max: 4 });
    await migrate(pool, house.migrations, now);
    const records = await openRecordStore(
      indexOnly ? [] : house.manifests.filter(({ id }) => id === 'identity').flatMap(({ projections = [] }) => projections),
    );
    const city = await fillCity({ pool, records, indexOnly, now, residents: Number(values.residents), questions });
    await measureMatch({ pool, records, indexOnly, now, ...city });
    await pool.end();
  });
