import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { type CardState, cardState } from '../contract.ts';
import { moveCard, possibleSteps, type Standing, type Step } from './move-card.ts';

const standings: readonly Standing[] = ['institution', 'county', 'city', 'city-for-county'];
const codeOf = (result: ReturnType<typeof moveCard>): string => (result.ok ? result.value : result.error.code);

test('the way of a card is draft, reported, checked, approved, each step by its own party', () => {
  const at = (state: CardState) => ({ state, version: 3 });
  assert.equal(codeOf(moveCard('report', at('draft'), 'institution', 3)), 'reported');
  assert.equal(codeOf(moveCard('report', at('draft'), 'county', 3)), 'reporting.not-yours');
  assert.equal(codeOf(moveCard('approve', at('reported'), 'county', 3)), 'checked');
  assert.equal(codeOf(moveCard('approve', at('reported'), 'city', 3)), 'reporting.wrong-state');
  assert.equal(codeOf(moveCard('approve', at('checked'), 'city', 3)), 'approved');
  assert.equal(codeOf(moveCard('correct', at('approved'), 'institution', 3)), 'reported');
  assert.equal(codeOf(moveCard('correct', at('approved'), 'city', 3)), 'approved');
  assert.equal(codeOf(moveCard('approve', at('reported'), 'city-for-county', 3)), 'approved');
  assert.equal(codeOf(moveCard('merge', at('approved'), 'city-for-county', 3)), 'duplicate');
  assert.equal(codeOf(moveCard('approve', at('reported'), 'county', 2)), 'reporting.changed-meanwhile');
  assert.equal(codeOf(moveCard('approve', at('reported'), null, 3)), 'reporting.not-yours');
});

test('whatever steps are taken, what was decided away stays away and nothing reported becomes a draft', () => {
  const ended: readonly CardState[] = ['dismissed', 'duplicate', 'deleted'];
  for (const state of ended)
    for (const one of standings) assert.deepEqual(possibleSteps({ state, version: 1 }, one), [], `${state} ${one}`);
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.constantFrom(...standings), fc.nat()), { maxLength: 30 }), (choices) => {
      let card: { state: CardState; version: number } = { state: 'draft', version: 1 };
      let wasReported = false;
      for (const [standing, pick] of choices) {
        const steps: readonly Step[] = possibleSteps(card, standing);
        const step = steps[pick % Math.max(steps.length, 1)];
        if (!step) continue;
        const moved = moveCard(step, card, standing, card.version);
        assert.ok(moved.ok);
        card = { state: moved.value, version: card.version + 1 };
        wasReported ||= card.state === 'reported';
        assert.ok(cardState.options.includes(card.state));
        assert.ok(!wasReported || !['draft', 'dismissed'].includes(card.state));
        assert.ok(card.state !== 'approved' || wasReported);
      }
    }),
  );
});
