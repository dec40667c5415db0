import { test } from 'node:test';
import { assertClean, assertFound, file } from './plant.ts';
import { readRepository } from './source.ts';
import { checkWalls } from './walls.ts';

/** What each rule must find when it is planted, and what it must leave alone. */
const planted: readonly (readonly [claim: string, path: string, text: string, ...rules: string[]])[] = [
  ['an engine imports the platform', 'engines/plan/a.ts', "import { ok } from '@songhua/kernel';", 'walls.layers'],
  [
    'an engine imports a module as a type',
    'engines/plan/a.ts',
    "import type { A } from '@songhua/module-plan/contract.ts';",
    'walls.layers',
  ],
  ['the platform imports a module', 'platform/access/a.ts', "export * from '@songhua/module-plan/contract.ts';", 'walls.layers'],
  ['the server names a module', 'server/app.ts', "await import('@songhua/module-plan/module.ts');", 'walls.layers'],
  ['a module imports the server', 'modules/plan/http/a.ts', "import { app } from '@songhua/server/app.ts';", 'walls.layers'],
  ['a module imports the shell', 'modules/plan/web/a.tsx', "import { Shell } from '@songhua/web/shell.tsx';", 'walls.layers'],
  ['the server imports the page', 'server/app.ts', "import { x } from '@songhua/web/x.ts';", 'walls.layers', 'walls.pages'],
  [
    'a relative path leaves its package',
    'modules/plan/http/a.ts',
    "import { a } from '../../registry/contract.ts';",
    'walls.byName',
  ],
  [
    'another module is entered',
    'modules/plan/http/a.ts',
    "import { a } from '@songhua/module-registry/store/areas.ts';",
    'walls.otherModules',
  ],
  [
    'an api is called from a store',
    'modules/plan/store/a.ts',
    "import { a } from '@songhua/module-registry/api.ts';",
    'walls.otherModules',
  ],
  [
    'the shell enters a module',
    'web/a.tsx',
    "import { a } from '@songhua/module-registry/domain/a.ts';",
    'walls.otherModules',
    'walls.pages',
  ],
  ['domain reads a file', 'modules/plan/domain/a.ts', "import { readFileSync } from 'node:fs';", 'walls.domain'],
  ['domain reads a file by its bare name', 'modules/plan/domain/a.ts', "import fs from 'fs';", 'walls.domain'],
  ['a page imports Node by its bare name', 'platform/ui/a.ts', "import { join } from 'path';", 'walls.pages'],
  ['domain imports a package', 'modules/plan/domain/a.ts', "import pg from 'pg';", 'walls.domain'],
  ['domain imports its store', 'modules/plan/domain/a.ts', "import { a } from '../store/a.ts';", 'walls.domain'],
  ['domain takes a transaction', 'modules/plan/domain/a.ts', "import type { Tx } from '@songhua/kernel';", 'walls.domain'],
  [
    'domain imports the wall clock',
    'modules/plan/domain/a.ts',
    "import { wallClock } from '@songhua/kernel/clock.ts';",
    'walls.domain',
  ],
  ['domain imports the whole kernel', 'modules/plan/domain/a.ts', "import * as kernel from '@songhua/kernel';", 'walls.domain'],
  [
    'domain imports another contract',
    'modules/plan/domain/a.ts',
    "import { a } from '@songhua/module-registry/contract.ts';",
    'walls.domain',
  ],
  ['domain imports the events', 'modules/plan/domain/a.ts', "import { append } from '@songhua/events';", 'walls.domain'],
  [
    'a contract pulls the kernel into the page',
    'modules/plan/contract.ts',
    "import { ok } from '@songhua/kernel';",
    'walls.contract',
  ],
  ['a contract pulls Node into the page', 'modules/plan/contract.ts', "import { join } from 'node:path';", 'walls.contract'],
  [
    'a part of a contract pulls Node into the page',
    'modules/plan/contract/rules.ts',
    "import { join } from 'node:path';",
    'walls.contract',
  ],
  [
    'a part of a contract reaches into the module',
    'modules/plan/contract/rules.ts',
    "import type { A } from '../domain/a.ts';",
    'walls.direction',
  ],
  ['a page imports the kernel', 'modules/plan/web/a.ts', "import { ok } from '@songhua/kernel';", 'walls.pages'],
  ['a page imports its store', 'modules/plan/web/a.tsx', "import { a } from '../store/a.ts';", 'walls.pages'],
  ['a page imports Node', 'platform/ui/a.ts', "import { join } from 'node:path';", 'walls.pages'],
  ['the shell imports Node', 'web/a.ts', "import { join } from 'node:path';", 'walls.pages'],
  ['a route imports a page', 'modules/plan/http/a.ts', "import { a } from '../web/a.ts';", 'walls.pages'],
  ['the server side imports .tsx', 'modules/plan/http/a.ts', "import { a } from '../b.tsx';", 'walls.pages', 'walls.tsx'],
  ['a module imports a computed path', 'modules/plan/http/a.ts', 'await import(name);', 'walls.computed'],
  ['a route imports a test helper', 'modules/plan/http/a.ts', "import { a } from '@songhua/testing';", 'walls.testHelpers'],
  ['a route imports a fixture', 'modules/plan/http/a.ts', "import { a } from '../fixtures/a.ts';", 'walls.testHelpers'],
  [
    'an example enters another module',
    'examples/new-module/http/a.ts',
    "import { a } from '@songhua/module-plan/store/a.ts';",
    'walls.otherModules',
  ],
];

for (const [claim, path, text, ...rules] of planted) {
  test(`found: ${claim}`, () => assertFound(checkWalls([file(path, text)]), ...rules));
}

/** Inside one module or platform part, and what an engine may take from outside. */
const turns: typeof planted = [
  ['a store imports a route', 'modules/plan/store/a.ts', "import { a } from '../http/a.ts';", 'walls.direction'],
  ['a store imports a reaction', 'modules/plan/store/a.ts', "import { a } from '../events/a.ts';", 'walls.direction'],
  [
    'a store imports a start task as a type',
    'modules/plan/store/a.ts',
    "import type { A } from '../start/a.ts';",
    'walls.direction',
  ],
  ['a store imports a command', 'modules/plan/store/a.ts', "export * from '../commands/a.ts';", 'walls.direction'],
  [
    'a store imports a sibling folder of no known part',
    'modules/plan/store/a.ts',
    "import { a } from '../x/a.ts';",
    'walls.direction',
  ],
  [
    'a store imports its own api',
    'modules/plan/store/a.ts',
    "import { a } from '@songhua/module-plan/api.ts';",
    'walls.direction',
  ],
  ['an api imports a route', 'modules/plan/api.ts', "import { a } from './http/a.ts';", 'walls.direction'],
  ['domain imports a route', 'modules/plan/domain/a.ts', "import { a } from '../http/a.ts';", 'walls.domain'],
  ['domain imports a start task', 'modules/plan/domain/a.ts', "await import('../start/a.ts');", 'walls.domain'],
  ['a platform store imports a route', 'platform/records/store/a.ts', "import { a } from '../http/a.ts';", 'walls.direction'],
  ['an engine imports a database driver', 'engines/plan/a.ts', "import pg from 'pg';", 'walls.engines'],
  ['an engine imports an HTTP client as a type', 'engines/plan/a.ts', "import type { Agent } from 'undici';", 'walls.engines'],
  ['an engine imports a web framework lazily', 'engines/plan/a.ts', "await import('fastify');", 'walls.engines'],
  ['an engine imports a pure package it does not declare', 'engines/city/a.ts', "import { parse } from 'yaml';", 'walls.engines'],
];

test('found: an engine imports an impure package although it declares it', () => {
  const manifest = file('engines/plan/package.json', '{"dependencies":{"pg":"8.23.1"}}');
  assertFound(checkWalls([manifest, file('engines/plan/a.ts', "import pg from 'pg';")]), 'walls.engines');
});

test('left alone: an engine imports a pure package it declares, whole or in part', () => {
  const manifest = file('engines/plan/package.json', '{"dependencies":{"zod":"4.6.7"}}');
  assertClean(checkWalls([manifest, file('engines/plan/a.ts', "import { z } from 'zod'; import * as mini from 'zod/mini';")]));
});

for (const [claim, path, text, ...rules] of turns) {
  test(`found: ${claim}`, () => assertFound(checkWalls([file(path, text)]), ...rules));
}

const allowed: readonly (readonly [claim: string, path: string, text: string])[] = [
  ['a platform part imports an engine', 'platform/tables/a.ts', "import { a } from '@songhua/engine-plan/evidence.ts';"],
  [
    'domain imports an engine, the kernel, its contract and a sibling',
    'modules/plan/domain/a.ts',
    "import { a } from '@songhua/engine-plan/a.ts'; import { ok, type Result } from '@songhua/kernel'; import type { B } from '../contract.ts'; import { c } from './c.ts';",
  ],
  [
    'a contract imports zod and another contract',
    'modules/plan/contract.ts',
    "import { z } from 'zod'; import { a } from '@songhua/module-registry/contract.ts';",
  ],
  ['a store imports its decisions', 'modules/plan/store/a.ts', "import { a } from '../domain/a.ts'; import { b } from './b.ts';"],
  ['a route calls the api of another module', 'modules/plan/http/a.ts', "import { a } from '@songhua/module-registry/api.ts';"],
  ['a page takes a type from the kernel', 'modules/plan/web/a.tsx', "import type { Problem } from '@songhua/kernel';"],
  [
    'a test asks for a database and a server',
    'modules/plan/http/a.db.test.ts',
    "import { a } from '@songhua/testing'; import { b } from '@songhua/server/testing.ts';",
  ],
  ['the server computes what it imports', 'server/discover.ts', 'await import(path);'],
];

for (const [claim, path, text] of allowed) {
  test(`left alone: ${claim}`, () => assertClean(checkWalls([file(path, text)])));
}

test('no import of the repository climbs a wall', () => assertClean(checkWalls(readRepository())));
