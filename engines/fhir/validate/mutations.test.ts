import assert from 'node:assert/strict';
import { test } from 'node:test';
import { r4 } from '../fixtures/r4.ts';
import { compileValidator } from './compile-validator.ts';
import { exampleOf, long, sampledExamples } from './fixtures/examples.ts';
import { mutations } from './fixtures/mutations.ts';
import { sitesOf } from './fixtures/sites.ts';

const definitions = r4();
const validate = compileValidator(definitions, { invariants: () => null });

/** Every n-th place of a resource is changed in a short test; all in a long one. */
const sites = long ? 4000 : 25;

const names = sampledExamples(1);

for (const { name, level, apply } of mutations) {
  test(`${name}: refused with the place and the rule, and nothing else`, () => {
    let tried = 0;
    for (const file of names) {
      const pristine = exampleOf(file);
      if (validate(pristine, { level }).length > 0) continue;
      const count = sitesOf(definitions, { ...pristine }).length;
      const step = Math.max(1, Math.floor(count / sites));
      for (let place = tried % step; place < count; place += step) {
        const changed = structuredClone(pristine) as Record<string, unknown>;
        const site = sitesOf(definitions, changed)[place];
        const expected = site && apply(site, definitions);
        if (!expected) continue;
        tried += 1;
        const found = validate(changed, { level }).map(({ rule, expression }) => ({ rule, expression }));
        assert.deepEqual(found, [expected], `${file} ${site.path}`);
      }
    }
    assert.ok(tried >= (name.startsWith('contained') ? 2 : 5), `${name} was tried ${tried} times only`);
  });
}
