import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sayDenial } from './say-denial.ts';

const name = (institution: string): string => (institution === 'Organization/a' ? '甲医院' : institution);

test('a prohibition says whom, what, what for and how long', () => {
  const whole = sayDenial({ patient: 'p' }, name);
  assert.deepEqual(whole, { zh: '禁止任何机构查看任何记录。', en: 'Forbids any institution to see anything.' });
  const narrow = sayDenial(
    {
      patient: 'p',
      institution: 'Organization/a',
      type: 'Observation',
      purpose: 'treatment',
      since: new Date('2025-12-31T16:00:00Z'),
      until: new Date('2026-01-31T16:00:00Z'),
    },
    name,
  );
  assert.equal(narrow.zh, '禁止甲医院为诊疗查看 Observation 记录，自 2026-01-01 起，至 2026-01-31 止。');
  assert.equal(narrow.en, 'Forbids 甲医院 to see Observation records for treatment, from 2026-01-01, until 2026-01-31.');
  assert.equal(sayDenial({ patient: 'p', spared: ['Organization/a'] }, name).zh, '禁止除甲医院以外的机构查看任何记录。');
});
