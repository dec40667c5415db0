import type { Resource } from '@songhua/kernel';

type ConsentDeed = 'added' | 'changed' | 'ended' | 'resumed' | 'deleted';

const isActive = (consent: Resource | null): boolean => consent?.['status'] === 'active';

/** What a version of a consent did to the one before it. */
export function sayDeed(consent: Resource | null, before: Resource | null): ConsentDeed {
  if (!consent) return 'deleted';
  if (!before) return 'added';
  if (isActive(before) && !isActive(consent)) return 'ended';
  return !isActive(before) && isActive(consent) ? 'resumed' : 'changed';
}
