import assert from 'node:assert/strict';
import { test } from 'node:test';
import { askRegistry, readAudit } from './known-vulnerabilities.ts';
import { assertClean, assertFound } from './plant.ts';
import { root } from './source.ts';

const reported = (severity: string) =>
  JSON.stringify({
    vulnerabilities: { a: { severity, range: '<2.0.0', via: ['b', { title: 'a flaw', url: 'https://advisories.example/1' }] } },
    metadata: {},
  });

const findingsOf = (printed: string) => {
  const audit = readAudit(printed);
  assert.ok(audit.asked);
  return audit.findings;
};

test('found: what is known to be weak in a high or critical way, with what is said of it', () => {
  assertFound(findingsOf(reported('critical')), 'known-vulnerability');
  assertFound(findingsOf(reported('high')), 'known-vulnerability');
  assert.match(findingsOf(reported('high'))[0]?.message ?? '', /a <2\.0\.0: high: by b; a flaw https:\/\/advisories\.example\/1/);
});

test('left alone: what is known to be weak in a lesser way, and nothing at all', () => {
  assertClean(findingsOf(reported('moderate')));
  assertClean(findingsOf(JSON.stringify({ vulnerabilities: {}, metadata: {} })));
});

test('an answer that is no report is never taken for a clean one', () => {
  for (const printed of [
    '',
    'npm error',
    '{}',
    '{"message":"405 Method Not Allowed","error":{"summary":""}}',
    '{"vulnerabilities":{}}',
  ])
    assert.equal(readAudit(printed).asked, false, printed);
});

test('what is installed has no known weakness of high or critical severity, as far as the registry can be asked', async (t) => {
  const audit = await askRegistry(root);
  if (!audit.asked) return t.diagnostic(`skipped: the registry could not be asked (${audit.why})`);
  assertClean(audit.findings);
});
