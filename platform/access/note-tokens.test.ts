import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createTokenNotes, type TokenAnswer } from './note-tokens.ts';

const answer: TokenAnswer = {
  client: 'c',
  grant: 'client_credentials',
  scope: 'system/*.rs',
  address: '10.0.0.1',
  error: null,
};

function at() {
  let now = Date.UTC(2026, 0, 1);
  const notes = createTokenNotes(() => new Date(now));
  return {
    notes,
    wait: (ms: number): void => {
      now += ms;
    },
  };
}

test('a token is noted with its grant and scope; the same again is counted, and said ten minutes later', () => {
  const { notes, wait } = at();
  assert.equal(notes(answer), 'client_credentials system/*.rs');
  assert.equal(notes(answer), null);
  wait(599_999);
  assert.equal(notes(answer), null);
  wait(1);
  assert.equal(notes(answer), 'client_credentials system/*.rs (and 2 more like it before)');
});

test('another scope, address or client is another thing', () => {
  const { notes } = at();
  notes(answer);
  for (const other of [{ scope: 'system/Patient.rs' }, { address: '10.0.0.2' }, { client: 'd' }])
    assert.notEqual(notes({ ...answer, ...other }), null);
});

test('a renewal that goes well is no entry; one that is refused is', () => {
  const { notes, wait } = at();
  const renewal = { ...answer, grant: 'refresh_token' };
  assert.equal(notes(renewal), null);
  const refused = { ...renewal, error: 'invalid_grant' };
  assert.equal(notes(refused), 'refresh_token system/*.rs invalid_grant');
  assert.equal(notes(refused), null);
  wait(60_000);
  assert.match(notes(refused) ?? '', /1 more/);
});
