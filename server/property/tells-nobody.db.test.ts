import assert from 'node:assert/strict';
import { test } from 'node:test';
import { permissionsOf, permits } from '@songhua/access';
import { decideReach } from '@songhua/access/policy/decide-reach.ts';
import { type Actor, type Permission, type Route, roles, type Tx, withTx } from '@songhua/kernel';
import type { FhirStore } from '@songhua/records/fhir-store.ts';
import { scanOf } from '@songhua/records/write/write-resources.ts';
import { testApp } from '../testing.ts';
import { type Answer, askModule, takes } from './fixtures/ask-module.ts';
import type { Question } from './fixtures/questions.ts';

/*
 * Routes that say they tell of nobody (`people: 'none'`): each that reads is asked, as every role that may, before and after a resident
 * with an unusual name, number and phone has been planted, with a record. The answers are the same, and nothing of the resident is in them.
 */

const now = new Date('2026-11-22T08:00:00Z');
const planted = { name: '柘木犇垚', number: '220299190001019996', phone: '19900001234', id: 'zhemu-benyao' };
const subject = { reference: `Patient/${planted.id}` };
const resident = [
  {
    resourceType: 'Patient',
    id: planted.id,
    name: [{ text: planted.name }],
    identifier: [{ system: 'urn:oid:2.16.156.10011.1.3', value: planted.number }],
    telecom: [{ system: 'phone', value: planted.phone }],
    gender: 'female',
    birthDate: '1900-01-01',
    address: [{ district: '220221', text: planted.name }],
  },
  { resourceType: 'Encounter', id: planted.id, status: 'finished', class: { code: 'AMB' }, subject },
  { resourceType: 'Observation', id: planted.id, status: 'final', code: { text: planted.name }, subject },
  { resourceType: 'Condition', id: planted.id, code: { text: planted.name }, subject },
  { resourceType: 'RelatedPerson', id: planted.id, patient: subject, name: [{ text: planted.name }] },
  { resourceType: 'Task', id: planted.id, status: 'requested', intent: 'order', description: planted.name, for: subject },
];

async function plant(store: FhirStore, tx: Tx): Promise<void> {
  for (const resource of resident) {
    const { resourceType: type, id } = resource;
    const done = await store.write(tx, [{ type, id, method: 'PUT', scan: scanOf(resource) }], now);
    assert.ok(done.ok, JSON.stringify(done));
  }
}

/** In the long form every role that may asks, and each address with an id is asked of more; in the short one two, and of one. */
const isLong = Number(process.env['SONGHUA_TEST_CASES'] ?? 300) > 300;
const [mostRoles, mostIds] = isLong ? [Number.POSITIVE_INFINITY, 3] : [2, 1];

/** One measures the machine, which a resident more makes fuller, and one packs a document with the time: they are looked through for the resident. */
const measuring = /^\/api\/(administration\/health|tasks\/letter)/;

/** What routes are asked that answer nothing without a query: the first that their schema takes. */
const queries: readonly Readonly<Record<string, string>>[] = [
  {},
  { by: 'department' },
  { what: 'service', code: 'x' },
  { table: 'staff' },
  { kind: 'annual', format: 'csv' },
  { month: '2026-11' },
  { q: '医院' },
];

/** Of these there is none in the house: no return was sent in, no client, attachment, event, supply or drill added; changes are asked of a rule and somebody. */
const noneThere =
  /^GET \/api\/(returns\/submissions\/:id|administration\/clients\/:id|tasks\/tasks\/:id\/attachments|emergency\/(events|supplies)\/:id|surveillance\/(signals|sentinels|warnings|detection\/orders)\/:id|drill\/runs\/:id|plan\/rules\/:id\/changes)/;

const actorOf = (role: string, permissions: readonly Permission[]): Actor => ({
  kind: 'person',
  id: `a-${role}`,
  name: role,
  roles: [role],
  permissions: permissionsOf([role], permissions),
  reach: decideReach({ roles: [role] }),
});

/** Values of members by these names, wherever they stand in an answer. */
function valuesIn(value: unknown, names: ReadonlySet<string>, found = new Set<string>()): Set<string> {
  if (Array.isArray(value)) for (const one of value) valuesIn(one, names, found);
  else if (typeof value === 'object' && value !== null)
    for (const [name, one] of Object.entries(value)) {
      if (names.has(name) && (typeof one === 'string' || typeof one === 'number')) found.add(String(one));
      else valuesIn(one, names, found);
    }
  return found;
}

/** A route and what it is asked; of one that names something in its path, some that lists of its module name. */
function questionsFor(route: Route, known: ReadonlySet<string>): Question[] {
  const names = [...route.path.matchAll(/:(\w+)/g)].map(([, name = '']) => name);
  const some = names.length === 0 ? [''] : [...known];
  const paths = some.map((value) => Object.fromEntries(names.map((name) => [name, value])));
  return paths
    .flatMap((params) => queries.map((query): Question => ({ params, query })).find((question) => takes(route, question)) ?? [])
    .slice(0, mostIds);
}

class Undone extends Error {}

test('what tells of nobody says the same of a city with a resident more', async (t) => {
  const { server } = await testApp(t, { prepared: true });
  const { manifests } = server.house;
  const store = server.records as FhirStore;
  const permissions = manifests.flatMap((manifest) => manifest.permissions);
  const unasked: string[] = [];
  let asked = 0;
  const isPlain = ({ path }: Route): boolean => !path.includes(':');
  await withTx(server.pool, 'write', async (tx) => {
    const ask = (route: Route, role: string, question: Question): Promise<Answer> =>
      askModule(store, tx, route, actorOf(role, permissions), question, '');
    const all: { readonly route: Route; readonly role: string; readonly question: Question; readonly answer: Answer }[] = [];
    for (const { routes } of manifests) {
      const reading = routes.filter(({ method, people }) => method === 'GET' && people === 'none');
      const known = new Set<string>();
      for (const route of [...reading.filter(isPlain), ...reading.filter((one) => !isPlain(one))]) {
        const holders = Object.keys(roles)
          .filter((role) => permits(actorOf(role, permissions), route))
          .slice(0, mostRoles);
        const questions = questionsFor(route, known);
        if (questions.length === 0) unasked.push(`${route.method} ${route.path}`);
        for (const role of holders)
          for (const question of questions) {
            const answer = await ask(route, role, question);
            valuesIn(answer, new Set(['id', 'code', 'number']), known);
            all.push({ route, role, question, answer });
          }
      }
    }
    await plant(store, tx);
    for (const { route, role, question, answer } of all) {
      const after = await ask(route, role, question);
      const told = `${role} ${route.method} ${route.path} ${JSON.stringify(question)}`;
      const text = JSON.stringify(after);
      for (const word of Object.values(planted)) assert.ok(!text.includes(word), `${told} tells ${word}`);
      if (!measuring.test(route.path)) assert.deepEqual(after, answer, told);
      asked += 1;
    }
    throw new Undone();
  }).catch((error: unknown) => {
    if (!(error instanceof Undone)) throw error;
  });
  t.diagnostic(`${asked} questions; nothing to ask of ${unasked.join(', ') || 'none'}`);
  assert.deepEqual(
    unasked.filter((name) => !noneThere.test(name)),
    [],
  );
});
