import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { risks } from '../contract.ts';
import { judgeRisk } from './judge-risk.ts';

const grade = fc.integer({ min: 1, max: 5 });

test('a risk is never lower when it is likelier or worse', () => {
  const rank = (likelihood: number, impact: number) => risks.indexOf(judgeRisk({ likelihood, impact }));
  fc.assert(
    fc.property(grade, grade, (one, two) => {
      const here = rank(one, two);
      return (one === 5 || rank(one + 1, two) >= here) && (two === 5 || rank(one, two + 1) >= here);
    }),
  );
  assert.deepEqual([rank(1, 1), rank(5, 5)], [0, 3]);
});
