import type { Tx } from '@songhua/kernel';
import { type CasePlaces, casePlaces } from './store/case-places.ts';
import { type ListedContact, listedContacts } from './store/listed-contacts.ts';

/** What other modules may ask of investigations, in their own transaction. */

/** Contacts that came onto the list of an investigation at or after a moment, the oldest first: when and by whom, without anybody's name. */
export const contactsListed = (
  tx: Tx,
  asked: { readonly outbreak: string; readonly since: Date; readonly limit: number },
): Promise<readonly ListedContact[]> => listedContacts(tx, asked.outbreak, asked.since, asked.limit);

/** How many cases of the line lists of an event live in which county and town; excluded ones are no cases. */
export const casesOfEvent = (tx: Tx, event: string): Promise<CasePlaces> => casePlaces(tx, event);
