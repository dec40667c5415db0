import assert from 'node:assert/strict';
import { test } from 'node:test';
import { options } from './fixtures/world.ts';

const { phonetic, ucum } = options;

test('surnames are read as surnames', () => {
  for (const [name, reading] of [
    ['单雄信', 'shanxiongxin'],
    ['仇英', 'qiuying'],
    ['解晓东', 'xiexiaodong'],
    ['曾国藩', 'zengguofan'],
    ['尉迟恭', 'yuchigong'],
    ['区伟', 'ouwei'],
    ['查良镛', 'zhaliangyong'],
    ['朴树', 'piaoshu'],
    ['万俟卨', 'moqixie'],
    ['任贤齐', 'renxianqi'],
    ['華佗', 'huatuo'],
  ] as const) {
    assert.ok(phonetic.keys(name, 'person').includes(reading), `${name} ${phonetic.keys(name, 'person').join()}`);
  }
});

test('a surname of two characters goes last as one; ü is v, yu and u; a family that reads itself otherwise is found both ways', () => {
  assert.deepEqual(phonetic.keys('欧阳修', 'person'), ['ouyangxiu', 'xiuouyang', 'oyx']);
  for (const typed of ['lvbu', 'lyubu', 'lubu', 'Lü Bu']) {
    const [asked = ''] = phonetic.query(typed);
    assert.ok(phonetic.keys('吕布', 'person').includes(asked), typed);
  }
  for (const reading of ['qinming', 'tanming']) assert.ok(phonetic.keys('覃明', 'person').includes(reading));
});

test('an organization is read as it is written: full and initials', () => {
  assert.deepEqual(phonetic.keys('重庆单身楼', 'organization'), ['chongqingdanshenlou', 'cqdsl']);
});

test('Latin names meet by their sound, whole names in either order', () => {
  const meets = (name: string, typed: string): boolean =>
    phonetic.query(typed).some((asked) => phonetic.keys(name, 'person').some((key) => key.startsWith(asked)));
  for (const typed of ['Smyth', 'Jon Smyth', 'smith john', 'JOHN SMITH']) assert.ok(meets('John Smith', typed), typed);
  for (const typed of ['Miller', 'John Miller']) assert.ok(!meets('John Smith', typed), typed);
});

test('units: what can be compared has one canonical unit; what cannot has none', () => {
  const unit = (code: string) => ucum.canonical(code)?.code;
  assert.equal(unit('mg/dL'), unit('g/L'));
  assert.equal(unit('mm[Hg]'), unit('kPa'));
  assert.equal(unit('/min'), unit('Hz'));
  assert.equal(unit('Cel'), unit('[degF]'));
  assert.equal(unit('[iU]/L'), unit('m[iU]/mL'));
  assert.notEqual(unit('[iU]/L'), unit("[arb'U]/L"));
  assert.notEqual(unit('[iU]/L'), unit('/L'));
  for (const code of ['', 'furlong', '[pH]', 'dB', 'mg dL', 'x'.repeat(200)]) assert.equal(unit(code), undefined, code);
});
