import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compareExamples, exampleFiles, explain } from '../fixtures/fhirpath-oracle.ts';

/** Every so many of the examples, from a fixed start: the same ones each time, whatever the order of the folder. */
const step = 48;

test('rules and search parameters of R4 give what the fhirpath library gives, on a sample of the examples', (t) => {
  const files = exampleFiles().filter((_, i) => i % step === 7);
  const { tally, unexplained, explained } = compareExamples(files);
  t.diagnostic(
    `FHIRPath oracle: ${files.length} examples, ${tally.asked} questions, ${tally.asked - tally.differences.length} answers agree`,
  );
  for (const [reason, count] of explained) t.diagnostic(`FHIRPath oracle: ${count} differ: ${reason}`);
  assert.ok(tally.asked > 10_000);
  assert.deepEqual(unexplained, []);
});

test('a difference that nobody has explained is not passed over', () => {
  assert.equal(explain({ what: 'x per-1', expression: 'start <= end', ours: '[true]', theirs: '[false]' }), undefined);
});
