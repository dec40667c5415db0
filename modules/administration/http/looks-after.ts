import type { People } from '@songhua/kernel';

/* Why these pages tell of residents to whom nobody among them needs be anything. */

export const looksAfterAccounts: People = { oversight: 'residents have accounts, and somebody looks after all accounts' };
export const looksAfterAccesses: People = { oversight: 'who looked at whom is judged by somebody who had no part in it' };
export const looksAfterEvents: People = { oversight: 'what could not be handled names what it was about, whatever that is' };
