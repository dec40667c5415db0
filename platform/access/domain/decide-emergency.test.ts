import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Emergency } from '../store/emergencies.ts';
import { endsEmergency, openEmergency, reviewsEmergency } from './decide-emergency.ts';

const now = new Date('2026-03-01T00:00:00Z');
const later = new Date('2026-03-01T01:00:00Z');
const one: Emergency = {
  id: '1',
  account: 'doctor',
  patient: 'Patient/p',
  institution: null,
  reason: 'unconscious',
  since: now,
  until: later,
  endedAt: null,
  state: 'open',
  note: null,
  reviewedAt: null,
  by: null,
  username: null,
  reviewedBy: null,
};
const codeOf = (result: { ok: boolean; error?: { code: string } }) => (result.ok ? 'ok' : result.error?.code);

test('emergency access ends after the minutes asked for', () => {
  const opened = openEmergency([], { patient: 'Patient/p', minutes: 30 }, 0, now);
  assert.equal(opened.ok && opened.value.until.toISOString(), '2026-03-01T00:30:00.000Z');
});

test('what is open already is not opened twice, and nobody holds more than twenty open', () => {
  assert.equal(codeOf(openEmergency([one], { patient: 'Patient/p', minutes: 30 }, 0, now)), 'access.emergency-open');
  const many = Array.from({ length: 20 }, (_, n) => ({ patient: `Patient/${n}`, until: later }));
  assert.equal(codeOf(openEmergency(many.slice(1), { patient: 'Patient/p', minutes: 30 }, 0, now)), 'ok');
  assert.equal(codeOf(openEmergency(many, { patient: 'Patient/p', minutes: 30 }, 0, now)), 'access.too-many-emergencies');
});

test('nobody opens more than thirty in a day, ended or not', () => {
  assert.equal(codeOf(openEmergency([], { patient: 'Patient/p', minutes: 30 }, 29, now)), 'ok');
  assert.equal(codeOf(openEmergency([], { patient: 'Patient/p', minutes: 30 }, 30, now)), 'access.too-many-emergencies-a-day');
});

test('its owner or a reviewer ends it while it lasts; to others it is not there', () => {
  assert.equal(codeOf(endsEmergency(one, { id: 'doctor', reviews: false }, now)), 'ok');
  assert.equal(codeOf(endsEmergency(one, { id: 'officer', reviews: true }, now)), 'ok');
  assert.equal(codeOf(endsEmergency(one, { id: 'nurse', reviews: false }, now)), 'access.unknown-emergency');
  assert.equal(codeOf(endsEmergency(null, { id: 'doctor', reviews: false }, now)), 'access.unknown-emergency');
  assert.equal(codeOf(endsEmergency(one, { id: 'doctor', reviews: false }, later)), 'access.emergency-over');
  assert.equal(codeOf(endsEmergency({ ...one, endedAt: now }, { id: 'doctor', reviews: false }, now)), 'access.emergency-over');
});

test('a verdict is given once, and by nobody about themselves', () => {
  assert.equal(codeOf(reviewsEmergency(one, 'officer')), 'ok');
  assert.equal(codeOf(reviewsEmergency(one, 'doctor')), 'access.own-emergency');
  assert.equal(codeOf(reviewsEmergency({ ...one, state: 'justified' }, 'officer')), 'access.emergency-reviewed');
  assert.equal(codeOf(reviewsEmergency(null, 'officer')), 'access.unknown-emergency');
});
