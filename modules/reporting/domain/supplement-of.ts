import type { CardFields, Supplement } from '../contract.ts';
import list from './supplements.json' with { type: 'json' };

const supplements = list.supplements as readonly (Omit<Supplement, 'verified'> & { readonly diseases: readonly string[] })[];

/** What cards of a disease are asked beside (附卡), as far as known; `verified` is that of the whole list. */
export const supplementsOf = (disease: string): readonly Supplement[] =>
  supplements
    .filter(({ diseases }) => diseases.includes(disease))
    .map(({ diseases: _, ...one }) => ({ ...one, verified: list.verified }));

/** Those that a card is asked by its subtype, too. */
export const supplementsFor = ({ disease, subtype }: Pick<CardFields, 'disease' | 'subtype'>): readonly Supplement[] =>
  supplementsOf(disease).filter(({ subtypes }) => !subtypes || (subtype !== null && subtypes.includes(subtype)));
