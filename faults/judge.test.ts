import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Facts, judge, type Version } from './judge.ts';
import type { Line } from './ledger.ts';

const version = (id: string, number: number, mark: string | undefined, key = 'k'): Version => ({
  type: 'Basic',
  id,
  version: number,
  deleted: mark === undefined,
  updatedAt: `2026-01-01T00:00:0${number}Z`,
  ...(mark !== undefined && { key, mark }),
});
const intent = (n: number, mark: string | undefined, kind: 'put' | 'delete' | 'conditional' = 'put'): Line => ({
  say: 'intent',
  n,
  kind,
  parts: [{ key: 'k', type: 'Basic', id: 'a', ...(mark !== undefined && { mark }) }],
});
const made = (n: number, number: number): Line => ({
  say: 'answer',
  n,
  made: [{ state: 'made', type: 'Basic', id: 'a', version: number }],
});
const refused = (n: number): Line => ({ say: 'answer', n, made: [{ state: 'refused', status: 412 }] });
const silence = (n: number): Line => ({ say: 'silence', n, why: 'ECONNRESET' });
const facts = (lines: readonly Line[], versions: readonly Version[], found = versions.at(-1)?.version): Facts => ({
  lines,
  versions,
  keys: ['k'],
  found: found === undefined ? [] : [{ key: 'k', type: 'Basic', id: 'a', version: found }],
});
const one = version('a', 1, 'm1');
const two = version('a', 2, 'm2');
const half: Line = {
  say: 'intent',
  n: 3,
  kind: 'transaction',
  parts: [
    { key: 'k', type: 'Basic', mark: 'm1' },
    { key: 'l', type: 'Basic', mark: 'm9' },
  ],
};

test('a ledger whose every line is in the database, or was never answered, is clean', () => {
  assert.deepEqual(judge(facts([intent(1, 'm1'), made(1, 1), intent(2, 'm2'), made(2, 2)], [one, two])), []);
  assert.deepEqual(judge(facts([intent(1, 'm1'), made(1, 1), intent(2, 'm2'), silence(2)], [one])), []);
  assert.deepEqual(judge(facts([intent(1, 'm1'), made(1, 1), intent(2, 'm2'), silence(2)], [one, two])), []);
  assert.deepEqual(judge(facts([half, silence(3)], [])), []);
});

const faulty: readonly (readonly [claim: string, facts: Facts, finding: RegExp])[] = [
  [
    'an acknowledged write that is lost',
    facts([intent(1, 'm1'), made(1, 1), intent(2, 'm2'), made(2, 2)], [one]),
    /acknowledged as Basic\/a version 2, which is not there/,
  ],
  [
    'an acknowledged write that another took the place of',
    facts([intent(1, 'm1'), made(1, 1), intent(2, 'm2'), made(2, 1)], [one]),
    /request 2 .* which is m1/,
  ],
  [
    'a version missing in the middle',
    facts([intent(1, 'm1'), intent(2, 'm2')], [one, { ...two, version: 3 }]),
    /version 2 is missing/,
  ],
  ['a version that is there twice', facts([intent(1, 'm1'), intent(2, 'm2')], [one, { ...two, version: 1 }]), /there twice/],
  ['one write made twice', facts([intent(1, 'm1'), made(1, 1)], [one, { ...two, mark: 'm1' }]), /m1 is there twice/],
  ['a refused write that was made', facts([intent(1, 'm1'), made(1, 1), intent(2, 'm2'), refused(2)], [one, two]), /was refused/],
  ['a write nobody asked for', facts([intent(1, 'm1'), made(1, 1)], [one, two]), /nobody began/],
  ['half a transaction', facts([half, silence(3)], [one]), /transaction 3 is half there: 1 of 2/],
  [
    'a deletion that was acknowledged and is not there',
    facts([intent(1, 'm1'), made(1, 1), intent(2, undefined, 'delete'), made(2, 2)], [one]),
    /\(deletion\) was acknowledged/,
  ],
  [
    'a deletion nobody asked for',
    facts([intent(1, 'm1'), made(1, 1)], [one, version('a', 2, undefined)]),
    /deleted 1 times, asked for 0/,
  ],
  [
    'two rows of one condition',
    facts([intent(1, 'm1', 'conditional'), intent(2, 'm2', 'conditional')], [one, { ...version('b', 1, 'm2') }], 1),
    /k is held by Basic\/a and Basic\/b/,
  ],
  [
    'a later write that stands before an earlier one',
    facts([intent(1, 'm2'), made(1, 2), intent(2, 'm1'), made(2, 1)], [one, two]),
    /answered before a write began/,
  ],
  ['a resource that no search finds', { ...facts([intent(1, 'm1'), made(1, 1)], [one]), found: [] }, /finds nothing/],
  [
    'a deleted resource that a search finds',
    facts([intent(1, 'm1'), intent(2, undefined, 'delete')], [one, version('a', 2, undefined)], 1),
    /finds Basic\/a version 1; nothing is there/,
  ],
  ['a search that finds an old version', facts([intent(1, 'm1'), intent(2, 'm2')], [one, two], 1), /Basic\/a version 2 is there/],
  [
    'time that runs backwards',
    facts([intent(1, 'm1'), intent(2, 'm2')], [one, { ...two, updatedAt: '2025-01-01T00:00:00Z' }]),
    /older/,
  ],
];

for (const [claim, planted, finding] of faulty) {
  test(`the judge of the ledger sees ${claim}`, () => {
    const findings = judge(planted);
    assert.ok(
      findings.some((text) => finding.test(text)),
      `${finding} is not among ${JSON.stringify(findings)}`,
    );
  });
}

test('work that was begun again may have been done as often as it was begun, not more often', () => {
  const lines: Line[] = [intent(1, 'm1'), { say: 'again', n: 1 }];
  assert.deepEqual(judge(facts(lines, [one, { ...two, mark: 'm1' }])), []);
  const third = { ...version('a', 3, 'm1') };
  assert.match(judge(facts(lines, [one, { ...two, mark: 'm1' }, third])).join(), /there twice/);
});
