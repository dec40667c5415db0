import assert from 'node:assert/strict';
import { test } from 'node:test';
import { r4 } from '../fixtures/r4.ts';
import { compileValidator } from './compile-validator.ts';
import { exampleOf, long, sampledExamples } from './fixtures/examples.ts';
import { mutations } from './fixtures/mutations.ts';
import { type Site, sitesOf } from './fixtures/sites.ts';

const definitions = r4();
const validate = compileValidator(definitions, { invariants: () => null });

/** Places of one resource that a mutation is tried at. */
const perResource = long ? 10 : 2;

const examples = sampledExamples(long ? 20 : 1)
  .map((name) => ({ name, resource: exampleOf(name) }))
  .filter(({ resource }) => validate(resource, { level: 'full' }).length === 0);

/** Every n-th place first, so that few tries are spread over the resource. */
const spread = (sites: readonly Site[]): Site[] => {
  const step = Math.max(1, Math.floor(sites.length / 3));
  return [...sites.keys()].sort((a, b) => (a % step) - (b % step)).flatMap((place) => sites[place] ?? []);
};

for (const { name, level, apply } of mutations) {
  test(`${name}: refused with the place and the rule, and nothing else`, (t) => {
    let tried = 0;
    for (const { name: file, resource } of examples) {
      let changed = structuredClone(resource) as Record<string, unknown>;
      let sites = spread(sitesOf(definitions, changed));
      let applied = 0;
      for (let place = 0; place < sites.length && applied < perResource; place += 1) {
        const site = sites[place];
        const expected = site && apply(site, definitions);
        if (!expected) continue;
        const found = validate(changed, { level }).map(({ rule, expression }) => ({ rule, expression }));
        assert.deepEqual(found, [expected], `${file} ${site.path}`);
        applied += 1;
        changed = structuredClone(resource) as Record<string, unknown>;
        sites = spread(sitesOf(definitions, changed));
      }
      tried += applied;
    }
    assert.ok(tried >= (name.startsWith('contained') ? 2 : 5), `${name} was tried ${tried} times only`);
    t.diagnostic(`${tried} places`);
  });
}
