/**
 * Which tables the record store should have: designs loaded with the same city, asked the same questions, each beside a
 * plain COPY of the same bytes. `npm run bench storage [-- --part designs|growth|trials --top 5]` (top in millions).
 */
import { existsSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { designs } from './storage/designs.ts';
import { compareImports } from './storage/import.ts';
import { packedLists, searchShapes } from './storage/search.ts';
import { withServer } from './storage/server.ts';
import { distribution } from './storage/shards.ts';
import { singleWrites } from './storage/single-writes.ts';
import { compression, directories, sampleOf, writeFormats } from './storage/trials.ts';

const { values } = parseArgs({
  options: {
    part: { type: 'string', default: 'designs,trials,growth' },
    top: { type: 'string', default: '1' },
    only: { type: 'string', default: '' },
    buffers: { type: 'string', default: '1GB' },
  },
});
const folder = join(import.meta.dirname, '../../shared/data/synthea');
if (!existsSync(folder)) throw new Error(`no Synthea bundles in ${folder}`);
const parts = values.part.split(',');
const top = Number(values.top) * 1e6;
const only = values.only === '' ? [] : values.only.split(',');
const chosen = designs.filter(({ schema }) => only.length === 0 || only.includes(schema));
const winner = designs.filter(({ schema }) => (only.length === 0 ? schema === 'd1' : only.includes(schema)));

const { model = 'unknown' } = cpus()[0] ?? {};
console.log(`${cpus().length} × ${model}, ${(totalmem() / 2 ** 30).toFixed(0)} GiB, Node ${process.version}`);
await withServer({ shared_buffers: values.buffers, max_wal_size: '4GB' }, async (server) => {
  const { rows } = await server.client.query<{ version: string }>('select version() as version');
  console.log(`${rows[0]?.version.split(' on ')[0]}, shared_buffers ${values.buffers}`);
  if (parts.includes('designs')) {
    await compareImports(server, folder, chosen, [100_000, 500_000], async (design, loaded) => {
      if (loaded === 500_000 && ['d1', 'd2', 'd4'].includes(design.schema)) await searchShapes(server, design, loaded);
    });
  }
  if (parts.includes('trials')) {
    await server.client.query('set search_path to public');
    const sample = sampleOf(folder, 100_000);
    await writeFormats(server, sample);
    await compression(server, sample);
    await directories(server, sample);
    await singleWrites(server, sample);
    await distribution(server, sample);
    await server.client.query('set plan_cache_mode = auto');
  }
  if (parts.includes('growth')) {
    const steps = [100_000, 500_000, 1_000_000, 2_000_000, 5_000_000].filter((step) => step <= top);
    await compareImports(server, folder, winner, steps, async (design, loaded) => {
      if (design.store === 'segments' && loaded % 1_000_000 === 0) await searchShapes(server, design, loaded);
      if (design.schema !== 'd1' || ![100_000, 1_000_000, 5_000_000].includes(loaded)) return;
      await searchShapes(server, design, loaded);
      for (const kind of ['plain', 'compressed'] as const) await packedLists(server, design, loaded, kind);
    });
  }
});
