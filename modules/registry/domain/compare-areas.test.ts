import assert from 'node:assert/strict';
import { test } from 'node:test';
import { contradictions } from './compare-areas.ts';

const city = { code: '220200', parent: null, level: 'city', type: 'city', name: '吉林市', nameEn: 'Jilin City' } as const;
const county = { code: '220281', parent: '220200', level: 'county', type: 'county', name: '蛟河市', nameEn: 'Jiaohe' } as const;
const first = { file: 'plans/a/areas.csv', areas: [city, county] };

test('two plans may speak of the same areas when they say the same of them', () => {
  assert.deepEqual(contradictions([first, { file: 'plans/b/areas.csv', areas: [{ ...city }, { ...county }] }]), []);
});

test('an area of which two plans say different things is told with both files, the field and both values', () => {
  for (const [change, field, value] of [
    [{ parent: '220201' }, 'parent', '220201'],
    [{ level: 'zone' }, 'level', 'zone'],
    [{ type: 'zone' }, 'type', 'zone'],
    [{ name: '别处' }, 'name_zh', '别处'],
    [{ nameEn: 'Elsewhere' }, 'name_en', 'Elsewhere'],
  ] as const) {
    const [error, ...more] = contradictions([first, { file: 'plans/b/areas.csv', areas: [city, { ...county, ...change }] }]);
    assert.deepEqual([error?.file, error?.field, error?.value, more], ['plans/b/areas.csv', field, value, []]);
    assert.match(error?.message.en ?? '', /220281 .*plans\/a\/areas\.csv/);
    assert.match(error?.message.zh ?? '', /220281 .*plans\/a\/areas\.csv/);
  }
});
