import assert from 'node:assert/strict';
import { test } from 'node:test';
import { placesOf } from './places.ts';
import type { AreaInfo } from './registry-shapes.ts';

const counts = { read: 0 };
const node = (code: string, parent: string | null, level: string, zh: string, en: string): [string, AreaInfo] => {
  const name = {
    en,
    get zh() {
      counts.read += 1;
      return zh;
    },
  };
  return [code, { code, parent, level, name }];
};
const areas = new Map([
  node('220200', null, 'city', '吉林市', 'Jilin City'),
  node('220281', '220200', 'county', '蛟河市', 'Jiaohe City'),
  node('220282', '220200', 'county', '桦甸市', 'Huadian City'),
  node('220281001', '220281', 'town', '民主街道', 'Minzhu Subdistrict'),
  node('220282001', '220282', 'town', '民主街道', 'Minzhu Subdistrict'),
  node('220282002', '220282', 'town', '明桦街道', 'Minghua Subdistrict'),
]);
const places = placesOf({ areas, listed: [] }, '220281');
const said = (found: ReturnType<typeof places.area>): string => (found.ok ? found.value.code : found.rule);

test('areas and towns are found by code and by name in either language, towns of one name by the county they lie in', () => {
  assert.deepEqual(
    ['220281', '蛟河市', ' jiaohe  city', '桦甸市', '220281001', '民主街道', '长春市'].map((text) => said(places.area(text))),
    ['220281', '220281', '220281', 'outside-area', 'unknown-area', 'unknown-area', 'unknown-area'],
  );
  assert.deepEqual(
    [
      ['民主街道', '220281'],
      ['民主街道', '220282'],
      ['Minzhu Subdistrict', '220200'],
      ['220281001', '220282'],
      ['明桦街道', '220281'],
      ['蛟河市', '220281'],
      ['无名镇', '220281'],
    ].map(([text = '', within = '']) => said(places.town(text, within))),
    ['220281001', '220282001', '220281001', 'town-not-in-area', 'town-not-in-area', 'unknown-town', 'unknown-town'],
  );
});

test('however many rows are looked up, the names of areas are read when the places are made', () => {
  const before = counts.read;
  for (let i = 0; i < 100; i += 1) {
    places.area('蛟河市');
    places.town('民主街道', '220282');
  }
  assert.equal(counts.read, before);
});
