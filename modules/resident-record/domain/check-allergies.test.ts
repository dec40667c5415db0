import assert from 'node:assert/strict';
import { test } from 'node:test';
import { codeSystems } from '@songhua/engine-fhir/china/systems.ts';
import fc from 'fast-check';
import { gatheredOf, now } from '../fixtures/gathered.ts';
import { allergy, concept, patient, prescription } from '../fixtures/resident.ts';
import { assembleRecord } from './assemble-record.ts';

type Json = Parameters<typeof gatheredOf>[0][number];

const atc = (code: string, text = code) => concept(codeSystems.atc, code, text);
const allergic = (code: object, more: object = {}) => allergy('a', 'p', 'x', { code, ...more });
const given = (code: object, at = '2026-11-10', more: object = {}) => prescription('m', 'p', code, at, more);
const check = (...resources: readonly Json[]) =>
  assembleRecord(gatheredOf([patient('p', 'h'), ...resources]), new Map(), now).medicineCheck;

test('a medicine of the very substance, or of the class that the allergy names, is said with both and by which code', () => {
  const same = check(allergic(atc('J01CA04')), given(atc('J01CA04')));
  assert.deepEqual(
    same.conflicts.map(({ how, code }) => [how, code]),
    [['same', 'J01CA04']],
  );
  const [one] = check(allergic(atc('J01C', '青霉素类')), given(atc('J01CA04', '阿莫西林胶囊'))).conflicts;
  assert.deepEqual(
    [one?.how, one?.code, one?.allergy.name, one?.medicine.name, one?.medicine.state],
    ['class', 'J01C', '青霉素类', '阿莫西林胶囊', 'current'],
  );
});

test('the same code of any other system meets, too', () => {
  const ingredient = concept('http://snomed.info/sct', '372687004', 'amoxicillin');
  assert.deepEqual(
    check(allergic(ingredient), given(ingredient)).conflicts.map(({ how }) => how),
    ['same'],
  );
});

test('a medicine of another class meets nothing, and both were compared', () => {
  const found = check(allergic(atc('J01C')), given(atc('J01DC04')));
  const nothing = { allergies: [], medicines: [], combinations: [] };
  assert.deepEqual(found, { conflicts: [], of: { allergies: 1, medicines: 1, pairs: 1 }, unchecked: nothing });
  assert.equal(check(allergic(atc('J')), given(atc('J01CA04'))).conflicts.length, 0, 'J alone is no class of substances');
});

test('what bears no code, or one broader than the allergy, is named as not checked', () => {
  assert.deepEqual(check(allergic({ text: '青霉素' }), given(atc('J01CA04', '阿莫西林'))).unchecked, {
    allergies: ['青霉素'],
    medicines: [],
    combinations: [],
  });
  assert.deepEqual(check(allergic(atc('J01C')), given({ text: '阿莫西林' })).unchecked, {
    allergies: [],
    medicines: ['阿莫西林'],
    combinations: [],
  });
  const broad = check(allergic(atc('J01DC04')), given(atc('J01DC', '二代头孢')));
  assert.deepEqual([broad.conflicts, broad.unchecked.medicines], [[], ['二代头孢']]);
});

test('what is over, refuted, a food or long past is compared with nothing', () => {
  const [code, medicine] = [atc('J01C'), given(atc('J01CA04'))];
  const status = (name: string, value: string) => ({ [name]: { coding: [{ code: value }] } });
  const none = { allergies: 0, medicines: 1, pairs: 0 };
  assert.deepEqual(check(allergic(code, status('clinicalStatus', 'resolved')), medicine).of, none);
  assert.deepEqual(check(allergic(code, status('verificationStatus', 'refuted')), medicine).of, none);
  assert.deepEqual(check(allergic({ text: '海鲜' }, { category: ['food'] }), medicine).of, none);
  assert.deepEqual(check(allergic(code), given(atc('J01CA04'), '2025-01-01')).of, { allergies: 1, medicines: 0, pairs: 0 });
});

test('a medicine that ended 90 days ago is recent, one that ended a day earlier is not', () => {
  const until = (end: string) => given(atc('J01CA04'), '2026-07-01', { dispenseRequest: { validityPeriod: { end } } });
  assert.equal(check(allergic(atc('J01C')), until('2026-08-25')).conflicts[0]?.medicine.state, 'past');
  assert.equal(check(allergic(atc('J01C')), until('2026-08-23')).conflicts.length, 0);
});

test('a combination that holds the substance, or one of its class, meets the allergy, and the part is named', () => {
  const meets = (a: string, m: string) => check(allergic(atc(a)), given(atc(m))).conflicts.map(({ how, code }) => [how, code]);
  assert.deepEqual(meets('J01CA04', 'J01CR02'), [['contains', 'J01CA04']]);
  assert.deepEqual(meets('J01CA', 'J01CR05'), [['contains', 'J01CA']]);
  assert.deepEqual(meets('J01C', 'J01CR02'), [['class', 'J01C']]);
  assert.deepEqual(
    meets('J01CR02', 'J01CA04'),
    [['contains', 'J01CA04']],
    'an allergy to the combination may be one to its part',
  );
  assert.deepEqual(meets('N02BE01', 'N02BE51'), [['contains', 'N02BE01']]);
});

test('who is noted for one penicillin is warned of another, alone or in a combination', () => {
  for (const other of ['J01CA04', 'J01CR02', 'J01CE02'])
    assert.deepEqual(
      check(allergic(atc('J01CE01')), given(atc(other))).conflicts.map(({ how, code }) => [how, code]),
      [['kindred', 'J01C']],
    );
});

test('a combination never passes as compared unless all that it holds is known', () => {
  const of = (a: string, m: string) => {
    const { conflicts, of: counted, unchecked } = check(allergic(atc(a)), given(atc(m, '复方')));
    return [conflicts.length, counted.pairs, unchecked.combinations];
  };
  assert.deepEqual(of('J01CA04', 'J01RA04'), [0, 0, ['复方']]);
  assert.deepEqual(of('J01CA04', 'N02BE51'), [0, 0, ['复方']]);
  assert.deepEqual(of('J01CA04', 'A10BD07'), [0, 0, ['复方']]);
  assert.deepEqual(of('N02BE01', 'J01CR02'), [0, 1, []], 'its contents are known');
  assert.deepEqual(of('A10BD07', 'J01CA04'), [0, 0, ['A10BD07']], 'nor does an allergy to one');
  fc.assert(
    fc.property(
      fc.constantFrom('J01CR50', 'J01RA01', 'C09DB01', 'N02AJ06', 'R05FA02', 'J05AR10', 'N06AX62', 'C09BA04'),
      fc.constantFrom('J01CA04', 'N02BE01', 'C08CA01', 'M01AE01'),
      (combination, single) => {
        const [conflicts, pairs, left] = of(single, combination);
        assert.ok(conflicts === 1 || (pairs === 0 && (left as string[]).length === 1));
      },
    ),
  );
});

test('a grave allergy to what is taken now stands before all others', () => {
  const found = check(
    allergic(atc('J01D'), { criticality: 'low' }),
    allergy('b', 'p', 'y', { code: atc('J01C') }),
    given(atc('J01DC04')),
    prescription('n', 'p', atc('J01CA04'), '2026-11-01'),
  );
  assert.deepEqual(
    found.conflicts.map(({ code }) => code),
    ['J01C', 'J01D'],
  );
});

test('an allergy and a medicine meet exactly when the one code begins the other, or both are penicillins', () => {
  const codes = fc.constantFrom('J01', 'J01C', 'J01CA', 'J01CA04', 'J01CA01', 'J01D', 'J01DC04', 'N02BE01');
  fc.assert(
    fc.property(codes, codes, (a, m) => {
      const { conflicts, unchecked } = check(allergic(atc(a)), given(atc(m)));
      const kindred = [a, m].every((one) => one.startsWith('J01C') && one.length > 4);
      assert.equal(conflicts.length, Number(m.startsWith(a) || kindred));
      assert.equal(unchecked.medicines.length, Number(a.startsWith(m) && a !== m && !kindred));
    }),
  );
});

test('what was cancelled, drafted, only proposed or forbidden nobody took: it meets nothing', () => {
  const amoxicillin = atc('J01CA04', '阿莫西林');
  for (const more of [{ status: 'cancelled' }, { status: 'draft' }, { intent: 'proposal' }, { doNotPerform: true }])
    assert.deepEqual(check(allergic(atc('J01C')), given(amoxicillin, '2026-11-10', more)).conflicts, [], JSON.stringify(more));
});

test('a medicine of which nobody says how long is recent for 90 days after it would have been over', () => {
  const of = (at: string): number =>
    check(allergic(atc('J01C')), given(atc('J01CA04'), at, { dispenseRequest: undefined })).conflicts.length;
  const before = (days: number): string => new Date(now.getTime() - days * 86_400_000).toISOString().slice(0, 10);
  assert.deepEqual([of(before(95)), of(before(170)), of(before(190))], [1, 1, 0]);
});
