import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { buildDefinitions, definitionsFile } from '../scripts/build-definitions.ts';

test('the engine’s definitions are what the published ones give', () => {
  assert.ok(readFileSync(definitionsFile, 'utf8') === buildDefinitions(), 'run scripts/build-definitions.ts');
});
