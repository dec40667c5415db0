import { ok, type RecordStore, type Resource, type Result, type Tx } from '@songhua/kernel';
import {
  areaFigureResources,
  bedResources,
  departmentResources,
  equipmentResources,
  institutionResources,
  staffResources,
} from '@songhua/module-registry/api.ts';
import type { Decision } from '../domain/decision.ts';
import { mergeResource, saysTheSame } from '../domain/merge-resource.ts';
import { insertWritten, type WrittenRow } from '../store/findings.ts';
import type { Progress } from '../store/work.ts';
import { readMany } from './read-view.ts';

type Written = Resource & { readonly id: string };

/** Resources written in one go: enough to be fast, few enough that progress shows and others get their turn. */
const atOnce = 2_000;

const keyOf = ({ resourceType, id }: Written): string => `${resourceType}/${id}`;

/** The resources of a decision, each once: the registry's own mapping of its records. */
function resourcesOf(decision: Decision): readonly Written[] {
  const ended = new Set(decision.staff.filter(({ until }) => until !== null).map(({ person }) => person));
  const staying = new Set(decision.staff.filter(({ until }) => until === null).map(({ person }) => person));
  const staff = staffResources(decision.staff.toSorted((a, b) => Number(a.until !== null) - Number(b.until !== null)));
  const all = [
    ...decision.institutions.flatMap((one) => institutionResources(one)),
    // Of a person who only leaves, the post ends; the person stays as registered.
    ...staff.filter(({ resourceType, id }) => resourceType !== 'Practitioner' || staying.has(id) || !ended.has(id)),
    ...bedResources(decision.beds),
    ...departmentResources(decision.departments),
    ...equipmentResources(decision.equipment),
    ...areaFigureResources(decision.areaFigures),
  ];
  return [...new Map(all.map((one) => [keyOf(one), one])).values()];
}

/** Writes what was decided, all in this transaction, and keeps how everything was before. Resources that say the same stay untouched. */
export async function applyReturn(
  tx: Tx,
  records: RecordStore,
  submission: string,
  decision: Decision,
  now: Date,
  progress: Progress,
): Promise<Result<{ readonly written: number }>> {
  const resources = resourcesOf(decision);
  const retired = decision.retired.map((id) => ({ type: 'Organization', id }));
  const named = resources.map(({ resourceType, id }) => ({ type: resourceType, id }));
  const current = await readMany(tx, records, [...named, ...retired, ...decision.removed]);
  const changes = resources.flatMap((one): Written[] => {
    const standing = current.get(keyOf(one));
    const merged = mergeResource(standing, one);
    return standing && saysTheSame(standing, merged) ? [] : [merged];
  });
  const leaving = retired.flatMap(({ type, id }): Written[] => {
    const standing = current.get(`${type}/${id}`);
    return standing ? [{ ...standing, active: false }] : [];
  });
  const writes = [...changes, ...leaving];
  const before = (type: string, id: string, removed: boolean): WrittenRow => {
    const standing = current.get(`${type}/${id}`);
    return {
      type,
      id,
      removed,
      versionBefore: standing?.meta.versionId ?? null,
      bodyBefore: standing ? JSON.stringify(standing) : null,
    };
  };
  const gone = decision.removed.filter(({ type, id }) => current.has(`${type}/${id}`));
  const total = writes.length + gone.length;
  progress('writing', 0, total);
  await insertWritten(
    tx,
    submission,
    [
      ...writes.map(({ resourceType, id }) => before(resourceType, id, false)),
      ...gone.map(({ type, id }) => before(type, id, true)),
    ],
    now,
  );
  for (let at = 0; at < writes.length; at += atOnce) {
    const loaded = await records.load(tx, writes.slice(at, at + atOnce), now);
    if (!loaded.ok) return loaded;
    progress('writing', Math.min(writes.length, at + atOnce), total);
  }
  const removed = await records.removeAll(tx, gone, now);
  if (!removed.ok) return removed;
  return ok({ written: total });
}
