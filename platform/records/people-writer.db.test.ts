import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { withTx } from '@songhua/kernel';
import { testDatabase } from '@songhua/testing';
import fc from 'fast-check';
import type pg from 'pg';
import { regroup } from './domain/regroup.ts';
import { peopleWriter } from './people-writer.ts';
import { stakeWriter } from './stake-writer.ts';
import { settlePeople } from './store/settle-people.ts';
import type { Denial, Sourced, Stake } from './store/stakes.ts';

const now = new Date('2026-11-22T08:00:00Z');
const later = new Date('2026-12-01T00:00:00Z');
const patients = ['a', 'b', 'c', 'd', 'e'] as const;

type Step =
  | { readonly what: 'stakes'; readonly said: readonly Sourced<Stake>[] }
  | { readonly what: 'denials'; readonly said: readonly Sourced<Denial>[] }
  | { readonly what: 'forget'; readonly sources: readonly string[] }
  | { readonly what: 'regroup'; readonly groups: readonly (readonly string[])[] };

const patient = fc.constantFrom(...patients);
const stake: fc.Arbitrary<Stake> = fc
  .record({
    patient,
    relation: fc.constantFrom('treating' as const, 'responsible' as const),
    holder: fc.constantFrom('Organization/x', 'Organization/y'),
    alone: fc.boolean(),
    bounded: fc.boolean(),
  })
  .map(({ alone, bounded, ...rest }) => ({ ...rest, ...(alone && { alone }), ...(bounded && { until: later }) }));
const denial: fc.Arbitrary<Denial> = fc
  .record({ patient, institution: fc.constantFrom('Organization/x', undefined), bounded: fc.boolean() })
  .map(({ institution, bounded, ...rest }) => ({
    ...rest,
    ...(institution ? { institution } : { spared: ['Organization/y'] }),
    ...(bounded && { until: later }),
  }));
const source = fc.constantFrom('Encounter/1', 'Encounter/2', 'Patient/a', 'Consent/1');
const sourced = <T>(row: fc.Arbitrary<T>): fc.Arbitrary<readonly Sourced<T>[]> =>
  fc.uniqueArray(fc.record({ source, rows: fc.array(row, { maxLength: 3 }) }), { maxLength: 2, selector: (one) => one.source });
const groups = fc
  .array(fc.tuple(patient, fc.nat({ max: 2 })), { minLength: 1, maxLength: 6 })
  .map((drawn) => [...Map.groupBy(new Map(drawn), ([, of]) => of).values()].map((of) => of.map(([id]) => id)));
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 3, arbitrary: sourced(stake).map((said): Step => ({ what: 'stakes', said })) },
  { weight: 2, arbitrary: sourced(denial).map((said): Step => ({ what: 'denials', said })) },
  { weight: 1, arbitrary: fc.array(source, { maxLength: 2 }).map((sources): Step => ({ what: 'forget', sources })) },
  { weight: 4, arbitrary: groups.map((said): Step => ({ what: 'regroup', groups: said })) },
);

/** What was said, and who is one person with whom: nothing else. */
interface Model {
  readonly stakes: Map<string, readonly Stake[]>;
  readonly denials: Map<string, readonly Denial[]>;
  people: Map<string, string>;
}

const numberOf = (id: string): bigint => BigInt(patients.indexOf(id as (typeof patients)[number]));
const idAt = (number: bigint): string => patients[Number(number)] ?? '';

function follow(model: Model, one: Step): void {
  if (one.what === 'stakes') for (const { source: from, rows } of one.said) model.stakes.set(from, rows);
  else if (one.what === 'denials') for (const { source: from, rows } of one.said) model.denials.set(from, rows);
  else if (one.what === 'forget')
    for (const from of one.sources) {
      model.stakes.delete(from);
      model.denials.delete(from);
    }
  else {
    const before = [...model.people].map(([id, person]) => ({
      patient: numberOf(id),
      person: numberOf(person),
    }));
    const after = regroup(
      before,
      one.groups.map((group) => group.map(numberOf)),
    );
    model.people = new Map([...after].map(([id, person]) => [idAt(id), idAt(person)]));
  }
}

const fellowsIn = ({ people }: Model, of: string): string[] =>
  [...people].flatMap(([id, person]) => (id !== of && person === people.get(of) ? [id] : []));

/** Every row there should be, worked out from what was said alone. */
function expected(model: Model): string[] {
  const rows = new Set<string>();
  const note = (of: string, alone: boolean, text: string): void => {
    rows.add(`${of} ${text} of itself`);
    if (!alone) for (const fellow of fellowsIn(model, of)) rows.add(`${fellow} ${text} via ${of}`);
  };
  for (const [from, said] of model.stakes) {
    const same = Map.groupBy(said, ({ patient: of, relation, holder }) => `${of} ${relation === 'treating' ? 1 : 3} ${holder}`);
    for (const [key, ones] of same) {
      const [of = '', ...rest] = key.split(' ');
      const ends = ones.every(({ until }) => until !== undefined);
      note(
        of,
        ones.every(({ alone }) => alone === true),
        `stake ${rest.join(' ')} ${from} ${ends ? 'ends' : 'lasts'}`,
      );
    }
  }
  for (const [from, said] of model.denials)
    for (const [part, { patient: of, institution, until }] of said.entries())
      note(of, false, `denial ${institution ?? 'all'} ${from} ${part} ${until ? 'ends' : 'lasts'}`);
  return [...rows].sort();
}

async function stored(pool: pg.Pool): Promise<string[]> {
  const { rows } = await pool.query<{ says: string }>(
    `select n.id || ' stake ' || s.relation || ' ' || s.holder || ' ' || s.source || case when s.until = 'infinity' then ' lasts' else ' ends' end
        || coalesce(' via ' || v.id, ' of itself') as says
       from records.stake s join records.name n on n.rid = s.patient left join records.name v on v.rid = s.via
     union all
     select n.id || ' denial ' || coalesce(s.institution, 'all') || ' ' || s.source || ' ' || s.part
        || case when s.until = 'infinity' then ' lasts' else ' ends' end || coalesce(' via ' || v.id, ' of itself')
       from records.denial s join records.name n on n.rid = s.patient left join records.name v on v.rid = s.via`,
  );
  return rows.map(({ says }) => says).sort();
}

const put = (pool: pg.Pool, one: Step): Promise<void> =>
  withTx(pool, 'write', async (tx) => {
    if (one.what === 'stakes') await stakeWriter.putStakes(tx, one.said);
    else if (one.what === 'denials') await stakeWriter.putDenials(tx, one.said);
    else if (one.what === 'forget') await stakeWriter.forget(tx, one.sources);
    else await peopleWriter.regroup(tx, one.groups, now);
  });

/** Every patient has a number, in the order of the names. */
async function newDatabase(t: Parameters<typeof testDatabase>[0]): Promise<pg.Pool> {
  const pool = await testDatabase(t);
  for (const id of patients)
    await put(pool, { what: 'stakes', said: [{ source: 'x', rows: [{ patient: id, relation: 'treating', holder: 'x' }] }] });
  return pool;
}

const empty = (pool: pg.Pool) =>
  pool.query(
    'delete from records.stake; delete from records.denial; delete from records.person_member; delete from records.person_unsettled',
  );

/** Settles until nothing is left but so many. Transactions of other databases of the cluster keep it waiting, too: it goes on when they end. */
async function settleAll(pool: pg.Pool, left = 0): Promise<void> {
  const unsettled = async () => (await pool.query('select from records.person_unsettled')).rowCount ?? 0;
  for (let turn = 0; turn < 300; turn += 1) {
    await withTx(pool, 'write', settlePeople);
    if ((await unsettled()) <= left) return;
    if (turn > 1) await wait(100);
  }
  assert.equal(await unsettled(), left);
}

const cases = Number(process.env['SONGHUA_TEST_CASES'] ?? 60);

test('whatever is said and however people are grouped, what is shared is what a slow reckoning from what was said comes to', async (t) => {
  const pool = await newDatabase(t);
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 12, size: 'max' }), async (steps) => {
      await empty(pool);
      const model: Model = { stakes: new Map(), denials: new Map(), people: new Map() };
      for (const one of steps) {
        await put(pool, one);
        follow(model, one);
        assert.deepEqual(await stored(pool), expected(model), JSON.stringify(one));
      }
      const people = await withTx(pool, 'read', (tx) => peopleWriter.membersOf(tx, [...patients, 'nobody']));
      for (const id of patients) {
        const person = model.people.get(id) ?? id;
        const fellows = [id, ...fellowsIn(model, id)].sort();
        assert.deepEqual(people.get(id), { person, members: [person, ...fellows.filter((one) => one !== person)] });
      }
      assert.deepEqual(people.get('nobody'), { person: 'nobody', members: ['nobody'] });
      // Once more, when nobody writes any more: nothing to put right.
      await settleAll(pool);
      assert.deepEqual(await stored(pool), expected(model));
    }),
    { numRuns: cases },
  );
});

test('to link and to unlink again leaves the very rows of before', async (t) => {
  const pool = await newDatabase(t);
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 8 }), fc.uniqueArray(patient, { minLength: 2 }), async (steps, linked) => {
      await empty(pool);
      for (const one of steps) await put(pool, one);
      const rows = async () =>
        (
          await pool.query<{
            row: string;
          }>(`select s::text as row from records.stake s union all select d::text from records.denial d
           union all select m::text from records.person_member m order by 1`)
        ).rows;
      const before = await rows();
      const people = await withTx(pool, 'read', (tx) => peopleWriter.membersOf(tx, linked));
      const groups = [...new Map([...people.values()].map(({ person, members }) => [person, members])).values()];
      await put(pool, { what: 'regroup', groups: [groups.flat()] });
      await put(pool, { what: 'regroup', groups });
      assert.deepEqual(await rows(), before);
    }),
    { numRuns: cases },
  );
});

test('what was being written while its patient was linked counts for the person as soon as the people are settled', async (t) => {
  const pool = await newDatabase(t);
  await empty(pool);
  const said = (holder: string): Sourced<Stake>[] => [
    { source: 'Encounter/1', rows: [{ patient: 'a', relation: 'treating', holder }] },
  ];
  await put(pool, { what: 'stakes', said: said('Organization/old') });
  const written = Promise.withResolvers<void>();
  const linked = Promise.withResolvers<void>();
  const writing = withTx(pool, 'write', async (tx) => {
    await stakeWriter.putStakes(tx, said('Organization/new'));
    written.resolve();
    await linked.promise;
  });
  await written.promise;
  await put(pool, { what: 'regroup', groups: [['a', 'b']] });
  // As long as the writer is at it, nothing is settled.
  await withTx(pool, 'write', settlePeople);
  await withTx(pool, 'write', settlePeople);
  assert.equal((await pool.query('select from records.person_unsettled')).rowCount, 2);
  linked.resolve();
  await writing;
  await settleAll(pool);
  assert.deepEqual(await stored(pool), [
    'a stake 1 Organization/new Encounter/1 lasts of itself',
    'b stake 1 Organization/new Encounter/1 lasts via a',
  ]);
});

test('who unlinks waits for who is writing of a member, and takes away what that wrote for the others', async (t) => {
  const pool = await newDatabase(t);
  await empty(pool);
  await put(pool, { what: 'regroup', groups: [['a', 'b']] });
  const written = Promise.withResolvers<void>();
  const goOn = Promise.withResolvers<void>();
  const writing = withTx(pool, 'write', async (tx) => {
    await stakeWriter.putStakes(tx, [
      { source: 'Encounter/1', rows: [{ patient: 'a', relation: 'treating', holder: 'Organization/x' }] },
    ]);
    written.resolve();
    await goOn.promise;
  });
  await written.promise;
  const unlinking = put(pool, { what: 'regroup', groups: [['a'], ['b']] });
  await new Promise((resolve) => setTimeout(resolve, 100));
  goOn.resolve();
  await Promise.all([writing, unlinking]);
  assert.deepEqual(await stored(pool), ['a stake 1 Organization/x Encounter/1 lasts of itself']);
});

test('a Patient is of one person: two groups that name it are refused, and two at once follow each other', async (t) => {
  const pool = await newDatabase(t);
  await empty(pool);
  await assert.rejects(
    put(pool, {
      what: 'regroup',
      groups: [
        ['a', 'b'],
        ['b', 'c'],
      ],
    }),
    /two people/,
  );
  await Promise.all(
    [
      ['a', 'b'],
      ['b', 'c'],
      ['c', 'd'],
    ].map((group) => put(pool, { what: 'regroup', groups: [group] })),
  );
  const people = await withTx(pool, 'read', (tx) => peopleWriter.membersOf(tx, patients));
  for (const { members } of people.values()) for (const id of members) assert.deepEqual(people.get(id)?.members, members);
});

test('a stake is listed once of those asked for together, of whom it was said; of one alone, by what is said of the others, too', async (t) => {
  const pool = await newDatabase(t);
  await empty(pool);
  const said = (source: string, patient: string): Sourced<Stake> => ({
    source,
    rows: [{ patient, relation: 'treating', holder: 'Organization/x' }],
  });
  await put(pool, { what: 'stakes', said: [said('Encounter/1', 'a'), said('Encounter/2', 'b')] });
  await put(pool, { what: 'regroup', groups: [['a', 'b', 'c']] });
  const listed = async (...of: string[]) => {
    const stakes = await withTx(pool, 'read', (tx) => stakeWriter.list(tx, of));
    return stakes.map(({ source: from, patient: whose }) => `${from} ${whose}`).sort();
  };
  assert.deepEqual(await listed('a', 'b', 'c'), ['Encounter/1 a', 'Encounter/2 b']);
  assert.deepEqual(await listed('c'), ['Encounter/1 c', 'Encounter/2 c']);
  assert.deepEqual(await listed('b', 'c'), ['Encounter/1 b', 'Encounter/1 c', 'Encounter/2 b']);
});

test('who has just been grouped is settled before a city that was loaded earlier', async (t) => {
  const pool = await newDatabase(t);
  await empty(pool);
  const load = () =>
    pool.query(
      `insert into records.person_unsettled (patient, horizon) select -n, '3' from generate_series(1, 10000) n on conflict do nothing`,
    );
  await load();
  await put(pool, { what: 'regroup', groups: [['a', 'b']] });
  const recent = async () => (await pool.query('select from records.person_unsettled where patient > 0')).rowCount ?? 0;
  assert.equal(await recent(), 2);
  // The city is never less than two runs' work, however long transactions of other databases keep the two waiting.
  for (let turn = 0; turn < 300 && (await recent()) > 0; turn += 1) {
    if (turn > 1) await wait(100);
    await load();
    await withTx(pool, 'write', settlePeople);
  }
  assert.equal(await recent(), 0);
  assert.ok(((await pool.query('select from records.person_unsettled')).rowCount ?? 0) > 0);
});

test('settling waits for nobody who is grouping people', async (t) => {
  const pool = await newDatabase(t);
  await empty(pool);
  await put(pool, { what: 'regroup', groups: [['a', 'b']] });
  await withTx(pool, 'write', async (tx) => {
    await peopleWriter.regroup(tx, [['c', 'd']], now);
    await withTx(pool, 'write', async (other) => {
      await other.query(`set local lock_timeout = '2s'`);
      await settlePeople(other);
    });
  });
  await settleAll(pool);
});
