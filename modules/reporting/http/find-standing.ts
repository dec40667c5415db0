import type { Tx } from '@songhua/kernel';
import type { CardFields } from '../contract.ts';
import { isSameIllness } from '../domain/decide-capture.ts';
import { sees } from '../domain/decide-sight.ts';
import { whySimilar } from '../domain/find-similar.ts';
import { diseaseOf } from '../domain/notifiable-list.ts';
import { cardsLike, type StoredCard } from '../store/cards.ts';
import type { View } from './load-sight.ts';

const gone: readonly string[] = ['dismissed', 'duplicate', 'deleted'];
/** Cards of one name and disease that are looked at. */
const mostLike = 50;

/** The card that tells of this illness of this person already, among those that one sees; a draft that waits stands before all others. */
export async function findStanding(tx: Tx, view: View, fields: CardFields): Promise<StoredCard | null> {
  const { patient, subtype } = fields;
  const disease = diseaseOf(fields.disease);
  if (!disease) return null;
  const found = new Date(fields.diagnosed);
  const like = await cardsLike(tx, { ...fields, patients: patient ? [patient] : [] }, mostLike);
  const same = like.filter(
    (card) =>
      !gone.includes(card.state) &&
      sees(view.sight, card) &&
      whySimilar(fields, card.fields).length > 0 &&
      isSameIllness(disease, { diagnosed: new Date(card.fields.diagnosed), subtype: card.fields.subtype }, { found, subtype }),
  );
  return same.find(({ state }) => state === 'draft') ?? same[0] ?? null;
}
