import assert from 'node:assert/strict';
import { test } from 'node:test';
import { notifiables } from '@songhua/engine-city/health/notifiable.ts';
import { conditionOf, resultOf } from '../fixtures/visits.ts';
import { matchRule } from './match-rule.ts';
import { suggestedBy } from './notifiable-list.ts';

const at = new Date('2026-05-01T02:00:00Z');
const said = { patient: 'p', encounter: 'e', at };
const of = (code: string, status?: string) => matchRule(conditionOf('c', { ...said, code, ...(status && { status }) }), at);

test('every notifiable disease of the synthetic city suggests a disease of the list', () => {
  const found = Object.values(notifiables).map(({ code }) => of(code)?.disease);
  assert.deepEqual(found, [
    'influenza',
    'hand-foot-mouth',
    'viral-hepatitis',
    'tuberculosis',
    'syphilis',
    'scarlet-fever',
    'other-diarrhoea',
  ]);
});

test('the longest beginning of a code counts, on the day that it was found', () => {
  assert.deepEqual(
    [suggestedBy('A22.100', '2026-05-01')?.subtype, suggestedBy('A22.900', '2026-05-01')?.subtype],
    ['pulmonary', 'untyped'],
  );
  assert.equal(suggestedBy('J09.x00', '2025-08-31')?.disease.code, 'avian-influenza');
  assert.equal(suggestedBy('J09.x00', '2025-09-01')?.disease.code, 'novel-influenza');
  assert.equal(suggestedBy('I10.x00', '2026-05-01'), undefined);
});

test('a diagnosis that does not say when it was recorded was found when it was written, not at its onset', () => {
  const { recordedDate: _, ...undated } = conditionOf('c', { ...said, code: 'B05.900' });
  const match = matchRule({ ...undated, onsetDateTime: '2026-04-20' }, at);
  assert.deepEqual([match?.found, match?.isDated, match?.onset?.toISOString()], [at, false, '2026-04-19T16:00:00.000Z']);
  assert.equal(matchRule({ ...undated, onsetDateTime: '0001-01-01' }, at)?.onset, null);
});

test('tuberculosis of the lung, the bronchi and the pleura is reported, of bones and meninges it is not', () => {
  const disease = (code: string) => suggestedBy(code, '2026-05-01')?.disease.code;
  assert.deepEqual(
    ['A15.000', 'A15.600', 'A16.500', 'A16.700', 'A19.900'].map(disease),
    Array.from({ length: 5 }, () => 'tuberculosis'),
  );
  assert.deepEqual([disease('A17.000'), disease('A18.000')], [undefined, undefined]);
});

test('how sure a diagnosis is makes it suspected or clinical, and refuted makes it void', () => {
  assert.deepEqual([of('B05.900')?.kind, of('B05.900', 'provisional')?.kind], ['clinical', 'suspected']);
  assert.deepEqual([of('B05.900')?.isVoid, of('B05.900', 'refuted')?.isVoid], [false, true]);
  assert.equal(of('Z21.x00')?.kind, 'carrier');
});

test('a positive result matches, a negative or numeric one is void, and an unknown test is nothing', () => {
  const result = (value: string, code = '94500-6') => matchRule(resultOf('o', { ...said, code, value }), at);
  assert.deepEqual([result('阳性')?.disease, result('阳性')?.isVoid], ['covid-19', false]);
  assert.deepEqual([result('阴性')?.isVoid, result('12.5')?.isVoid], [true, true]);
  assert.equal(result('阳性', '718-7'), null);
});

test('a panel is what its positive part says, and a report of one test what its conclusion says', () => {
  const loinc = 'http://loinc.org';
  const part = (code: string, value: string) => ({
    code: { coding: [{ system: loinc, code }] },
    valueCodeableConcept: { text: value },
  });
  const panel = {
    ...resultOf('o', { ...said, code: '85477-8', value: '' }),
    component: [part('92142-9', '阴性'), part('92141-1', '阳性')],
  };
  assert.deepEqual([matchRule(panel, at)?.disease, matchRule(panel, at)?.isVoid], ['influenza', false]);
  const detected = {
    ...resultOf('o', { ...said, code: '94500-6', value: '' }),
    valueCodeableConcept: { coding: [{ system: loinc, code: 'LA11883-8' }] },
  };
  assert.equal(matchRule(detected, at)?.isVoid, false);
  const report = (conclusion: string) => {
    const { valueCodeableConcept: _, ...one } = resultOf('r', { ...said, code: '21503-8', value: '' });
    return matchRule({ ...one, resourceType: 'DiagnosticReport', conclusion }, at);
  };
  assert.deepEqual([report('阳性')?.disease, report('阳性')?.isVoid, report('未检出')?.isVoid], ['measles', false, true]);
});

test('what no reader can make sense of matches nothing and breaks nothing', () => {
  for (const odd of [null, 7, 'x', [], {}, [null], { coding: 'x' }])
    for (const resourceType of ['Condition', 'Observation', 'DiagnosticReport', 'MedicationRequest', 'Patient'])
      assert.equal(matchRule({ resourceType, id: 'x', code: odd, subject: odd, conclusionCode: odd } as never, at), null);
});
