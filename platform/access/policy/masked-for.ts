import { type MaskedField, maskedFields } from './masked-fields.ts';
import { policies } from './policies.ts';
import type { GroupName } from './resource-groups.ts';

const all = Object.keys(maskedFields) as MaskedField[];

/**
 * What lists of a group show in part only to somebody with these roles: a field is whole as soon as one of their policies on the group needs
 * it whole. Who has no such policy sees no field whole. Decided here and carried out nowhere yet: FHIR answers and pages do not ask it.
 */
export function maskedFor(held: readonly string[], group: GroupName): ReadonlySet<MaskedField> {
  const own = policies.filter(({ roles, groups }) => groups.includes(group) && roles.some((role) => held.includes(role)));
  return new Set(all.filter((field) => own.every(({ masked }) => masked.includes(field))));
}
