import { test } from 'node:test';
import { checkNames } from './names.ts';
import { assertClean, assertFound, file } from './plant.ts';
import { readRepository } from './source.ts';

test('found: a package whose name does not lead to its folder', () => {
  assertFound(checkNames([file('modules/plan/package.json', '{"name":"@songhua/module-plans"}')]), 'names.package');
  assertFound(checkNames([file('platform/ui/package.json', '{"name":"@other/ui"}')]), 'names.package');
  assertFound(checkNames([file('server/package.json', '{}')]), 'names.package');
});

test('found: a file or folder whose name says nothing', () => {
  for (const path of ['modules/plan/utils.ts', 'engines/plan/helpers/a.ts', 'platform/common/a.ts', 'web/manager.tsx']) {
    assertFound(checkNames([file(path, '')]), 'names.vague');
  }
});

test('left alone: names that lead to their folder', () => {
  assertClean(
    checkNames([file('modules/plan/package.json', '{"name":"@songhua/module-plan"}'), file('web/common-table.tsx', '')]),
  );
});

test('the names of the repository hold', () => assertClean(checkNames(readRepository())));
