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
  assert.deepEqual(found, { conflicts: [], compared: true, unchecked: { allergies: [], medicines: [] } });
  assert.equal(check(allergic(atc('J')), given(atc('J01CA04'))).conflicts.length, 0, 'J alone is no class of substances');
});

test('what bears no code, or one broader than the allergy, is named as not checked', () => {
  assert.deepEqual(check(allergic({ text: '青霉素' }), given(atc('J01CA04', '阿莫西林'))).unchecked, {
    allergies: ['青霉素'],
    medicines: [],
  });
  assert.deepEqual(check(allergic(atc('J01C')), given({ text: '阿莫西林' })).unchecked, {
    allergies: [],
    medicines: ['阿莫西林'],
  });
  const broad = check(allergic(atc('J01CA04')), given(atc('J01CA', '广谱青霉素')));
  assert.deepEqual([broad.conflicts, broad.unchecked.medicines], [[], ['广谱青霉素']]);
});

test('what is over, refuted, a food or long past is compared with nothing', () => {
  const [code, medicine] = [atc('J01C'), given(atc('J01CA04'))];
  const status = (name: string, value: string) => ({ [name]: { coding: [{ code: value }] } });
  assert.equal(check(allergic(code, status('clinicalStatus', 'resolved')), medicine).compared, false);
  assert.equal(check(allergic(code, status('verificationStatus', 'refuted')), medicine).compared, false);
  assert.equal(check(allergic({ text: '海鲜' }, { category: ['food'] }), medicine).compared, false);
  assert.equal(check(allergic(code), given(atc('J01CA04'), '2025-01-01')).compared, false);
});

test('a medicine that ended 90 days ago is recent, one that ended a day earlier is not', () => {
  const until = (end: string) => given(atc('J01CA04'), '2026-07-01', { dispenseRequest: { validityPeriod: { end } } });
  assert.equal(check(allergic(atc('J01C')), until('2026-08-25')).conflicts[0]?.medicine.state, 'past');
  assert.equal(check(allergic(atc('J01C')), until('2026-08-23')).conflicts.length, 0);
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

test('an allergy and a medicine meet exactly when the one code begins the other', () => {
  const codes = fc.constantFrom('J01', 'J01C', 'J01CA', 'J01CA04', 'J01CA01', 'J01D', 'J01DC04', 'N02BE01');
  fc.assert(
    fc.property(codes, codes, (a, m) => {
      const { conflicts, unchecked } = check(allergic(atc(a)), given(atc(m)));
      assert.equal(conflicts.length, Number(m.startsWith(a)));
      assert.equal(unchecked.medicines.length, Number(a.startsWith(m) && a !== m));
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
