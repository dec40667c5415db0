import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ConsentChoice } from '../contract/own-consents.ts';
import { readConsent } from './read-consent.ts';
import { sayDenials } from './say-denials.ts';
import { writeConsent } from './write-consent.ts';

const name = (institution: string): string =>
  ({ 'Organization/a': '甲医院', 'Organization/b': '乙医院' })[institution] ?? institution;

test('a prohibition says whom, what, what for and how long', () => {
  assert.deepEqual(sayDenials([{ patient: 'p' }], name), [
    { zh: '禁止任何机构查看任何记录。', en: 'Forbids any institution to see anything.' },
  ]);
  const [narrow] = sayDenials(
    [
      {
        patient: 'p',
        institution: 'Organization/a',
        type: 'Observation',
        purpose: 'treatment',
        since: new Date('2025-12-31T16:00:00Z'),
        until: new Date('2026-01-31T16:00:00Z'),
      },
    ],
    name,
  );
  assert.equal(narrow?.zh, '禁止甲医院为诊疗查看 Observation 记录，自 2026-01-01 起，至 2026-01-31 止。');
  assert.equal(narrow?.en, 'Forbids 甲医院 to see Observation records for treatment, from 2026-01-01, until 2026-01-31.');
  assert.equal(sayDenials([{ patient: 'p', spared: ['Organization/a'] }], name)[0]?.zh, '禁止除甲医院以外的机构查看任何记录。');
});

const plain: ConsentChoice = { who: 'everybody', institutions: [], kinds: [], labels: [], purposes: [], from: null, until: null };
const saidOf = (choice: Partial<ConsentChoice>) => {
  const { denials, errors } = readConsent(writeConsent('p', { ...plain, ...choice }));
  assert.deepEqual(errors, []);
  return sayDenials(denials, name).map(({ zh }) => zh);
};

test('what somebody chose is one sentence, however many prohibitions it comes to', () => {
  assert.deepEqual(saidOf({}), ['禁止任何机构查看任何记录。']);
  assert.deepEqual(
    saidOf({
      who: 'only',
      institutions: ['Organization/a', 'Organization/b'],
      kinds: ['clinical', 'billing'],
      purposes: ['treatment', 'public-health'],
      from: '2026-12-01',
      until: '2026-12-31',
    }),
    ['禁止甲医院、乙医院为诊疗、公共卫生查看诊疗记录、费用与医保记录，自 2026-12-01 起，至 2026-12-31 止。'],
  );
  assert.deepEqual(saidOf({ who: 'only', institutions: ['Organization/a'], labels: ['mental', 'genetic'] }), [
    '禁止甲医院查看任何记录中涉及精神卫生、遗传信息的部分。',
  ]);
  assert.deepEqual(saidOf({ who: 'except', institutions: ['Organization/b'], kinds: ['identity'] }), [
    '禁止除乙医院以外的机构查看身份信息。',
  ]);
});

test('prohibitions that differ are sentences of their own', () => {
  const said = sayDenials(
    [
      { patient: 'p', institution: 'Organization/a', type: 'Patient' },
      { patient: 'p', institution: 'Organization/b', type: 'Patient', purpose: 'treatment' },
      { patient: 'p', institution: 'Organization/b', type: 'Person', purpose: 'treatment' },
    ],
    name,
  );
  assert.deepEqual(
    said.map(({ zh }) => zh),
    ['禁止甲医院查看 Patient 记录。', '禁止乙医院为诊疗查看 Patient、Person 记录。'],
  );
});
