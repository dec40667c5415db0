import type { ConsentChoice } from '@songhua/access/contract.ts';

/** What the pages know of the answers of `/api/access/…`. */
export type {
  ConsentChoice,
  ConsentList,
  ConsentPreview,
  EmergencyItem,
  EmergencyList,
  Explanation,
  HiddenBecause,
  OwnConsentHistory,
  OwnConsents,
  PolicyList,
} from '@songhua/access/contract.ts';

/** In the order in which they are offered; a test holds them to those of the API. */
export const consentKinds: readonly ConsentChoice['kinds'][number][] = [
  'identity',
  'care',
  'clinical',
  'public-health',
  'billing',
];
export const consentLabels: readonly ConsentChoice['labels'][number][] = ['sti', 'mental', 'genetic'];
export const consentPurposes: readonly ConsentChoice['purposes'][number][] = ['treatment', 'public-health', 'administration'];
