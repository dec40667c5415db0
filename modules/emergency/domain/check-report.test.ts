import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { EmergencyEvent, ReportDraft } from '../contract.ts';
import { aReport } from '../fixtures/event.ts';
import { checkReport } from './check-report.ts';

const now = new Date('2026-03-01T02:00:00Z');
const initial = { kind: 'initial' as const, asOf: '2026-02-28T16:00:00Z' };
const closing = { kind: 'closing' as const, asOf: '2026-03-01T01:00:00Z' };

function code(
  draft: Partial<ReportDraft>,
  former = [initial] as { kind: 'initial' | 'progress' | 'closing'; asOf: string }[],
  state: EmergencyEvent['state'] = 'verified',
) {
  const checked = checkReport(aReport({ asOf: '2026-03-01T01:00:00Z', ...draft }), former, state, now);
  return checked.ok ? 'ok' : checked.error.code;
}

test('the initial report comes first and once, nothing follows the closing one', () => {
  assert.equal(code({ kind: 'progress' }, []), 'emergency.report-order');
  assert.equal(code({ kind: 'initial' }, []), 'ok');
  assert.equal(code({ kind: 'initial' }), 'emergency.report-order');
  assert.equal(code({ kind: 'progress' }), 'ok');
  assert.equal(code({ kind: 'progress' }, [initial, closing]), 'emergency.report-order');
});

test('the closing report waits until no response runs', () => {
  assert.equal(code({ kind: 'closing' }, [initial], 'responding'), 'emergency.response-runs');
  assert.equal(code({ kind: 'closing' }, [initial], 'ended'), 'ok');
  assert.equal(code({ kind: 'progress' }, [initial], 'closed'), 'emergency.event-over');
});

test('counts are true of a moment that has been, not before the last report’s', () => {
  assert.equal(code({ kind: 'progress', asOf: now.toISOString() }), 'ok');
  assert.equal(code({ kind: 'progress', asOf: '2026-03-01T02:00:00.001Z' }), 'emergency.time-ahead');
  assert.equal(code({ kind: 'progress', asOf: initial.asOf }), 'ok');
  assert.equal(code({ kind: 'progress', asOf: '2026-02-28T15:59:59Z' }), 'emergency.report-older');
});

test('as many deaths as cases can be, one more cannot', () => {
  assert.equal(code({ kind: 'progress', cases: 3, deaths: 3 }), 'ok');
  assert.equal(code({ kind: 'progress', cases: 3, deaths: 4 }), 'emergency.more-than-cases');
  assert.equal(code({ kind: 'progress', cases: 3, severe: 4 }), 'emergency.more-than-cases');
});
