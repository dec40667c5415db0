import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Role, roles, type Way } from '@songhua/kernel';
import fc from 'fast-check';
import { relationTypes } from '../relations/decide-stakes.ts';
import { decideReach, type Who } from './decide-reach.ts';
import { policies } from './policies.ts';
import { resourceGroups } from './resource-groups.ts';

const who = (held: readonly Role[], more: Partial<Who> = {}): Who => ({
  roles: held,
  institution: 'Organization/o',
  practitioner: 'Practitioner/p',
  patients: ['Patient/x'],
  area: '220221',
  proxied: ['Patient/child'],
  emergencies: ['Patient/e'],
  ...more,
});

const allRoles = Object.keys(roles) as Role[];
const someRoles = fc.subarray(allRoles);
const reaches = (ways: readonly Way[], type: string, letter = 'r'): readonly Way[] =>
  ways.filter(({ types, interactions }) => (types === '*' || types.includes(type)) && interactions.includes(letter));
const relationsOf = ({ whose }: Way): readonly string[] =>
  whose === 'everyone' ? ['everyone'] : whose.map(({ relation }) => relation);

test('nobody without a role reaches anything, and no unknown role gives anything', () => {
  assert.deepEqual(decideReach(who([])).ways, []);
  assert.deepEqual(decideReach({ roles: ['emperor'] }).ways, []);
});

test('administrators and planners reach the registers and no record of a person', () => {
  for (const role of ['administrator', 'planner', 'viewer'] as const) {
    const { ways } = decideReach(who([role]));
    assert.ok(reaches(ways, 'Organization').length > 0, role);
    for (const [name, { ofPeople, types }] of Object.entries(resourceGroups))
      if (ofPeople) for (const type of types) assert.deepEqual(reaches(ways, type), [], `${role} ${name} ${type}`);
  }
  assert.equal(reaches(decideReach(who(['administrator'])).ways, 'Organization', 'd').length, 1);
  assert.equal(reaches(decideReach(who(['planner'])).ways, 'Organization', 'u').length, 0);
});

test('a doctor reaches records through treatment, for the institution chosen and as a participant, through a visit that was opened, and emergency', () => {
  const ways = reaches(decideReach(who(['doctor'])).ways, 'Observation');
  assert.deepEqual(
    ways.map(({ whose }) => whose),
    [
      [
        { relation: 'treating', id: 'Organization/o' },
        { relation: 'treating', id: 'Practitioner/p' },
      ],
      [{ relation: 'opened', id: 'Organization/o' }],
      [{ relation: 'emergency', id: 'Patient/e' }],
    ],
  );
  assert.deepEqual(decideReach(who(['doctor'])).institutions, ['Organization/o', 'acting/Organization/o']);
});

test('what is forbidden to one of their institutions binds them in the others; spared is only the one for which they act', () => {
  const { institutions } = decideReach(who(['doctor'], { employers: ['Organization/h', 'Organization/o'] }));
  assert.deepEqual(institutions, ['Organization/o', 'Organization/h', 'acting/Organization/o']);
});

test('who is tied to no institution, no practitioner and no patient stands in no relation', () => {
  const reach = decideReach({ roles: ['doctor', 'cdc', 'resident'] });
  const relations = new Set(reach.ways.flatMap(relationsOf));
  assert.deepEqual([...relations].sort(), ['everyone']);
});

test('disease control reaches its area only, for public health only, and nothing sensitive', () => {
  const reach = decideReach(who(['cdc']));
  assert.equal(reach.purpose, 'public-health');
  const [way, ...more] = reaches(reach.ways, 'Condition');
  assert.deepEqual(way?.whose, [
    { relation: 'responsible', id: 'Organization/o' },
    { relation: 'responsible', id: 'area/220221' },
  ]);
  assert.deepEqual([way?.labels, more], [[], []]);
  assert.deepEqual(reaches(reach.ways, 'Observation'), []);
});

test('one who is both looks for one purpose at a time', () => {
  const both = who(['doctor', 'cdc']);
  assert.equal(decideReach(both).purpose, 'treatment');
  assert.ok(!decideReach(both).ways.flatMap(relationsOf).includes('responsible'));
  const asCdc = decideReach({ ...both, purpose: 'public-health' });
  assert.ok(!asCdc.ways.flatMap(relationsOf).includes('treating'));
});

test('property: nothing sensitive is read or changed without treatment, contract, emergency, or being the person or their agent, but what consents say', () => {
  const near = new Set(['treating', 'contracted', 'self', 'proxy', 'emergency']);
  fc.assert(
    fc.property(someRoles, (held) => {
      for (const way of decideReach(who(held)).ways.filter(({ interactions }) => /[rsud]/.test(interactions)))
        if (
          (way.labels === '*' || way.labels.length > 0) &&
          !(held.includes('privacy-officer') && String(way.types) === 'Consent')
        )
          for (const relation of relationsOf(way)) assert.ok(near.has(relation));
    }),
  );
});

test('property: records of people are read and changed through a relation alone, but for consents, registrations and those who oversee them', () => {
  const ofPeople = new Set<string>(Object.values(resourceGroups).flatMap((group) => (group.ofPeople ? group.types : [])));
  fc.assert(
    fc.property(someRoles, (held) => {
      for (const way of decideReach(who(held)).ways) {
        if (way.whose !== 'everyone' || way.types === '*' || way.interactions === 'c') continue;
        const open = way.types.filter((type) => ofPeople.has(type));
        const overseen =
          (held.includes('privacy-officer') && open.join() === 'Consent') ||
          (held.includes('registrar') && open.join() === resourceGroups.identity.types.join() && !/[ud]/.test(way.interactions));
        assert.ok(open.length === 0 || overseen, open.join());
      }
    }),
  );
});

test('property: what says who stands in which relation to whom is created without a relation for the institution acted for alone', () => {
  const institution = fc.constantFrom('Organization/o', 'Organization/h', undefined);
  fc.assert(
    fc.property(someRoles, fc.constantFrom(...relationTypes), institution, (held, type, house) => {
      const { institution: _, ...rest } = who(held);
      const { ways } = decideReach({ ...rest, ...(house && { institution: house }) });
      for (const way of reaches(ways, type, 'c'))
        if (way.whose === 'everyone')
          assert.deepEqual([way.types, way.criteria?.map((one) => one.split('=')[1])], [[type], [house]]);
        else for (const { relation } of way.whose) assert.ok(['treating', 'contracted', 'opened'].includes(relation), relation);
      for (const way of reaches(ways, type, 'u')) assert.notEqual(way.whose, 'everyone');
      assert.deepEqual(reaches(ways, type, 'd'), []);
      // The whole of a type is nobody's, or it could be imported.
      assert.ok(reaches(ways, type, 'c').every((way) => way.whose !== 'everyone' || way.criteria));
      const registering: readonly Role[] = [
        'doctor',
        'nurse',
        'family-doctor',
        ...(type === 'Patient' ? (['registrar'] as const) : []),
      ];
      if (!held.some((role) => registering.includes(role))) assert.deepEqual(reaches(ways, type, 'c'), []);
    }),
  );
  assert.equal(reaches(decideReach(who(['doctor'])).ways, 'Encounter', 'c').length, 3);
});

test('what is opened leads to nothing sensitive, but lets it be written down', () => {
  const ways = reaches(decideReach(who(['nurse'])).ways, 'Condition', 'r').filter((way) => relationsOf(way).includes('opened'));
  assert.deepEqual(
    ways.map(({ labels }) => labels),
    [[]],
  );
  const notes = reaches(decideReach(who(['nurse'])).ways, 'Condition', 'c').filter((way) => relationsOf(way).includes('opened'));
  assert.deepEqual(
    notes.map(({ labels, interactions }) => [labels, interactions]),
    [['*', 'c']],
  );
});

test('property: a role more takes nothing away, while the purpose is the same', () => {
  const purpose = fc.constantFrom('treatment', 'public-health', 'personal', 'administration');
  fc.assert(
    fc.property(someRoles, fc.constantFrom(...allRoles), purpose, (held, more, what) => {
      const before = decideReach(who(held, { purpose: what })).ways.map((way) => JSON.stringify(way));
      const after = new Set(decideReach(who([...held, more], { purpose: what })).ways.map((way) => JSON.stringify(way)));
      for (const way of before) assert.ok(after.has(way), way);
    }),
  );
});

test('a way masks what its policy masks: a list is whole for who treats, and in part for who answers for an area', () => {
  const maskedBy = (held: readonly Role[], type: string) =>
    reaches(decideReach(who(held)).ways, type, 's').map(({ masked = [] }) => masked);
  assert.deepEqual(maskedBy(['cdc'], 'Patient'), [['name', 'identifier', 'phone']]);
  assert.deepEqual(maskedBy(['doctor'], 'Patient'), [[], [], []]);
  assert.deepEqual(maskedBy(['doctor'], 'Practitioner'), [['name', 'phone']]);
  assert.deepEqual(maskedBy(['resident'], 'Patient'), [[], []]);
  for (const role of allRoles.filter((one) => one !== 'privacy-officer'))
    for (const masked of maskedBy([role], 'Consent')) assert.deepEqual(masked, [], role);
});

test('consent gives way only where it is one’s own record, a life is at stake, or what is read is the consent itself', () => {
  const above = policies.filter(({ aboveConsent }) => aboveConsent);
  assert.deepEqual(
    above.map(({ groups, by }) => (typeof by === 'string' ? groups.join() : by.join())),
    ['consents', 'emergency', 'self', 'self'],
  );
});

test('every role is in a policy, and every policy has a name of its own', () => {
  for (const role of allRoles)
    assert.ok(
      policies.some((policy) => policy.roles.includes(role)),
      role,
    );
  assert.equal(new Set(policies.map(({ id }) => id)).size, policies.length);
});
