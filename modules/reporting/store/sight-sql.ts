import { rulesAuthor, type Sight } from '../domain/decide-sight.ts';

/** The cards `c` of an institution that somebody of it sees; the same as `sees` says of one. */
export function ofInstitution(sight: Extract<Sight, { of: 'institution' }>, given: (value: unknown) => string): string {
  const own = `c.institution = ${given(sight.institution)}`;
  if (sight.sensitive) return own;
  const mine = `c.author = ${given(sight.author)} or (c.state = 'draft' and c.author like ${given(`${rulesAuthor}%`)})`;
  return `${own} and (not c.sensitive or ${mine})`;
}
