import assert from 'node:assert/strict';
import { test } from 'node:test';
import { smallCity } from '@songhua/engine-city/fixtures/small-population.ts';
import { usualFamilies } from '@songhua/engine-city/people/form-households.ts';
import { liveTown } from '@songhua/engine-city/population/live-town.ts';
import { planCity, townRandom } from '@songhua/engine-city/population/plan-city.ts';
import { layTowns, scaleTowns } from '@songhua/engine-city/population/towns.ts';
import { seededChance } from '../model/seeded-chance.ts';
import { judgeGroups } from '../run/judge-groups.ts';
import { joinPeople } from './join-people.ts';
import { createPeopleReader, recordAt } from './people-table.ts';
import { usualModel } from './person-model.ts';
import { prepareLinking } from './prepare-linking.ts';
import { scorePair } from './score-pair.ts';
import { scoreShare } from './score-share.ts';

/** All registrations of a town of some thousands, and who they are of. */
function liveNoisy(seed: string, scale: number, twins = usualFamilies.twins) {
  const towns = layTowns(smallCity.areas, smallCity.populations);
  assert.ok(towns.ok);
  const scaled = scaleTowns(towns.value, scale);
  assert.ok(scaled.ok);
  const { institutions } = smallCity;
  const plan = planCity({ seed, until: '2025-12-31', towns: towns.value, institutions, families: { ...usualFamilies, twins } });
  assert.ok(plan.ok);
  const reader = createPeopleReader();
  const [person, births, errors]: [number[], number[], (readonly string[])[]] = [[], [], []];
  const known = new Map<string, number>();
  for (const place of scaled.value)
    for (const resident of liveTown(place, plan.value, townRandom(plan.value, place)).people)
      for (const { record, errors: wrong } of resident.registrations) {
        reader.add({ ...record, sex: record.sex === 'unknown' ? null : record.sex });
        const birth = resident.twin > 0 ? `${place.code}/${resident.mother}/${resident.born}` : '';
        known.set(resident.id, known.get(resident.id) ?? known.size);
        known.set(birth, known.get(birth) ?? known.size);
        person.push(known.get(resident.id) ?? -1);
        births.push(birth === '' ? -1 : (known.get(birth) ?? -1));
        errors.push(wrong);
      }
  return { table: reader.finish(), truth: { person: Int32Array.from(person), twins: Int32Array.from(births), errors } };
}

function link({ table, truth }: ReturnType<typeof liveNoisy>, shares = 1) {
  const prepared = prepareLinking(table, usualModel, seededChance(1), 'test');
  const scored = Array.from({ length: shares }, (_, share) => scoreShare(prepared, [share, shares]));
  const joined = joinPeople(table, scored);
  return { joined, scored, prepared, figures: judgeGroups(truth, joined, prepared.passes) };
}

test('of a noisy town nothing is linked wrongly, and nearly all that has a name is linked', () => {
  const city = liveNoisy('link-test', 0.3);
  const { figures } = link(city);
  assert.ok(figures.all.pairs > 800, `${figures.all.pairs} pairs`);
  assert.equal(figures.wrong, 0);
  const named = figures.all.pairs - (figures.byClass.get('newborn')?.pairs ?? 0) - (figures.byClass.get('unknown')?.pairs ?? 0);
  assert.ok(figures.linked / named > 0.95, `${figures.linked} of ${named}`);
  assert.ok(figures.all.found / figures.all.pairs > 0.985, `${figures.all.found} of ${figures.all.pairs} found`);
  assert.equal(figures.byClass.get('none')?.linked, figures.byClass.get('none')?.pairs, 'records without errors');
  assert.equal(figures.byClass.get('newborn')?.linked, 0, 'newborns without a name are for somebody to look at');
});

test('twins are never linked by themselves, however many there are', () => {
  const city = liveNoisy('many-twins', 0.3, 0.5);
  const { twins } = city.truth;
  assert.ok(twins.filter((birth) => birth >= 0).length > 500, 'records of twins');
  const { figures, scored } = link(city);
  assert.equal(figures.wrongTwins, 0);
  const { person } = city.truth;
  const likely = scored.flatMap(({ one, other, link: linked }) =>
    [...one.keys()].filter((at) => {
      const [a, b] = [one[at] ?? 0, other[at] ?? 0];
      const birth = twins[a] ?? -1;
      return birth >= 0 && birth === twins[b] && person[a] !== person[b] && (linked[at] ?? 0) === 0;
    }),
  );
  assert.ok(likely.length > 100, `${likely.length} pairs of twins scored as likely as to be shown: the vetoes are asked`);
});

test('however the pairs are shared out, the same records are one person', () => {
  const city = liveNoisy('shares', 0.12);
  const [alone, three] = [link(city), link(city, 3)];
  assert.deepEqual(three.joined.group, alone.joined.group);
  assert.equal(
    three.scored.reduce((sum, { compared }) => sum + compared, 0),
    alone.scored[0]?.compared,
  );
});

test('a pair of a town scores as the two records do by themselves', () => {
  const { table, truth } = liveNoisy('alone', 0.12);
  const { scored, prepared } = link({ table, truth });
  for (const { one, other, weight } of scored)
    for (let at = 0; at < one.length; at += 17) {
      const alone = scorePair(prepared.model, recordAt(table, one[at] ?? 0), recordAt(table, other[at] ?? 0)).weight;
      assert.ok(Math.abs(alone - (weight[at] ?? 0)) < 1e-3, `${alone} alone, ${weight[at]} in the table`);
    }
});
