import type { People } from '@songhua/kernel';

/* Why registrars are told of residents to whom they need be nothing. */

export const keepsTheRegister: People = {
  oversight:
    'finds out among all who are registered which registrations are one person; lists show numbers, phones and addresses in part',
};
export const findsWhoItIs: People = {
  oversight:
    'tells who registers somebody that they are there already: what the asker reaches, else an id to whoever has number and name in hand',
};
