import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ConsentChoice } from '../contract/own-consents.ts';
import { decideSeen, extentOf } from './decide-seen.ts';
import { readConsent } from './read-consent.ts';
import { writeConsent } from './write-consent.ts';

const now = new Date('2026-11-22T08:00:00Z');
const day = (n: number): Date => new Date(now.getTime() + n * 86_400_000);
const plain: ConsentChoice = { who: 'everybody', institutions: [], kinds: [], labels: [], purposes: [], from: null, until: null };
const denied = (choice: Partial<ConsentChoice>) => readConsent(writeConsent('p', { ...plain, ...choice })).denials;

test('who treats somebody is named once with the last day, and professionals are counted', () => {
  const stake = { relation: 'treating', holder: 'Organization/a', since: day(-9), until: day(3) } as const;
  const seen = decideSeen({
    stakes: [
      stake,
      { ...stake, until: day(30) },
      { ...stake, holder: 'Practitioner/d' },
      { ...stake, holder: 'Organization/over', until: day(-1) },
      { ...stake, holder: 'Organization/later', since: day(1) },
    ],
    denials: [],
    now,
  });
  assert.deepEqual(
    seen.map(({ relation, holders, people }) => ({ relation, holders, people })),
    [{ relation: 'treating', holders: [{ id: 'Organization/a', until: day(30), sees: 'all' }], people: 1 }],
  );
  const said = seen[0]?.says.map(({ zh }) => zh).join('') ?? '';
  assert.match(said, /临床医生可以看.*包括敏感信息。.*护士可以看.*敏感信息中只有/);
});

test('how much somebody still sees follows from what is forbidden to them, in kind, purpose and time', () => {
  const of = (choice: Partial<ConsentChoice>, holder = 'Organization/a', relation: 'treating' | 'responsible' = 'treating') =>
    extentOf({ relation, holder, denials: denied(choice), now });
  assert.equal(extentOf({ relation: 'treating', holder: 'Organization/a', denials: [], now }), 'all');
  assert.equal(of({}), 'none');
  assert.equal(of({ kinds: ['clinical'] }), 'part');
  assert.equal(of({ purposes: ['treatment'] }), 'none');
  assert.equal(
    of({ purposes: ['treatment'] }, 'area/220202', 'responsible'),
    'part',
    'disease control looks for another purpose',
  );
  assert.equal(of({ purposes: ['public-health'] }), 'all');
  assert.equal(of({ labels: ['genetic'] }), 'part');
  assert.equal(of({ labels: ['genetic'] }, 'Organization/a', 'responsible'), 'all', 'no policy leads them to such records');
  assert.equal(of({ who: 'only', institutions: ['Organization/b'] }), 'all');
  assert.equal(of({ who: 'except', institutions: ['Organization/a'] }), 'all');
  assert.equal(of({ who: 'except', institutions: ['Organization/b'] }), 'none');
  assert.equal(of({ from: '2026-12-01' }), 'all', 'not yet');
  assert.equal(of({ until: '2026-11-21' }), 'all', 'no more');
});
