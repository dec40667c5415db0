import type { Distribution } from '@songhua/kernel';

/** What grows with residents lies with its registration; decisions, like the audit log, stay in one place, where a trigger keeps them. */
export const identityDistribution: Distribution = {
  spread: { 'identity.source': 'patient', 'identity.waiting': 'patient', 'identity.member': 'patient' },
};
