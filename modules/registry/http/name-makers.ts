import { changesAt, notesOf } from '@songhua/access';
import type { RecordStore, Tx } from '@songhua/kernel';
import type { ChangeRow } from '../contract.ts';

export type Version = Awaited<ReturnType<RecordStore['versions']>>['items'][number];

/** Who made each of these versions, as the access log has it. */
export async function makersOf(tx: Tx, versions: readonly Version[]): Promise<(version: Version) => ChangeRow['by']> {
  const notes = await changesAt(
    tx,
    [...new Set(versions.map(({ at }) => at))].map((at) => new Date(at)),
  );
  return (version) => [
    ...new Map(notesOf(notes, version).map(({ actor }) => [`${actor.kind} ${actor.id}`, actor] as const)).values(),
  ];
}
