import { ok, type Resource, type Result, refuse, type Tx } from '@songhua/kernel';
import type { FhirStore } from '../fhir-store.ts';
import { patientsOf } from '../reach/people.ts';
import type { Reader } from '../reach/ways.ts';
import { textsLiteral } from '../store/literals.ts';
import type { Wanted } from './job.ts';

/** Whose records are wanted: ids and numbers of patients, everybody with a record, or records whether anybody's or not. */
export type Whose = { readonly ids: ReadonlySet<string>; readonly rids: readonly bigint[] } | 'everybody' | 'anything';

interface Group extends Resource {
  readonly member?: readonly { readonly inactive?: boolean }[];
}

/** Patients of ours who are members of a Group now, by its own word; null where the reader does not reach it. */
async function membersOf(
  { store, reader }: { readonly store: FhirStore; readonly reader: Reader | undefined },
  tx: Tx,
  id: string,
): Promise<readonly string[] | null> {
  const [group] = await store.readSeen(tx, reader, 'r', [{ type: 'Group', id }]);
  if (!group || group.deleted) return null;
  const whole = JSON.parse(group.body) as Group;
  const now = { ...whole, member: (whole.member ?? []).filter(({ inactive }) => inactive !== true) };
  return patientsOf(store.view.people('Group'), id, store.extract('Group', now));
}

/** Whose records an export is of; a Group that is not reached is refused as one that never was. */
export async function findPatients(
  tx: Tx,
  { store, reader }: { readonly store: FhirStore; readonly reader: Reader | undefined },
  { level, group, patients }: Wanted,
): Promise<Result<Whose>> {
  const members = level === 'group' && group !== undefined ? await membersOf({ store, reader }, tx, group) : undefined;
  if (members === null) return refuse('records.unknown-resource', { resource: `Group/${group ?? ''}` });
  const named = patients && new Set(patients);
  if (!members && !named) return ok(level === 'system' ? 'anything' : 'everybody');
  const ids = new Set(members ? members.filter((id) => named?.has(id) ?? true) : patients);
  const rows = await tx.query<{ rid: string }>('select rid from records.name where type = $1 and id = any($2::text[])', [
    store.view.index('Patient').code,
    textsLiteral(ids),
  ]);
  return ok({ ids, rids: rows.map(({ rid }) => BigInt(rid)) });
}
