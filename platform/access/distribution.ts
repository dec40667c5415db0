import type { Distribution } from '@songhua/kernel';

/** Accounts, tokens and keys are few; who asked for what is not. */
export const accessDistribution: Distribution = { spread: { 'access.access_log': 'id' } };
