import { createHash } from 'node:crypto';

/** What tells one set of registrations from another, in whichever order they are; nothing can be read from it. */
export const versionOf = (patients: readonly { readonly id: string }[]): string =>
  createHash('sha256')
    .update(
      patients
        .map(({ id }) => id)
        .toSorted()
        .join(' '),
    )
    .digest('base64url')
    .slice(0, 22);
