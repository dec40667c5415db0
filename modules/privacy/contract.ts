/** What the pages know of the answers of `/api/access/…`. */

export {
  type ConsentChoice,
  type ConsentPreview,
  consentKinds,
  consentPurposes,
  type OwnConsentHistory,
  type OwnConsents,
} from '@songhua/access/contract/own-consents.ts';
export type {
  ConsentList,
  EmergencyItem,
  EmergencyList,
  Explanation,
  HiddenBecause,
  PolicyList,
} from '@songhua/access/contract.ts';
