import type { CardState, CaseKind } from '../contract.ts';
import type { Match } from './match-rule.ts';
import { type Disease, mayBeOne } from './notifiable-list.ts';

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

/** Whether a card is of the same illness: of one for life every earlier card is, of one with subtypes that stand apart those of that one. */
export function isSameIllness(
  disease: Disease,
  card: Pick<Standing, 'diagnosed' | 'subtype'>,
  { found, subtype }: Pick<Match, 'found' | 'subtype'>,
): boolean {
  const { episodeDays } = disease;
  const isNear = episodeDays === null || Math.abs(found.getTime() - card.diagnosed.getTime()) <= episodeDays * day;
  return isNear && mayBeOne(disease, card.subtype, subtype);
}

/** States that a card of the same illness may have; what was deleted or is a duplicate is none. */
const told: readonly CardState[] = ['reported', 'returned', 'checked', 'approved'];
const counts: readonly CardState[] = ['draft', ...told, 'dismissed'];

/**
 * Whether a card stands for an illness as seen from an institution: its own drafts and what its people dismissed (not what a rule withdrew),
 * and what anybody has reported. What another institution has yet to report, or dismissed, relieves nobody.
 */
const isFor = (institution: string | null, { institution: its, state, touched }: Standing): boolean =>
  counts.includes(state) && (state !== 'dismissed' || touched) && (its === institution || told.includes(state));

/** The institution's own first, and what stands before what was dismissed. */
const rankOf = (card: Standing, institution: string | null): number =>
  (card.institution === institution ? 2 : 0) + (card.state === 'dismissed' ? 0 : 1);

/**
 * What a match found at `institution` does, given every card of that person and disease. A person's decision stands: a dismissed draft of the illness is not
 * prepared again, a classification that a person has set is not changed, a card somebody has touched is not withdrawn.
 */
export function decideCapture(
  match: Match,
  disease: Disease,
  cards: readonly Standing[],
  { oldest, institution }: { readonly oldest: Date; readonly institution: string | null },
): Captured {
  const own = cards.find(({ sources }) => sources.includes(match.source));
  if (match.isVoid) {
    const alone = own?.state === 'draft' && !own.touched && own.sources.every((one) => one === match.source);
    return own && alone ? { do: 'withdraw', card: own } : { do: 'nothing' };
  }
  const same = cards.filter((one) => isFor(institution, one) && isSameIllness(disease, one, match));
  const near = [...same].sort((one, other) => rankOf(other, institution) - rankOf(one, institution));
  const card = own && isFor(own.institution, own) ? own : near[0];
  if (!card) return match.found < oldest ? { do: 'nothing' } : { do: 'prepare' };
  const mayRaise = card.state === 'draft' && card.classifiedBy === 'rule' && card.institution === institution;
  const isMore = ranks.indexOf(match.kind) > ranks.indexOf(card.kind ?? 'positive');
  const subtype = card.subtype ?? match.subtype;
  if (!mayRaise || (!isMore && subtype === card.subtype)) return { do: 'join', card, raise: null };
  return {
    do: 'join',
    card,
    raise: { kind: isMore ? match.kind : (card.kind ?? match.kind), subtype: isMore ? (match.subtype ?? subtype) : subtype },
  };
}
