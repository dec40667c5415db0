import assert from 'node:assert/strict';
import { test } from 'node:test';
import { seededChance } from '../model/seeded-chance.ts';
import { checkDigit } from '../zh/citizen-number.ts';
import { joinPeople } from './join-people.ts';
import { createPeopleReader } from './people-table.ts';
import { scoreShare } from './score-share.ts';
import { usualPersonThresholds } from './thresholds.ts';
import { peoplePasses, trainPersonModel } from './train-person-model.ts';

/** Given names of men and of women by the thirty years in which they were given. */
const given = [
  ['国强', '建国', '德福'],
  ['桂英', '秀兰', '淑珍'],
  ['伟', '磊', '军'],
  ['丽', '静', '敏'],
  ['浩然', '子轩', '宇航'],
  ['欣怡', '梓涵', '雨桐'],
] as const;

/**
 * People of whom few are registered twice, in few names that tell the sex and the generation, in few houses: in a pass by name and house one pair in fifty is one person,
 * as in a city of 3.6 million.
 */
function namesakes(people: number, twice: number, seed: number) {
  const random = seededChance(seed);
  const draw = (most: number): number => Math.floor(random() * most);
  const reader = createPeopleReader();
  const person: number[] = [];
  for (let at = 0; at < people; at += 1) {
    const [age, isMan, month, day] = [draw(84), draw(2) === 0, 1 + draw(12), 1 + draw(28)];
    const year = 1930 + age;
    const names = given[2 * Math.floor(age / 28) + (isMan ? 0 : 1)] ?? given[0];
    const born = `${year}${String(month).padStart(2, '0')}${String(day).padStart(2, '0')}`;
    const order = String(draw(499) * 2 + (isMan ? 1 : 0)).padStart(3, '0');
    const first = `2202${String(draw(99)).padStart(2, '0')}${born}${order}`;
    const record = {
      name: `${['王', '李', '张', '刘'][draw(4)]}${names[draw(3)]}`,
      sex: isMan ? ('male' as const) : ('female' as const),
      born,
      number: random() < 0.9 ? first + checkDigit(first) : null,
      phone: random() < 0.8 ? `139${String(draw(1e8)).padStart(8, '0')}` : null,
      address: random() < 0.9 ? `吉林市船营区${['光华', '松江', '北京'][draw(3)]}街${1 + draw(30)}号` : null,
    };
    for (let times = 0; times < (at < twice ? 2 : 1); times += 1) {
      reader.add(times === 0 ? record : { ...record, phone: random() < 0.5 ? record.phone : null });
      person.push(at);
    }
  }
  return { table: reader.finish(), person };
}

test('where few are registered twice, namesakes of a house are not taken for one person, and no flood is laid before people', () => {
  for (const seed of [1, 2]) {
    const { table, person } = namesakes(20_000, 400, seed);
    const passes = peoplePasses(table);
    const model = trainPersonModel(table, passes, seededChance(1), 'test');
    const pairs = (table.records * (table.records - 1)) / 2;
    const expected = model.prior * pairs;
    assert.ok(expected > 200 && expected < 800, `${expected} pairs of one person are expected, 400 there are`);
    const differ = model.m[3]?.at(-1) ?? 1;
    assert.ok(differ < 0.1, `two valid numbers of one person differ in ${differ}`);
    const prepared = { table, passes: passes.map(({ pass }) => pass), model, thresholds: usualPersonThresholds };
    const { group, review } = joinPeople(table, [scoreShare(prepared, [0, 1])]);
    assert.ok(review.length < 0.02 * person.length, `${review.length} pairs for review of ${person.length} registrations`);
    const linked = [...group.keys()].filter((at) => group[at] !== at);
    assert.ok(linked.length > 300, `${linked.length} linked`);
    const wrong = linked.filter((at) => person[at] !== person[group[at] ?? 0]);
    assert.ok(wrong.length < 0.02 * linked.length, `${wrong.length} of ${linked.length} linked are of two people`);
  }
});
