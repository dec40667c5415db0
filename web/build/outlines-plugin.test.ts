import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { outlinesOfPlans } from './outlines-plugin.ts';
import { readCities } from './read-cities.ts';

const plans = join(import.meta.dirname, '../../plans');

test('every county of the reference city has an outline, a few tens of kilobytes in all, where the city lies', () => {
  const outlines = outlinesOfPlans(plans).get('220200');
  assert.ok(outlines);
  const [city] = readCities(readFileSync(join(plans, 'jilin-2025', 'areas.csv'), 'utf8'));
  assert.deepEqual(
    outlines.features.map(({ properties }) => properties),
    city?.counties,
  );
  assert.equal(outlines.features.length, 9);
  assert.ok(JSON.stringify(outlines).length < 60_000);
  const points = outlines.features.flatMap(({ geometry }) => geometry.coordinates.flat(2) as number[][]);
  const area = (ring: number[][]): number =>
    ring.slice(1).reduce((sum, [x = 0, y = 0], at) => sum + (ring[at]?.[0] ?? 0) * y - x * (ring[at]?.[1] ?? 0), 0);
  const borders = outlines.features.flatMap(({ geometry }) => geometry.coordinates.map(([border]) => border as number[][]));
  assert.ok(
    borders.every((border) => area(border) > 0),
    'each border encloses something, counterclockwise',
  );
  assert.ok(points.every(([x = 0, y = 0]) => x > 125 && x < 128.5 && y > 42 && y < 45));
});

test('a county is matched by code, else by its name in the same map; a city nobody has drawn is left out', (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'songhua-outlines-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  mkdirSync(join(folder, 'other'));
  const rows = ['990000,,city,city,某市,A', '990101,990000,county,county,甲县,B'];
  const jilin = ['220200,,city,city,吉林市,C', '220281,220200,county,county,蛟河市,D', '229999,220200,county,county,桦甸市,E'];
  writeFileSync(join(folder, 'other', 'areas.csv'), ['code,parent,level,type,name_zh,name_en', ...rows, ...jilin].join('\n'));
  const outlines = outlinesOfPlans(folder);
  assert.deepEqual([...outlines.keys()], ['220200']);
  assert.deepEqual(
    outlines.get('220200')?.features.map(({ properties }) => properties.code),
    ['220281', '229999'],
  );
});
