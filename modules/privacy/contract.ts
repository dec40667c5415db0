/** What the pages know of the answers of `/api/access/…`. */
export type {
  ConsentList,
  EmergencyItem,
  EmergencyList,
  Explanation,
  HiddenBecause,
  PolicyList,
} from '@songhua/access/contract.ts';
