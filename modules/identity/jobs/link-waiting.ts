import type { Job } from '@songhua/kernel';
import { linkWaiting } from '../store/link-waiting.ts';

/** What an import brings is compared little by little; `songhua identity link` does it all at once. */
const mostAtOnce = 500;

/** Compares registrations that came in large numbers, or that nobody could be told of. */
export const compareWaiting: Job = {
  name: 'identity.compare-waiting',
  title: { zh: '比对待比对的居民登记', en: 'Compare registrations that wait for it' },
  everyMs: 5_000,
  run: async (tx, means) => {
    await linkWaiting(tx, mostAtOnce, means);
  },
};
