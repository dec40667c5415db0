/** Search shapes over the loaded city, under generic and custom plans, and over packed lists. */
import { type Answered, ask } from './ask.ts';
import { cpuOf, cpuOfNode } from './cpu.ts';
import type { Design } from './designs.ts';
import type { Server } from './load.ts';
import { countOfBoth, countOfOne, type Kind, pack } from './packed.ts';
import { arrayShapes, postingShapes, type Shape, samplePatients } from './shapes.ts';
import { print } from './table.ts';

async function askAll({ client, backend }: Server, shapes: readonly Shape[], mode: string, label: string): Promise<Answered[]> {
  await client.query(`set plan_cache_mode = ${mode}`);
  const answers: Answered[] = [];
  // A prepared statement keeps its plan: each mode prepares its own.
  for (const shape of shapes)
    answers.push({ ...(await ask(client, backend, { ...shape, name: `${label} ${shape.name}` })), name: shape.name });
  return answers;
}

const heads = ['shape', 'node', 'postgres', 'both', 'p50', 'p99', 'custom plan', 'rows', 'kB'];

/** Prints CPU per question of every shape; statistics are brought up to date first. */
export async function searchShapes(server: Server, design: Design, loaded: number): Promise<void> {
  const { client } = server;
  await client.query('vacuum analyze');
  const patients = await samplePatients(client, design);
  const shapes = design.store === 'array' ? arrayShapes(patients) : postingShapes(patients);
  const label = `${design.schema} ${loaded}`;
  const generic = await askAll(server, shapes, 'force_generic_plan', `${label} g`);
  const custom = await askAll(server, shapes, 'force_custom_plan', `${label} c`);
  await client.query('set plan_cache_mode = auto');
  print(
    `Search at ${loaded / 1e6} M, ${design.title}: CPU ms per question under a generic plan; beside it PostgreSQL's under a custom plan`,
    heads,
    generic.map((a, n) => [
      a.name,
      a.node,
      a.postgres,
      a.node + a.postgres,
      a.p50,
      a.p99,
      custom[n]?.postgres ?? 0,
      a.rows,
      a.bytes / 1000,
    ]),
  );
}

/** Packs the large lists and prints what that costs, and counts and intersections by them. */
export async function packedLists(server: Server, design: Design, loaded: number, kind: Kind, least = 1000): Promise<void> {
  const { client, backend } = server;
  const [node, postgres] = [cpuOfNode(), cpuOf(backend)];
  const { keys, entries } = await pack(client, least, kind);
  const cost = (cpuOfNode() - node + cpuOf(backend) - postgres) / loaded;
  await client.query('vacuum analyze packed');
  const { rows } = await client.query<{ bytes: string }>(`select pg_total_relation_size('packed') as bytes`);
  print(
    `Packed lists at ${loaded / 1e6} M, bits ${kind}, keys of ${least} postings and more`,
    ['', 'keys', 'entries per resource', 'bytes per resource', 'CPU ms per resource to build'],
    [[design.title, keys, entries / loaded, Number(rows[0]?.bytes) / loaded, cost]],
  );
  const shapes = postingShapes(await samplePatients(client, design));
  const packed = shapes
    .filter(({ name }) => /^AND,|^exact count/.test(name))
    .map(
      (shape): Shape => ({
        ...shape,
        text: shape.name.startsWith('AND') ? countOfBoth : countOfOne,
        name: `packed: count of ${shape.name}`,
      }),
    );
  await client.query('set plan_cache_mode = auto');
  const answers: (string | number)[][] = [];
  for (const shape of packed) {
    const a = await ask(client, backend, { ...shape, name: `${loaded} ${kind} ${shape.name}`.slice(0, 60) });
    answers.push([shape.name, a.node, a.postgres, a.node + a.postgres, a.p50, a.p99]);
  }
  print(
    `Counts by packed lists at ${loaded / 1e6} M, bits ${kind}: CPU ms per question`,
    ['question', 'node', 'postgres', 'both', 'p50', 'p99'],
    answers,
  );
  // What they say must be what the postings say.
  for (const shape of packed) {
    const truth =
      shape.text === countOfBoth
        ? 'select count(*) as body from posting a where a.key = $1 and exists (select from posting b where b.key = $2 and b.v = a.v)'
        : 'select count(*) as body from posting where key = $1';
    const values = [...shape.values({} as never)];
    const [said, is] = [
      await client.query<{ body: string }>(shape.text, values),
      await client.query<{ body: string }>(truth, values),
    ];
    if (said.rows[0]?.body !== is.rows[0]?.body)
      throw new Error(`${shape.name}: ${said.rows[0]?.body}, but there are ${is.rows[0]?.body}`);
  }
  await client.query('drop table packed');
}
