import assert from 'node:assert/strict';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import type { Institution, ShareMeasure, SumMeasure } from '@songhua/engine-city';
import { generateInstitutions, inventedMark, shareRules, sumRules } from '@songhua/engine-city';
import { readPlanFiles } from './read-plan-files.ts';

const root = new URL('../../..', import.meta.url).pathname;
const city = readPlanFiles(root).find((f) => f.folder === 'jilin-2025');
assert.ok(city);

function generate(seed: string): readonly Institution[] {
  assert.ok(city);
  const made = generateInstitutions({ ...city, seed });
  assert.ok(made.ok, made.ok ? '' : JSON.stringify(made.error));
  return made.value;
}
const institutions = generate('jilin-2025');
const { totals } = city;
const parents = new Map(city.areas.map((a) => [a.code, a.parent]));
const within = (code: string | null, area: string): boolean =>
  code === area || (code !== null && within(parents.get(code) ?? null, area));

test('every published total of the reference city holds exactly, for the city and each of its six parts, under any seed', () => {
  for (const made of [institutions, generate('another')]) {
    const compared = new Set<string>();
    for (const { area, measure, value, decimals } of totals) {
      const here = made.filter((i) => within(i.area, area));
      const sum = (rule: { count: string; covers: (i: Institution) => boolean }) =>
        here
          .filter(rule.covers)
          .reduce((n, i) => n + (rule.count === 'one' ? 1 : i.counts[rule.count as keyof Institution['counts']]), 0);
      if (measure in sumRules) assert.equal(sum(sumRules[measure as SumMeasure]), value, `${area} ${measure}`);
      else if (measure in shareRules) {
        const { covers, service } = shareRules[measure as ShareMeasure];
        const covered = here.filter(covers);
        const offering = covered.filter((i) => i.services.some((s) => s.code === service && s.offered));
        assert.equal(((100 * offering.length) / covered.length).toFixed(decimals), value.toFixed(decimals), measure);
      } else if (measure === 'bed-staff-ratio') {
        assert.equal((sum(sumRules['staff-total']) / sum(sumRules['beds-total'])).toFixed(2), value.toFixed(2), area);
      } else continue;
      compared.add(`${area} ${measure}`);
    }
    // 86 totals, 3 shares, and the bed-to-staff ratios of the city and its six parts.
    assert.equal(compared.size, 86 + 3 + 7);
  }
});

test('127 of 139 township and community health centres have a 中医馆', () => {
  const centres = institutions.filter(shareRules['tcm-clinic-share'].covers);
  assert.deepEqual([centres.length, centres.filter((i) => i.services.some((s) => s.offered)).length], [139, 127]);
});

test('each 镇 and 乡 has its own 卫生院', () => {
  const towns = city.areas.filter((a) => a.type === 'town' || a.type === 'township').map((a) => a.code);
  const served = new Set(institutions.filter((i) => i.kind === 'township-health-centre').map((i) => i.town));
  assert.deepEqual(
    towns.filter((t) => !served.has(t)),
    [],
  );
});

test('only names that stand in the plan are without the mark of invention, and all of those are there', () => {
  const named = institutions.filter((i) => i.named).map((i) => i.name);
  assert.deepEqual(new Set(named), new Set(city.known.flatMap((k) => k.name ?? [])));
  assert.ok(institutions.every((i) => i.named !== i.name.endsWith(inventedMark)));
});

test('no institution that really exists lacks a service it is asked about, or stands in an invented town', () => {
  const real = institutions.filter((i) => i.named);
  assert.ok(real.length >= 10 && real.every((i) => i.town === null && i.services.every((s) => s.offered)));
});

test('no service is invented for which nothing is published', () => {
  const services = new Set(institutions.flatMap((i) => i.services.map((s) => s.code)));
  assert.deepEqual([...services].sort(), ['geriatrics', 'tcm-clinic', 'tcm-department']);
});

test('a folder without plans gives nothing', () => {
  assert.deepEqual(readPlanFiles(new URL('.', import.meta.url).pathname), []);
});

test('two plans of one city are read when they agree about its areas, and refused with both files when they do not', async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'songhua-areas-'));
  t.after(() => rm(folder, { recursive: true }));
  for (const name of ['jilin-2025', 'jilin-2030']) {
    await cp(join(root, 'plans/jilin-2025'), join(folder, 'plans', name), { recursive: true });
  }
  assert.deepEqual(
    readPlanFiles(folder).map((f) => f.areas.length),
    [164, 164],
  );
  const file = join(folder, 'plans/jilin-2030/areas.csv');
  await writeFile(file, (await readFile(file, 'utf8')).replace('蛟河市', '别处市'));
  assert.throws(
    () => readPlanFiles(folder),
    /plans\/jilin-2030\/areas\.csv:\d+ name_zh \[same-area\] .*220281.*plans\/jilin-2025\/areas\.csv.*both must say the same/,
  );
});
