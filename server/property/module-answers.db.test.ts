import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { actorOf, permissionsOfScopes, permits, standingOf } from '@songhua/access';
import { narrowReach, permissionsOfApp } from '@songhua/access/domain/narrow-reach.ts';
import { reachOfScopes } from '@songhua/access/policy/reach-of-scopes.ts';
import { type Actor, everything, may, type Permission, type Reach, type Route, reachOf, type Tx, withTx } from '@songhua/kernel';
import type { FhirStore } from '@songhua/records/fhir-store.ts';
import { isReached } from '@songhua/records/reach/decide-reached.ts';
import type { Model } from '@songhua/records/reach/fixtures/city.ts';
import { now } from '@songhua/records/reach/fixtures/drawing.ts';
import { takeOut } from '@songhua/records/reach/fixtures/take-out.ts';
import { testDatabase } from '@songhua/testing';
import fc from 'fast-check';
import { discover } from '../discover.ts';
import { aimedAt } from './fixtures/aimed-questions.ts';
import { type Answer, askModule } from './fixtures/ask-module.ts';
import { buildHouse, openStore, readStanding, tokenOf } from './fixtures/build-house.ts';
import { type Asker, accounts, askers, type House, house } from './fixtures/drawing.ts';
import { leaveOwn, ownPeople } from './fixtures/leave-own.ts';
import { alsoByOversight, type Question, questions } from './fixtures/questions.ts';

/*
 * Non-interference of module routes: what a route that says `reach` answers is what it answers over a database that holds only what the
 * asker reaches; what one that says `own` answers is what it answers where nothing is kept but the asker's own. As in
 * platform/records/reach/non-interference.db.test.ts that database is made of the very one that was asked.
 */

const cases = Number(process.env['SONGHUA_TEST_CASES'] ?? 300);
/** How often each of those who ask asks each route. */
const timesEach = 4;
/** Questions of one house that are answered, about. */
const together = 60;
/** How often each asks in a further round, which asks what has not been answered yet, and nothing else. */
const timesLater = 24;
/** Rounds until every route has had something to say. One house answers each at one in five at least: that 250 answer one not is luck of 1e-24. */
const mostRounds = 50;
/** Whoever gives this one sees the same again. */
const seed = Number(process.env['SONGHUA_TEST_SEED'] ?? Math.trunc(Math.random() * 0x7fffffff));
const patience = { timeout: Math.max(600_000, cases * 1_000) };

class Undone extends Error {}

/** Who asks, as authentication would have it. */
async function actorFor(tx: Tx, { account, institution, through }: Asker, permissions: readonly Permission[]): Promise<Actor> {
  const { roles, area = null } = accounts[account] as { readonly roles: readonly string[]; readonly area?: string };
  const standing = await standingOf(
    tx,
    { id: account, username: `user-${account}`, name: `Dr. ${account}`, roles, area, demo: false },
    now,
    ['Patient/p0'],
  );
  const person = actorOf(standing, permissions, institution);
  if (through === 'page') return person;
  if (through === 'backend') {
    const scopes = ['system/*.cruds', 'api/*.cruds'];
    const held = permissionsOfScopes(scopes, permissions);
    return { kind: 'client', id: 'backend', name: 'backend', roles: [], scopes, permissions: held, reach: reachOfScopes(scopes) };
  }
  const scopes = ['patient/*.rs'];
  const held = permissionsOfApp(person.permissions, permissions);
  return { ...person, scopes, permissions: held, reach: narrowReach(reachOf(person), scopes, standing.whole('Patient/p0')) };
}

interface Asked {
  readonly name: string;
  readonly question: Question;
}

interface Asking {
  readonly asker: Asker;
  readonly asked: readonly Asked[];
}

/** What the manifests announce. */
interface Announced {
  readonly permissions: readonly Permission[];
  readonly routes: ReadonlyMap<string, Route>;
}

/** The answers on the whole, then those on what is reached, or on what is the asker's own. Notes the routes that had something to say. */
async function compare(
  store: FhirStore,
  tx: Tx,
  models: readonly Model[],
  { asker: who, asked }: Asking,
  { permissions, routes }: Announced,
  answered: Map<string, number>,
): Promise<void> {
  const actor = await actorFor(tx, who, permissions);
  const ask = (by: Actor, { name, question }: Asked) => {
    const route = routes.get(name);
    if (!route) throw new Error(`there is no route ${name}`);
    return askModule(store, tx, route, by, question, tokenOf(who.account));
  };
  const here = new Map<Asked, Answer>();
  for (const one of asked) {
    const answer = await ask(actor, one);
    here.set(one, answer);
    if ('body' in answer || 'file' in answer) answered.set(one.name, (answered.get(one.name) ?? 0) + 1);
  }
  const reach: Reach = reachOf(actor);
  const standing = await readStanding(store, tx, reach.institutions, reach.purpose);
  const own = await ownPeople(tx, who.account);
  for (const kind of ['reach', 'own'] as const) {
    const open = asked.filter(({ name }) => {
      const [route, beyond] = [routes.get(name), alsoByOversight[name]];
      return route?.people === kind && permits(actor, route) && !(beyond !== undefined && may(actor, beyond));
    });
    if (open.length === 0) continue;
    await tx.attempt(async () => {
      const isOwn = ({ type, id }: Model): boolean => kind === 'own' && type === 'Patient' && own.includes(id);
      await takeOut(store, tx, models, (model) => isReached(reach, 'r', model.told, standing) || isOwn(model));
      if (kind === 'own' && actor.kind === 'person') await leaveOwn(tx, who.account, own, reach);
      for (const one of open) {
        const there = await ask(kind === 'reach' ? { ...actor, reach: everything } : actor, one);
        const said = [here.get(one), there].map((answer) => JSON.stringify(answer));
        assert.deepEqual(
          here.get(one),
          there,
          `${JSON.stringify(who)} ${one.name} ${JSON.stringify(one.question)}\n  answered ${said[0]}\n  but alone ${said[1]}`,
        );
      }
      return { ok: false };
    });
  }
}

/** A house, and who asks it what: each asker each of these routes so many times. */
const asking = (names: readonly string[], times: number): fc.Arbitrary<readonly [House, readonly Asking[]]> =>
  house.chain((built) => {
    const asked = fc
      .tuple(
        ...names.map((name) =>
          fc.array(
            aimedAt(built, name, questions[name as keyof typeof questions] as fc.Arbitrary<Question>).map(
              (question): Asked => ({ name, question }),
            ),
            { minLength: times, maxLength: times },
          ),
        ),
      )
      .map((all) => all.flat());
    return askers
      .chain((all) => fc.tuple(...all.map((asker) => asked.map((one): Asking => ({ asker, asked: one })))))
      .map((all): [House, readonly Asking[]] => [built, all]);
  });

test(
  'what module routes answer is what they answer over what the asker reaches, or over the asker’s own',
  patience,
  async (t) => {
    const pool = await testDatabase(t);
    const { manifests } = await discover(join(import.meta.dirname, '../..'));
    const announced: Announced = {
      permissions: manifests.flatMap((manifest) => manifest.permissions),
      routes: new Map(
        manifests.flatMap(({ routes }) => routes.map((route) => [`${route.method} ${route.path}`, route] as const)),
      ),
    };
    const store = openStore();
    const answered = new Map(Object.keys(questions).map((name) => [name, 0] as const));
    const never = (): string[] => [...answered].flatMap(([name, count]) => (count === 0 ? [name] : []));
    t.diagnostic(`SONGHUA_TEST_SEED=${seed}`);
    for (let round = 0; round === 0 || (round < mostRounds && never().length > 0); round += 1)
      await fc.assert(
        fc.asyncProperty(
          round === 0 ? asking([...answered.keys()], timesEach) : asking(never(), timesLater),
          async ([built, all]) => {
            await withTx(pool, 'write', async (tx) => {
              const models = await buildHouse(store, tx, built);
              for (const one of all) await compare(store, tx, models, one, announced, answered);
              throw new Undone();
            }).catch((error: unknown) => {
              if (!(error instanceof Undone)) throw error;
            });
          },
        ),
        {
          numRuns: Math.ceil(cases / together),
          // A smaller house says no more than the question that is printed, and takes minutes to find.
          endOnFailure: true,
          // No round repeats another's draws.
          seed: (seed + Math.imul(round, 0x9e3779b1)) | 0,
        },
      );
    t.diagnostic([...answered].map(([name, count]) => `${name}: ${count}`).join(', '));
    assert.deepEqual(never(), [], 'asked and never answered: of these nothing is shown');
  },
);
