import type { Membership } from '../store/memberships.ts';

/** For whom somebody acts, and as what: the institution chosen, if they still work there, or the first of theirs. */
export function actAs(
  roles: readonly string[],
  memberships: readonly Membership[],
  chosen?: string | null,
): { readonly roles: readonly string[]; readonly institution?: string } {
  const at = memberships.find(({ organization }) => organization === chosen) ?? memberships[0];
  if (!at) return { roles };
  return { roles: [...new Set([...roles, ...at.roles])], institution: at.organization };
}
