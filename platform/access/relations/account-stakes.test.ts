import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { StoredResource } from '@songhua/kernel';
import fc from 'fast-check';
import { accountDays, plusDays } from './account-days.ts';
import {
  boundsOf,
  confirmedAfter,
  isKnownToHouse,
  keptStakes,
  type Opening,
  stakesOfOpening,
  stakesOfRegistration,
} from './account-stakes.ts';
import { contractCode, decideStakes } from './decide-stakes.ts';

const own = 'Organization/own';
const at = new Date('2026-11-22T08:00:00Z');
const holder = fc.constantFrom(own, 'Organization/other', 'Practitioner/x', 'Organization/own/_history/2');
const day = fc.integer({ min: -100, max: 500 }).map((days) => plusDays(at, days).toISOString());
const period = fc.record({ start: day, end: day }, { requiredKeys: [] });
const later = fc.integer({ min: 0, max: 2000 }).map((days) => plusDays(at, days));

/** Whatever an account can have written, and written again days after. */
const written = fc
  .record({
    type: fc.constantFrom('Encounter', 'EpisodeOfCare', 'CareTeam'),
    status: fc.constantFrom('planned', 'in-progress', 'finished', 'active', 'inactive', 'cancelled'),
    period,
    house: holder,
    people: fc.array(holder, { maxLength: 3 }),
    updated: later,
  })
  .map(({ type, status, period: of, house, people, updated }): StoredResource => {
    const ref = (reference: string) => ({ reference });
    const contract = [{ coding: [contractCode] }];
    const more = {
      Encounter: { serviceProvider: ref(house), participant: people.map((one) => ({ individual: ref(one) })) },
      EpisodeOfCare: {
        managingOrganization: ref(house),
        patient: ref('Patient/p'),
        type: contract,
        careManager: ref('Practitioner/x'),
      },
      CareTeam: {
        managingOrganization: [ref(house)],
        category: contract,
        participant: people.map((one) => ({ member: ref(one), period: of })),
      },
    }[type as 'Encounter'];
    const meta = { versionId: '2', lastUpdated: updated.toISOString() };
    return { resourceType: type, id: 'e', meta, subject: ref('Patient/p'), status, period: of, ...more };
  });

/** Whatever an account can have written of a person, and where that person lives. */
const registered = fc
  .record({
    districts: fc.array(fc.constantFrom('220221', '220202', '110101'), { maxLength: 3 }),
    period,
    house: holder,
    updated: later,
  })
  .map(
    ({ districts, period: of, house, updated }): StoredResource => ({
      ...{ resourceType: 'Patient', id: 'p', meta: { versionId: '2', lastUpdated: updated.toISOString() } },
      managingOrganization: { reference: house },
      address: districts.map((district) => ({ district, period: of })),
    }),
  );

const opening = (more: Partial<Opening> = {}): Opening => ({
  ...{ source: 'Encounter/e', patient: 'p', institution: own, account: 'a', at, alone: true, confirmedBy: null },
  ...{ relation: null, since: null, until: null, ...more },
});

test('property: nothing an account writes gives another house or a person by name a relation, and none lasts longer than its days from when it was opened', () => {
  let some = 0;
  fc.assert(
    fc.property(written, fc.boolean(), fc.constantFrom(null, 'b'), (resource, alone, confirmedBy) => {
      const one = opening({ alone, confirmedBy });
      const stakes = stakesOfOpening({ ...one, ...boundsOf(resource, one) });
      some += stakes.length;
      assert.ok(stakes.length <= 1);
      if (!JSON.stringify(resource).includes(own)) assert.deepEqual(stakes, [], 'it names another house');
      for (const { holder: who, relation, since, until } of stakes) {
        assert.equal(who, own);
        assert.ok(since && since >= at && until && since < until);
        const days = relation === 'contracted' ? accountDays.contract : accountDays.unclosed + accountDays.after;
        assert.ok(until <= plusDays(at, days), `${relation} until ${until.toISOString()}`);
        assert.equal(relation === 'opened', alone && confirmedBy === null);
        if (relation === 'opened') assert.ok(until <= plusDays(at, accountDays.unconfirmed));
      }
    }),
    { numRuns: 1_000 },
  );
  assert.ok(some > 50, `${some} relations were made`);
});

test('property: an area of an address that an account wrote counts for its days and no longer; those that a system told stay as they were', () => {
  const days = accountDays.unconfirmed;
  const [seen, kept] = [new Set<boolean>(), new Set<boolean>()];
  fc.assert(
    fc.property(registered, registered, registered, (before, after, again) => {
      for (const { holder: who, since, until } of stakesOfRegistration(after, opening())) {
        assert.ok(who === own || who.startsWith('area/'), who);
        assert.ok(since && since >= at && until && until <= plusDays(at, days), `${who} until ${until?.toISOString()}`);
      }
      const stored = (stakes: ReturnType<typeof keptStakes>) =>
        stakes.map(({ since, until, alone, ...rest }) => ({
          ...{ ...rest, source: 'Patient/p', since: since ?? null, until: until ?? null, alone: alone === true },
        }));
      const isArea = ({ holder: who }: { readonly holder: string }): boolean => who.startsWith('area/');
      const told = stored(decideStakes(before));
      const once = stored(keptStakes(after, told));
      const twice = stored(keptStakes(again, once));
      for (const stands of [once, twice])
        assert.deepEqual(
          told.filter(isArea).filter((one) => !stands.some((other) => JSON.stringify(other) === JSON.stringify(one))),
          [],
        );
      for (const one of once.filter(isArea)) {
        kept.add(told.some(({ holder: who }) => who === one.holder));
        if (told.some(({ holder: who }) => who === one.holder)) continue;
        assert.ok(one.until && one.until <= plusDays(new Date(after.meta.lastUpdated), days));
        assert.ok(one.alone, 'it says nothing of who else may be the same person');
        seen.add(true);
        assert.ok(
          twice.some((other) => JSON.stringify(other) === JSON.stringify(one)),
          'writing again makes it neither longer nor shorter',
        );
      }
    }),
    { numRuns: 1_000 },
  );
  assert.deepEqual([seen.size, kept.size], [1, 2]);
});

test('a second person confirms by what stands, and takes back by voiding; whoever opened it does neither', () => {
  const treating = { relation: 'treating' } as const;
  const none = { relation: null };
  assert.equal(confirmedAfter(opening(), treating, 'b'), 'b');
  assert.equal(confirmedAfter(opening(), treating, 'a'), null);
  assert.equal(confirmedAfter(opening(), none, 'b'), null);
  assert.equal(confirmedAfter(opening({ confirmedBy: 'b' }), none, 'c'), null);
  assert.equal(confirmedAfter(opening({ confirmedBy: 'b' }), none, 'a'), 'b');
  assert.equal(confirmedAfter(opening({ alone: false }), treating, 'b'), null, 'nothing to confirm');
});

test('property: what an account changes of a system’s makes no relation that was not there, and none longer', () => {
  fc.assert(
    fc.property(written, written, (before, after) => {
      const known = decideStakes(before).map(({ since, until, ...rest }) => ({
        ...{ ...rest, source: 'Encounter/e', since: since ?? null, until: until ?? null, alone: false },
      }));
      for (const stake of keptStakes(after, known)) {
        const stood = known.find(({ relation, holder: who }) => relation === stake.relation && who === stake.holder);
        assert.ok(stood);
        assert.ok(stood.until === null || (stake.until && stake.until <= stood.until));
        assert.ok(stood.since === null || (stake.since && stake.since >= stood.since));
      }
    }),
    { numRuns: 500 },
  );
});

test('who is registered with an account is the house’s for a while, and the area’s where they live for as long', () => {
  const patient: StoredResource = {
    ...{ resourceType: 'Patient', id: 'p', meta: { versionId: '1', lastUpdated: at.toISOString() } },
    ...{ managingOrganization: { reference: own }, address: [{ district: '220221' }] },
  };
  assert.deepEqual(
    stakesOfRegistration(patient, opening()).map(({ relation, holder: who, until }) => [relation, who, until ?? null]),
    [
      ['responsible', 'area/220221', plusDays(at, accountDays.unconfirmed)],
      ['responsible', 'area/220200', plusDays(at, accountDays.unconfirmed)],
      ['opened', own, plusDays(at, accountDays.unconfirmed)],
    ],
  );
});

test('what an account says by registering somebody counts for that registration alone; what a visit makes counts for the person', () => {
  fc.assert(
    fc.property(registered, written, (patient, visit) => {
      assert.ok(stakesOfRegistration(patient, opening()).every(({ alone }) => alone === true));
      assert.ok(stakesOfOpening({ ...opening(), ...boundsOf(visit, opening()) }).every(({ alone }) => alone === undefined));
    }),
  );
});

test('a house knows a person by what a system told and still holds, never by the word of its own people', () => {
  const stake = {
    patient: 'p',
    relation: 'treating',
    holder: own,
    source: 'Encounter/s',
    since: null,
    until: null,
    alone: false,
  } as const;
  const knows = (known: typeof stake | object, openings: Parameters<typeof isKnownToHouse>[2] = []) =>
    isKnownToHouse(own, [{ ...stake, ...known }], openings, at);
  assert.equal(knows({}), true);
  assert.equal(knows({ until: at }), false, 'over');
  assert.equal(knows({ holder: 'Organization/other' }), false);
  assert.equal(knows({ relation: 'opened' }), false);
  assert.equal(knows({}, [{ source: 'Encounter/s', confirmedBy: null }]), false, 'one visit does not vouch for the next');
  assert.equal(knows({}, [{ source: 'Encounter/s', confirmedBy: 'b' }]), true);
});
