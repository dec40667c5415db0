import assert from 'node:assert/strict';
import { test } from 'node:test';
import { r4 } from '../fixtures/r4.ts';
import { scanJson } from '../json/scan.ts';
import { compileValidator } from './compile-validator.ts';
import { brokenExamples } from './fixtures/broken-examples.ts';
import { exampleNames, exampleText, long, sampledExamples, syntheaBundles } from './fixtures/examples.ts';
import type { JsonObject } from './run.ts';

const validate = compileValidator(r4());

const parsed = (text: string): JsonObject => {
  const result = scanJson(text, { deepest: 100 });
  assert.ok(result.ok, result.ok ? '' : result.errors[0]?.text.en);
  return result.value.value;
};

test('every published example of R4 validates, but for those that break a rule themselves', (t) => {
  const broken = Object.keys(brokenExamples).map((name) => `${name}.json`);
  const names = [...new Set([...(long ? exampleNames() : sampledExamples(8)), ...broken])];
  for (const name of names) {
    const found = validate(parsed(exampleText(name)), { level: 'full' }).map(({ rule, expression }) => `${rule} ${expression}`);
    const { faults } = brokenExamples[name.replace('.json', '')] ?? { faults: [] };
    assert.deepEqual(name.startsWith('Questionnaire-qs1') ? found.map((fault) => fault.replace(/ .*/, '')) : found, faults, name);
  }
  t.diagnostic(`${names.length} of ${exampleNames().length} examples validated${long ? '' : '; SONGHUA_LONG_TESTS=1 for all'}`);
});

test('every resource of the Synthea bundles validates, alone and in its bundle', (t) => {
  let resources = 0;
  const bundles = syntheaBundles();
  for (const text of bundles) {
    const bundle = parsed(text);
    assert.deepEqual(validate(bundle, { level: 'full' }), []);
    for (const { resource } of bundle['entry'] as readonly { readonly resource: JsonObject }[]) {
      assert.deepEqual(validate(resource, { level: 'full' }), []);
      resources += 1;
    }
  }
  t.diagnostic(
    bundles.length === 0 ? 'skipped 8 bundles: ../shared is missing' : `${resources} resources of ${bundles.length} bundles`,
  );
});
