import type { RuleStatus } from '../../contract.ts';

/** Why a result has no margin, as a key of the texts. */
export function marginReason(status: RuleStatus): 'unknown-margin' | 'unconcerned-margin' | 'no-margin' {
  if (status === 'unknown') return 'unknown-margin';
  return status === 'not-applicable' ? 'unconcerned-margin' : 'no-margin';
}
