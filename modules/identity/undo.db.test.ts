import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { test } from 'node:test';
import { type Tx, withTx } from '@songhua/kernel';
import { peopleWriter } from '@songhua/records';
import fc from 'fast-check';
import type { Decided } from './contract.ts';
import { decideLink, decideUnlink } from './domain/decide-people.ts';
import { decideUndo, type Undoing } from './domain/decide-undo.ts';
import { ordered } from './domain/partition.ts';
import { linkPatients } from './events/write-links.ts';
import { li, openIdentity } from './fixtures/open-identity.ts';
import { apartAmong } from './store/apart.ts';
import { carryOut } from './store/carry-out.ts';
import { findDecision } from './store/decisions.ts';
import { earliestOf, holdPeople, partitionOf } from './store/groups.ts';

const patients = ['a', 'b', 'c', 'd', 'e'];
const who = fc.constantFrom(...patients);
type Step =
  | { readonly kind: 'link'; readonly patients: readonly string[] }
  | { readonly kind: 'unlink'; readonly patient: string }
  | { readonly kind: 'undo'; readonly back: number };
interface Made {
  readonly kind: 'link' | 'unlink' | 'undo';
  readonly undoing: Undoing;
  readonly undoes?: string;
}
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ kind: fc.constant('link' as const), patients: fc.uniqueArray(who, { minLength: 2, maxLength: 3 }) }),
  fc.record({ kind: fc.constant('unlink' as const), patient: who }),
  fc.record({ kind: fc.constant('undo' as const), back: fc.nat({ max: 2 }) }),
);

test('who is one person changes only by decisions, and what was decided last is taken back exactly', async (t) => {
  const app = await openIdentity(t);
  const { pool, server, register, put, client, post } = app;
  const records = server.records;
  // Nothing to be compared by: only people decide here.
  for (const id of patients) await register(id, { institution: id === 'a' ? 'h1' : 'h2' });
  for (const id of patients.slice(0, 3)) {
    const visit = { resourceType: 'Encounter', id: `visit-${id}`, status: 'in-progress', class: { code: 'AMB' } } as const;
    const made = await put({
      ...visit,
      subject: { reference: `Patient/${id}` },
      serviceProvider: { reference: 'Organization/h2' },
    });
    assert.ok(made.statusCode < 300, made.body);
  }

  /** All that follows from who is one person, as the database has it. */
  const state = async () => {
    const rows = async (sql: string) => (await pool.query(sql)).rows;
    return {
      people: await rows('select patient, person from identity.member order by patient'),
      apart: await rows('select one, other from identity.apart order by one, other'),
      members: await rows('select id, person from records.person_member order by id'),
      stakes: await rows('select patient, relation, holder, source, via, since, until from records.stake order by 1, 2, 3, 4, 5'),
    };
  };
  const decide = (change: (tx: Tx) => Promise<Made | null>) =>
    withTx(pool, 'write', async (tx) => {
      await holdPeople(tx);
      const made = await change(tx);
      if (!made) return null;
      const id = randomUUID();
      const { kind, undoing, undoes } = made;
      await carryOut(
        tx,
        { id, kind, by: { id: 'x', name: 'x' }, reason: 'test', ...undoing, ...(undoes && { undoes }) },
        new Date(),
      );
      return id;
    });

  await t.test('property: one source never belongs to two people, and the latest decision is taken back exactly', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 8 }), async (steps) => {
        const history: { readonly id: string; readonly before: Awaited<ReturnType<typeof state>> }[] = [];
        const log = async () => (await pool.query('select * from identity.decision order by at, id')).rows;
        for (const one of steps) {
          const [before, written] = [await state(), await log()];
          if (one.kind === 'undo') {
            const target = history.at(-1 - one.back);
            if (!target) continue;
            const done = await decide(async (tx) => {
              const taken = await findDecision(tx, target.id);
              if (!taken) return null;
              const undoing = decideUndo(taken, await partitionOf(tx, taken.after.flat()), taken.undoneBy);
              return undoing.ok ? { kind: 'undo', undoing: undoing.value, undoes: target.id } : null;
            });
            if (done && one.back === 0) {
              assert.deepEqual(await state(), target.before);
              history.pop();
            } else if (done) history.push({ id: done, before });
          } else {
            const done = await decide(async (tx) => {
              const held = await partitionOf(tx, one.kind === 'link' ? one.patients : [one.patient]);
              const all = held.flat();
              const [apart, earliest] = [await apartAmong(tx, all), await earliestOf(tx, all)];
              const made =
                one.kind === 'link' ? decideLink(held, apart, earliest) : decideUnlink(held, one.patient, apart, earliest);
              return made.ok ? { kind: one.kind, undoing: made.value } : null;
            });
            if (done) history.push({ id: done, before });
          }
          // What was written stands as it was written.
          const now = new Map((await log()).map((row) => [row.id, row]));
          for (const row of written) assert.deepEqual(now.get(row.id), row);
          const held = await withTx(pool, 'read', async (tx) => ({
            partition: await partitionOf(tx, patients),
            members: await peopleWriter.membersOf(tx, patients),
          }));
          assert.deepEqual(held.partition.flat().toSorted(), patients, 'each stands in one person');
          for (const group of held.partition)
            for (const patient of group)
              assert.deepEqual(
                [held.members.get(patient)?.person, ordered([held.members.get(patient)?.members ?? []])],
                [group[0], ordered([group])],
                'reach and index agree',
              );
        }
      }),
      { numRuns: Number(process.env['SONGHUA_TEST_CASES'] ?? 300) > 300 ? 300 : 25 },
    );
  });

  await t.test('Patient.link follows, and is gone when the decision is', async () => {
    await register('x1', li);
    await register('x2', { ...li, institution: 'h2' });
    await app.link();
    const linksOf = async (id: string) => {
      const answer = await server.app.inject({ url: `/fhir/R4/Patient/${id}`, headers: client });
      return (answer.json<{ link?: { other: { reference: string }; type: string }[] }>().link ?? []).map(({ other, type }) => [
        other.reference,
        type,
      ]);
    };
    const write = () => withTx(pool, 'write', (tx) => linkPatients(tx, records, ['x1', 'x2'], new Date()));
    await write();
    assert.deepEqual([await linksOf('x1'), await linksOf('x2')], [[['Patient/x2', 'seealso']], [['Patient/x1', 'seealso']]]);
    const waiting = await pool.query('select patient from identity.waiting');
    assert.deepEqual(waiting.rows, [], 'a link says nothing new of who they are');
    const out = await post('/people/unlink', { patient: 'x2', reason: '不是同一人' });
    assert.equal(out.statusCode, 200, out.body);
    await write();
    assert.deepEqual([await linksOf('x1'), await linksOf('x2')], [[], []]);
    assert.equal((await post(`/decisions/${out.json<Decided>().decision.id}/undo`, { reason: '看错了' })).statusCode, 200);
    await write();
    assert.deepEqual(await linksOf('x1'), [['Patient/x2', 'seealso']]);
  });
});
