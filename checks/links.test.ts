import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { checkLinks } from './links.ts';
import { assertClean, assertFound, file } from './plant.ts';
import { readRepository, root } from './source.ts';

const judge = (path: string, text: string) =>
  checkLinks([file(path, text)], (target) => target === 'docs/a.md' || target === 'docs/b.png');

test('found: a link or a picture that leads nowhere, seen from where it stands', () => {
  assertFound(judge('README.md', 'see [a](docs/c.md)'), 'links.broken');
  assertFound(judge('docs/guide/x.md', '![b](b.png)'), 'links.broken');
  assertFound(judge('README.md', '[a](docs/a.md), [c](docs/c.md#part)'), 'links.broken');
});

test('found: a module without a readme', () => assertFound(judge('modules/plan/module.ts', ''), 'links.readme'));

test('left alone: links that lead somewhere, to a part of the page, or out', () => {
  assertClean(judge('docs/guide/x.md', '[a](../a.md#x) ![b](../b.png) [here](#here) [out](https://example.org/x)'));
});

test('every link between our own pages leads somewhere, and every module says what it is for', () => {
  assertClean(checkLinks(readRepository(), (path) => existsSync(join(root, path))));
});
