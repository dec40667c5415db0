import { kindsOf } from '@songhua/engine-city/institution.ts';
import type { Result, Tx } from '@songhua/kernel';
import { ok, refuse } from '@songhua/kernel';
import { type InstitutionQuery, institutionClass, institutionKind } from '../contract.ts';
import { subtree } from '../store/areas.ts';
import type { Filter } from '../store/institutions.ts';

/** The kinds meant: one by its own name, or all those of a class. */
function kindsMeant(kind: NonNullable<InstitutionQuery['kind']>): NonNullable<Filter['kinds']> {
  const one = institutionKind.safeParse(kind);
  if (one.success) return [one.data];
  return kindsOf[institutionClass.parse(kind)];
}

type Asked = Partial<Pick<InstitutionQuery, 'area' | 'class' | 'kind' | 'level' | 'ownership' | 'q'>>;

/** The query with its area as the codes of everything in it; refuses an area that does not exist. */
export async function readFilter(tx: Tx, query: Asked): Promise<Result<Filter>> {
  const { area, class: cls, kind, level, ownership, q } = query;
  const codes = area === undefined ? undefined : await subtree(tx, area);
  if (area !== undefined && codes?.length === 0) return refuse('registry.unknown-area', { area });
  return ok({
    class: cls,
    level,
    ownership,
    q: q === '' ? undefined : q,
    ...(kind && { kinds: kindsMeant(kind) }),
    ...(codes && { codes }),
  });
}
