import assert from 'node:assert/strict';
import { test } from 'node:test';
import { layersOf } from './map-layers.ts';

const areas = ['220200', '220202', '220204'].map((code) => ({ code }));
const hospital = (area: string, known: number, occupied: number) => ({
  ...{
    institution: area,
    name: 'x',
    area,
    areaName: { zh: 'x', en: 'x' },
    kind: 'designated' as const,
    status: 'active' as const,
  },
  ...{
    evidence: 'entered' as const,
    wards: 1,
    beds: 50,
    icu: 0,
    convertible: 0,
    quick: 0,
    underWay: 0,
    proposed: 0,
    known,
    occupied,
  },
});

test('what nobody could say is a dash, what was asked and is not there is none, and free beds count only where their use is known', () => {
  const { rows, marks } = layersOf({
    cases: undefined,
    facilities: [hospital('220202', 40, 30), hospital('220202', 10, 12), hospital('220204', 0, 0)],
    signals: [{ area: '220204', count: 2 }],
    teams: [{ area: '220200', name: '队' }],
    areas,
  });
  assert.deepEqual(rows, [
    { area: '220200', cases: '—', signals: '0', beds: '—', teams: '1' },
    { area: '220202', cases: '—', signals: '0', beds: '10', teams: '0' },
    { area: '220204', cases: '—', signals: '2', beds: '—', teams: '0' },
  ]);
  assert.deepEqual(marks.cases, []);
});
