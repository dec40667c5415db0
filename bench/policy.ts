/**
 * What the policy costs in the record store: reads and first pages of a reader who stands in a stake with every patient, beside the same for
 * who reaches everything; both get the same answers. CPU time of Node and PostgreSQL in one process, without HTTP, sign-in and
 * log. `npm run bench policy [-- --resources 30000 --rounds 300]`.
 */
import { parseArgs } from 'node:util';
import { everything, type Reach, type TxMode, withTx } from '@songhua/kernel';
import { openRecordStore, stakeWriter } from '@songhua/records';
import { askRoute } from '@songhua/records/reach/fixtures/ask-route.ts';
import { withHouse } from './records/house.ts';
import { load, openCity, settle } from './records/load.ts';
import { machine } from './records/table.ts';
import { cpuOfServer } from './storage/cpu.ts';

const { values } = parseArgs({
  options: {
    resources: { type: 'string', default: '30000' },
    rounds: { type: 'string', default: '300' },
    keep: { type: 'string' },
  },
});
const rounds = Number(values.rounds);

const holder = 'Organization/bench';
const doctor: Reach = {
  ways: [
    { types: '*', interactions: 'crus', whose: [{ relation: 'treating', id: holder }], labels: '*' },
    { types: ['Organization', 'Practitioner', 'Location'], interactions: 'rs', whose: 'everyone', labels: [] },
  ],
  purpose: 'treatment',
  institutions: [holder],
};

interface Question {
  readonly name: string;
  readonly mode: TxMode;
  readonly paths: readonly string[];
}

await withHouse({ keep: values.keep }, async (house) => {
  const server = await house.serve({ SONGHUA_FULL_TEXT: 'off' });
  await server.stop();
  const { pool } = house;
  const store = await openRecordStore([]);
  const { rows: there } = await pool.query<{ n: string }>('select count(*) as n from records.resource');
  if (there[0]?.n === '0') {
    await load(pool, store, openCity(7), Number(values.resources));
    await settle(pool);
  }
  const patient = store.view.index('Patient').code;
  const { rows: patients } = await pool.query<{ id: string }>('select id from records.name where type = $1 order by rid', [
    patient,
  ]);
  await withTx(pool, 'write', async (tx) => {
    await stakeWriter.putStakes(tx, [
      { source: 'Encounter/bench', rows: patients.map(({ id }) => ({ patient: id, relation: 'treating', holder })) },
    ]);
    // Whom nobody asks for: a row is tested among others.
    await stakeWriter.putStakes(tx, [
      {
        source: 'Encounter/others',
        rows: patients.flatMap(({ id }) =>
          ['o1', 'o2', 'o3'].map((one) => ({ patient: id, relation: 'responsible' as const, holder: one })),
        ),
      },
    ]);
  });
  await pool.query('analyze');
  const some = async (type: string): Promise<string[]> => {
    const { rows } = await pool.query<{ id: string }>(
      'select n.id from records.name n join records.resource r on r.rid = n.rid where n.type = $1 and not r.deleted order by md5(n.id) limit 200',
      [store.view.index(type).code],
    );
    return rows.map(({ id }) => id);
  };
  const [people, observations] = [await some('Patient'), await some('Observation')];
  const questions: readonly Question[] = [
    { name: 'read of an Observation', mode: 'one', paths: observations.map((id) => `Observation/${id}`) },
    { name: 'read of a Patient', mode: 'one', paths: people.map((id) => `Patient/${id}`) },
    { name: 'Observations of a patient', mode: 'search', paths: people.map((id) => `Observation?patient=${id}&_count=20`) },
    {
      name: 'Observations of a code',
      mode: 'search',
      paths: ['8302-2', '29463-7', '8867-4', '85354-9'].map((code) => `Observation?code=${code}&_count=20`),
    },
    {
      name: 'Patients by name',
      mode: 'search',
      paths: ['a', 'b', 'c', 'm', 's'].map((name) => `Patient?name=${name}&_count=20`),
    },
    {
      name: 'Encounters with their patients',
      mode: 'search',
      paths: people.map((id) => `Encounter?patient=${id}&_include=Encounter:subject&_count=20`),
    },
    {
      name: 'Observations by their patient',
      mode: 'search',
      paths: ['male', 'female'].map((of) => `Observation?patient.gender=${of}&_count=20`),
    },
  ];
  const cost = async ({ mode, paths }: Question, reach: Reach): Promise<{ node: number; postgres: number }> => {
    const ask = (n: number) =>
      withTx(pool, mode, (tx) => askRoute(store, tx, reach, { method: 'GET', path: paths[n % paths.length] ?? '' }, new Date()));
    for (let n = 0; n < 50; n += 1) await ask(n);
    const [node, postgres] = [process.cpuUsage(), cpuOfServer(house.postmaster)];
    for (let n = 0; n < rounds; n += 1) await ask(n);
    const { user, system } = process.cpuUsage(node);
    return { node: (user + system) / 1000 / rounds, postgres: (cpuOfServer(house.postmaster) - postgres) / rounds };
  };
  console.log(`${machine()}, ${values.resources} resources, ${patients.length} patients with four stakes each, ${rounds} rounds`);
  console.log('| question | everything, CPU ms (node + PostgreSQL) | with the policy | ratio |');
  console.log('|---|--:|--:|--:|');
  for (const question of questions) {
    // In turns, so that what else the machine does falls on both.
    const sums = { open: { node: 0, postgres: 0 }, bound: { node: 0, postgres: 0 } };
    for (let turn = 0; turn < 4; turn += 1) {
      for (const [kind, reach] of [
        ['open', everything],
        ['bound', doctor],
      ] as const) {
        const { node, postgres } = await cost(question, reach);
        sums[kind].node += node / 4;
        sums[kind].postgres += postgres / 4;
      }
    }
    const said = ({ node, postgres }: { node: number; postgres: number }): string =>
      `${(node + postgres).toFixed(3)} (${node.toFixed(3)} + ${postgres.toFixed(3)})`;
    const total = ({ node, postgres }: { node: number; postgres: number }): number => node + postgres;
    console.log(
      `| ${question.name} | ${said(sums.open)} | ${said(sums.bound)} | ${(total(sums.bound) / total(sums.open)).toFixed(2)} |`,
    );
  }
});
