import { test } from 'node:test';
import type { Route } from '@songhua/kernel';
import { routesOf } from '@songhua/records/reach/fixtures/ask-route.ts';
import { change } from '@songhua/records/reach/fixtures/draw-changes.ts';
import { question } from '@songhua/records/reach/fixtures/drawing.ts';
import { questions } from '@songhua/server/property/fixtures/questions.ts';
import fc from 'fast-check';
import { moduleManifests, platformManifests } from './announced.ts';
import { checkAsked } from './asked-routes.ts';
import { assertClean, assertFound } from './plant.ts';

const routes = (...people: (Route['people'] | undefined)[]) => [
  {
    id: 'a',
    routes: people.map(
      (one, at): Partial<Route> => ({ method: 'GET', path: `/api/a/${at}`, ...(one !== undefined && { people: one }) }),
    ),
  },
];
const none = new Set<string>();

test('found: a route that does not say what it tells of residents', () => {
  assertFound(checkAsked(routes(undefined), none), 'people.undeclared');
});

test('found: a route by reach, or of one’s own, that no property asks; left alone when one does, or when it tells of nobody', () => {
  assertFound(checkAsked(routes('reach', 'own'), none), 'people.unasked', 'people.unasked');
  assertFound(checkAsked(routes('reach', 'own'), new Set(['GET /api/a/1'])), 'people.unasked');
  assertClean(checkAsked(routes('reach', 'own'), new Set(['GET /api/a/0', 'GET /api/a/1'])));
  assertClean(checkAsked(routes('none'), none));
});

test('found: oversight without a reason', () => {
  assertFound(checkAsked(routes({ oversight: 'needed' }), none), 'people.reason');
  assertClean(checkAsked(routes({ oversight: 'somebody looks after all accounts' }), none));
});

test('found: a question for a route that is gone', () =>
  assertFound(checkAsked(routes('none'), new Set(['GET /api/b'])), 'people.gone'));

/** Routes of the FHIR API that the records' property draws: so many questions that one it draws at all is among them. */
function drawn(): string[] {
  const all = [question, change].flatMap((arbitrary) => fc.sample(arbitrary, { numRuns: 4_000, seed: 1 }));
  return [...new Set(all.flatMap(routesOf))];
}

test('every route that tells of residents by reach, or of the asker’s own, is asked by a non-interference property', async () => {
  const manifests = [...(await platformManifests()), ...(await moduleManifests())];
  assertClean(checkAsked(manifests, new Set([...drawn(), ...Object.keys(questions)])));
});
