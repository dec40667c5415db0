import assert from 'node:assert/strict';
import { test } from 'node:test';
import { seededChance } from '@songhua/engine-linkage/model/seeded-chance.ts';
import { joinPeople } from '@songhua/engine-linkage/person/join-people.ts';
import { createPeopleReader } from '@songhua/engine-linkage/person/people-table.ts';
import { usualModel } from '@songhua/engine-linkage/person/person-model.ts';
import type { PersonRecord } from '@songhua/engine-linkage/person/person-record.ts';
import { prepareLinking } from '@songhua/engine-linkage/person/prepare-linking.ts';
import { scoreShare } from '@songhua/engine-linkage/person/score-share.ts';
import { type LinkingStep, linkPeople } from './link-people.ts';
import { scoreInThreads } from './score-in-threads.ts';

const surnames = [...'王李张刘陈杨赵黄周吴'];
const letters = [...'伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平'];

/** Registrations of so many people, each registered twice, the second time without the phone. */
function registrations(people: number): (PersonRecord & { readonly id: string })[] {
  return Array.from({ length: people * 2 }, (_, at) => {
    const person = Math.floor(at / 2);
    const name = `${surnames[person % 10] ?? ''}${letters[Math.floor(person / 10) % 20] ?? ''}${letters[Math.floor(person / 200) % 20] ?? ''}`;
    const born = `19${50 + (person % 40)}${String(1 + (person % 12)).padStart(2, '0')}${String(1 + (person % 28)).padStart(2, '0')}`;
    const address = `甲县解放路${person + 1}号`;
    const phone = at % 2 === 0 ? `105${String(10_000_000 + person * 7919)}` : null;
    return { id: `p${at}`, name, sex: person % 2 === 0 ? 'male' : 'female', born, number: null, phone, address };
  });
}

test('who is registered twice is one person, told by ids, and the run says how far it is', async () => {
  const rows = registrations(300);
  const steps = new Set<LinkingStep>();
  async function* cursor() {
    for (const row of rows) yield row;
  }
  const linked = await linkPeople(cursor(), { version: 'test', progress: (step) => steps.add(step) });
  assert.deepEqual([...steps], ['read', 'prepare', 'score', 'join']);
  assert.equal(linked.figures.records, 600);
  const groups = [...linked.groups()];
  assert.ok(groups.length > 290, `${groups.length} people`);
  for (const [one = '', other = '', ...more] of groups) {
    assert.deepEqual(more, []);
    assert.equal(Math.floor(Number(one.slice(1)) / 2), Math.floor(Number(other.slice(1)) / 2), `${one} ${other}`);
  }
  assert.equal(linked.figures.people, groups.length);
  assert.equal([...linked.reviews()].length, linked.figures.review);
});

test('two threads find what one finds', async () => {
  const reader = createPeopleReader();
  for (const row of registrations(400)) reader.add(row);
  const table = reader.finish();
  const prepared = prepareLinking(table, usualModel, seededChance(1), 'test');
  const threads = await scoreInThreads(prepared, 2, () => {});
  const alone = scoreShare(prepared, [0, 1]);
  assert.equal(threads.length, 2);
  assert.deepEqual(joinPeople(table, threads), joinPeople(table, [alone]));
});

test('nobody registered is nobody linked', async () => {
  const { figures, groups } = await linkPeople([], { version: 'test' });
  assert.deepEqual(figures, { records: 0, compared: 0, grouped: 0, people: 0, review: 0 });
  assert.deepEqual([...groups()], []);
});

test('a thread that fails is a run that fails', async () => {
  const reader = createPeopleReader();
  for (const row of registrations(10)) reader.add(row);
  const prepared = prepareLinking(reader.finish(), usualModel, seededChance(1), 'test');
  const broken = { ...prepared, table: { ...prepared.table, columns: {} as never } };
  await assert.rejects(scoreInThreads(broken, 2, () => {}));
});
