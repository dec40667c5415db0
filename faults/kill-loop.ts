/**
 * `npm run test:faults -- [--kills 1000] [--seed 1] [--writers 6] [--every 50] [--keep]`: kills the server, PostgreSQL and parts of
 * it at random while clients write, and holds the database to a ledger kept outside. Exit code 1 when they disagree; the folder is
 * kept then.
 */
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { runLoop } from './run-loop.ts';

const { values } = parseArgs({
  options: {
    kills: { type: 'string', default: '1000' },
    seed: { type: 'string', default: '1' },
    writers: { type: 'string', default: '6' },
    every: { type: 'string', default: '50' },
    keep: { type: 'boolean', default: false },
  },
});
const folder = await mkdtemp(join(tmpdir(), 'songhua-faults-'));
await chmod(folder, 0o755);
const from = performance.now();
const say = (line: string): void => console.log(`${((performance.now() - from) / 1000).toFixed(0).padStart(5)} s  ${line}`);
say(`in ${folder}`);
// Ctrl-C and the like end it early and in order; nothing of it stays running.
const stopping = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => stopping.abort());
const report = await runLoop({
  folder,
  kills: Number(values.kills),
  seed: Number(values.seed),
  writers: Number(values.writers),
  inspectEvery: Number(values.every),
  importPause: 60_000,
  signal: stopping.signal,
  say,
});
await report.victim.stop();
const { counts, requests, imports, inspection, findings, kills } = report;
const { lines, versions, keys } = inspection.facts;
const kinds = Map.groupBy(
  lines.filter((line) => line.say === 'intent'),
  ({ kind }) => kind,
);
console.log(
  `\nkilled: ${Object.entries(kills)
    .map(([what, times]) => `${times} × ${what}`)
    .join(', ')}`,
);
console.log(`requests: ${requests} (${[...kinds].map(([kind, all]) => `${all.length} ${kind}`).join(', ')})`);
console.log(`answers: ${counts.acknowledged} acknowledged, ${counts.refused} refused, ${counts.silent} unanswered or 503`);
console.log(`imports: ${imports.done} of 600 resources each, begun ${imports.begun} times`);
console.log(`database: ${versions.length} versions, ${keys.length} keys, ${inspection.events} events`);
for (const finding of findings) console.log(`✗ ${finding}`);
console.log(findings.length === 0 ? '✓ the ledger is clean' : `✗ ${findings.length} findings; everything is in ${folder}`);
if (findings.length === 0 && !values.keep) await rm(folder, { recursive: true, force: true });
process.exit(findings.length === 0 ? 0 : 1);
