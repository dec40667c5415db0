import { type PersonModel, usualModel } from '@songhua/engine-linkage/person/person-model.ts';
import { usualPersonThresholds } from '@songhua/engine-linkage/person/thresholds.ts';
import type { Tx } from '@songhua/kernel';
import type { Measure } from '../domain/compare-source.ts';

/** Models that were read, by version: what a version says never changes. */
const read = new Map<string, PersonModel>();

/** The model in use, and since when; the one that comes along, when this house has taught none. */
export async function measureInUse(tx: Tx): Promise<Measure & { readonly since: Date | null }> {
  const [latest] = await tx.query<{ version: string; since: Date }>(
    'select version, since from identity.model order by since desc, version limit 1',
    [],
    'identity.model-version',
  );
  const thresholds = usualPersonThresholds;
  if (!latest || latest.version === usualModel.version) return { model: usualModel, thresholds, since: latest?.since ?? null };
  const known = read.get(latest.version);
  if (known) return { model: known, thresholds, since: latest.since };
  const [row] = await tx.query<{ body: PersonModel }>('select body from identity.model where version = $1', [latest.version]);
  if (!row) return { model: usualModel, thresholds, since: null };
  read.set(latest.version, row.body);
  return { model: row.body, thresholds, since: latest.since };
}

/** Puts a model to use from now on. */
export async function useModel(tx: Tx, model: PersonModel, now: Date): Promise<void> {
  await tx.query(
    'insert into identity.model (version, body, since) values ($1, $2, $3) on conflict (version) do update set since = $3',
    [model.version, JSON.stringify(model), now],
  );
}
