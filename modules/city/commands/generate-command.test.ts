import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { gunzipSync } from 'node:zlib';
import { smallCity } from '@songhua/engine-city/fixtures/small-population.ts';
import type { Command } from '@songhua/kernel';
import { layCity } from '../domain/order.ts';
import { generateCommand, writeFiles } from './generate-command.ts';

const order = { seed: 'files', scale: 0.02, until: '2025-12-31', registrationsOnly: false };

test('the same city is the same bytes however many threads make it, and the truth names every registration', async (t) => {
  const laid = layCity(smallCity, order);
  assert.ok(laid.ok);
  const make = async (threads: number) => {
    const folder = mkdtempSync(join(tmpdir(), 'songhua-city-'));
    t.after(() => rmSync(folder, { recursive: true, force: true }));
    writeFileSync(join(folder, 'Appointment.ndjson.gz'), 'of an earlier city');
    const summary = await writeFiles(smallCity, order, laid.value, folder, threads, () => {});
    return { summary, files: new Map(readdirSync(folder).map((name) => [name, readFileSync(join(folder, name))])) };
  };
  const [one, two] = [await make(1), await make(2)];
  assert.deepEqual(two, one);
  assert.ok(!one.files.has('Appointment.ndjson.gz'), 'of an earlier city');
  assert.ok((one.summary.health?.['people/days'] ?? 0) > 0);
  const lines = gunzipSync(one.files.get('Patient.ndjson.gz') ?? '')
    .toString('utf8')
    .trim()
    .split('\n');
  const patients = lines.map((line) => (JSON.parse(line) as { readonly id: string }).id);
  const truth = (one.files.get('truth.csv')?.toString('utf8') ?? '').trim().split('\n').slice(1);
  assert.deepEqual(
    truth.map((line) => line.split(',')[0]),
    patients,
  );
  assert.equal(one.summary.registrations, patients.length);
  assert.equal(one.summary.residents, Math.round(18_012 * order.scale));
  assert.ok(one.files.has('Encounter.ndjson.gz'));
  for (const name of one.files.keys()) assert.doesNotMatch(name, /\.part$/);
});

test('a folder that holds files of resources is refused, unless they are to be made again', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'songhua-city-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  writeFileSync(join(folder, 'truth.csv'), '');
  const asked = new Error('the registry was read');
  const pool = { connect: () => Promise.reject(asked), query: () => Promise.reject(asked) };
  const generate = (...more: readonly string[]) =>
    generateCommand(() => Promise.reject(asked)).run(['--scale', '0.01', '--out', folder, ...more], {
      pool,
      print: () => {},
      progress: () => {},
    } as unknown as Parameters<Command['run']>[1]);
  await assert.rejects(generate(), /the registry was read/);
  writeFileSync(join(folder, 'Patient.ndjson.gz'), '');
  assert.equal(await generate(), 2);
  await assert.rejects(generate('--again'), /the registry was read/);
});
