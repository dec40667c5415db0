import type { CardState, CaseKind } from '../contract.ts';
import type { Match } from './match-rule.ts';
import type { Disease } from './notifiable-list.ts';

/** A card of the same person and disease, as far as it decides what a match does. */
export interface Standing {
  readonly id: string;
  readonly state: CardState;
  readonly version: number;
  readonly diagnosed: Date;
  readonly kind: CaseKind | null;
  readonly subtype: string | null;
  readonly classifiedBy: 'person' | 'rule';
  readonly institution: string | null;
  /** Sources that speak for it now. */
  readonly sources: readonly string[];
  /** A person has taken a step on it. */
  readonly touched: boolean;
}

export type Captured =
  /** A draft is prepared. */
  | { readonly do: 'prepare' }
  /** It is of an illness that has a card; `kind` and `subtype`: what the draft says from now on, which a rule said before. */
  | {
      readonly do: 'join';
      readonly card: Standing;
      readonly raise: { readonly kind: CaseKind; readonly subtype: string | null } | null;
    }
  /** What the draft rested on has gone: nobody needs to look at it. */
  | { readonly do: 'withdraw'; readonly card: Standing }
  | { readonly do: 'nothing' };

/** How much a kind says; a rule only ever adds to what a rule has said. */
const ranks: readonly CaseKind[] = ['positive', 'carrier', 'suspected', 'clinical', 'confirmed'];
const day = 24 * 3_600_000;

/** Whether a card is of the same illness: of one for life every earlier card is. */
function isSameEpisode({ episodeDays }: Disease, card: Standing, found: Date): boolean {
  return episodeDays === null || Math.abs(found.getTime() - card.diagnosed.getTime()) <= episodeDays * day;
}

/** States that a card of the same illness may have; what was deleted or is a duplicate is none. */
const counts: readonly CardState[] = ['draft', 'reported', 'returned', 'checked', 'approved', 'dismissed'];

/**
 * What a match does, given every card of that person and disease. A person's decision stands: a dismissed draft of the illness is not
 * prepared again, a classification that a person has set is not changed, a card somebody has touched is not withdrawn.
 */
export function decideCapture(match: Match, disease: Disease, cards: readonly Standing[], oldest: Date): Captured {
  const own = cards.find(({ sources }) => sources.includes(match.source));
  if (match.isVoid) {
    const alone = own?.state === 'draft' && !own.touched && own.sources.every((one) => one === match.source);
    return own && alone ? { do: 'withdraw', card: own } : { do: 'nothing' };
  }
  const same = cards.filter((card) => counts.includes(card.state) && isSameEpisode(disease, card, match.found));
  const card = own ?? same.find(({ state }) => state !== 'dismissed') ?? same[0];
  if (!card) return match.found < oldest ? { do: 'nothing' } : { do: 'prepare' };
  const mayRaise = card.state === 'draft' && card.classifiedBy === 'rule';
  const isMore = ranks.indexOf(match.kind) > ranks.indexOf(card.kind ?? 'positive');
  const subtype = card.subtype ?? match.subtype;
  if (!mayRaise || (!isMore && subtype === card.subtype)) return { do: 'join', card, raise: null };
  return {
    do: 'join',
    card,
    raise: { kind: isMore ? match.kind : (card.kind ?? match.kind), subtype: isMore ? (match.subtype ?? subtype) : subtype },
  };
}
