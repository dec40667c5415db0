import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cardFields } from '../contract.ts';
import { sayFailure } from './say-failure.ts';

function sayThrown(work: () => unknown): string | null {
  try {
    work();
  } catch (error) {
    return sayFailure(error);
  }
  return 'nothing was thrown';
}

test('what one resource brings about is said without a word of it, what is of the moment is tried again with all others', () => {
  const refused = { severity: 'ERROR', code: '23514', table: 'card', constraint: 'card_sex_check', message: '赵小满' };
  assert.equal(sayFailure(refused), 'SQLSTATE 23514 (card.card_sex_check)');
  const unreadable = sayThrown(() => cardFields.parse({ name: '赵小满' })) ?? '';
  assert.match(unreadable, /ZodError/);
  assert.match(sayThrown(() => new Date(Number.NaN).toISOString()) ?? '', /^RangeError \(.*:\d+\)$/);
  const plain = sayThrown(() => {
    throw new Error('赵小满 22028119900101123X');
  });
  assert.match(plain ?? '', /^Error \(.*say-failure\.test\.ts:\d+\)$/);
  for (const said of [unreadable, plain]) assert.doesNotMatch(said ?? '', /赵小满|2202811990/);
  for (const code of ['40001', '40P01', '53300', '57014', '08006', '55P03'])
    assert.equal(sayFailure({ severity: 'ERROR', code }), null, code);
  assert.equal(sayFailure(Object.assign(new Error('read'), { code: 'ECONNRESET' })), null);
  assert.deepEqual([sayFailure(null), sayFailure('x')], ['object', 'string']);
});
