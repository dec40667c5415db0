import type { Result, Tx } from '@songhua/kernel';
import { ok, refuse } from '@songhua/kernel';
import type { InstitutionQuery } from '../contract.ts';
import { subtree } from '../store/areas.ts';
import type { Filter } from '../store/institutions.ts';

/** The query with its area as the codes of everything in it; refuses an area that does not exist. */
export async function readFilter(tx: Tx, query: Partial<InstitutionQuery>): Promise<Result<Filter>> {
  const { area, class: cls, kind, level, ownership, q } = query;
  const codes = area === undefined ? undefined : await subtree(tx, area);
  if (area !== undefined && codes?.length === 0) return refuse('registry.unknown-area', { area });
  return ok({
    class: cls,
    kind,
    level,
    ownership,
    q: q === '' ? undefined : q,
    ...(codes && { codes }),
  });
}
