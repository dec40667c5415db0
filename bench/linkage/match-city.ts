/** The registrations that `bench match` asks among. */
import { performance } from 'node:perf_hooks';
import type { PersonRecord } from '@songhua/engine-linkage/person/person-record.ts';
import { must, type RecordStore, system, withTx } from '@songhua/kernel';
import { saysSomething } from '@songhua/module-identity/domain/compare-source.ts';
import { project } from '@songhua/module-identity/store/projection.ts';
import type pg from 'pg';
import { noisyCity } from './noisy-city.ts';
import { type Patient, patientOf, stored } from './patient-of.ts';

/** What is asked, and who comes in meanwhile. */
export interface AskedAndComing {
  readonly asked: readonly PersonRecord[];
  readonly coming: readonly Patient[];
}

const mostComing = 5_000;

export interface Filling {
  readonly pool: pg.Pool;
  readonly records: RecordStore;
  readonly indexOnly: boolean;
  readonly now: Date;
  readonly residents: number;
  readonly questions: number;
}

/** A city made and put in: some of the registrations are asked for again, and the last ones come while others ask. */
export async function fillCity({ pool, records, indexOnly, now, residents, questions }: Filling): Promise<AskedAndComing> {
  const asked: PersonRecord[] = [];
  const coming: Patient[] = [];
  let filled = 0;
  let spent = 0;
  const fill = async (batch: readonly Patient[]): Promise<void> => {
    const begin = performance.now();
    await withTx(pool, 'write', async (tx) => {
      if (indexOnly)
        await project(
          tx,
          batch.map((one) => stored(one, now)),
          () => system,
        );
      else must(await records.load(tx, batch, now));
    });
    spent += performance.now() - begin;
    filled += batch.length;
  };
  let batch: Patient[] = [];
  let seen = 0;
  for (const { id, person: _, twins: __, errors: ___, ...said } of noisyCity(residents, 'match')) {
    seen += 1;
    if (seen % 97 === 0 && asked.length < questions) asked.push(said);
    if (seen % 101 === 0 && coming.length < mostComing) {
      coming.push(patientOf(id, said));
      continue;
    }
    batch.push(patientOf(id, said));
    if (batch.length === 5_000) {
      await fill(batch);
      batch = [];
    }
  }
  await fill(batch);
  await pool.query('truncate identity.waiting');
  await pool.query('vacuum analyze identity.source');
  console.log(
    `${filled} registrations of ${residents} residents${indexOnly ? ', index alone' : ''}; filled at ${Math.round((filled / spent) * 1000)} a second`,
  );
  return { asked, coming };
}

/** A city that is already there: registrations drawn from it are asked for, and others come in a second time under new ids. */
export async function sampleCity(pool: pg.Pool, questions: number): Promise<AskedAndComing> {
  const { rows: counted } = await pool.query<{ n: number }>(
    `select greatest(reltuples, 1)::float8 as n from pg_class where oid = 'identity.source'::regclass`,
  );
  const [count] = counted;
  const share = Math.min(100, ((questions + mostComing) * 110) / (count?.n ?? 1));
  const { rows } = await pool.query<PersonRecord>(
    `select name, sex, born, number, phone, address from identity.source tablesample bernoulli (${share}) repeatable (1) where active order by hashtext(patient)`,
  );
  console.log(`${Math.round(count?.n ?? 0)} registrations are there`);
  const stamp = Date.now();
  return {
    asked: rows.slice(0, questions).filter(saysSomething),
    coming: rows.slice(questions, questions + mostComing).map((said, at) => patientOf(`again-${stamp}-${at}`, said)),
  };
}
