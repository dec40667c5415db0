import { ok, type Result, refuse } from '@songhua/kernel';
import type { CardState, CardStep } from '../contract.ts';
import { stateTitles } from './word-titles.ts';

/**
 * As what somebody deals with a card: of the institution that reports it, of its county's disease control, of the city's, or of the city's
 * where no county reviews: it is silent past its clock, or the institution stands in none.
 */
export type Standing = 'institution' | 'county' | 'city' | 'city-for-county';

/** What may be done with a card, by whom, and what it is then; `same`: it stays what it was. */
type Moves = Partial<Record<CardState, CardState | 'same'>>;

const standing: Moves = { reported: 'same', returned: 'same', checked: 'same', approved: 'same' };
const everywhere = (to: CardState): Moves => ({ reported: to, returned: to, checked: to, approved: to });

/**
 *  (rule, person) --> draft --report--> reported --approve, county--> checked --approve, city--> approved
 *                      |  ^              |    ^                        |                            |
 *          dismiss,    |  `fill          |    `--------- correct, by the institution ---------------'
 *          with reason v                 |    return, with a reason    |
 *                  dismissed             `----------> returned <-------'        returned --report--> reported
 *
 *  reported, returned, checked, approved --merge, disease control--> duplicate   --delete, with a reason--> deleted
 *  Where no county reviews, the city approves what is reported in one step.
 *  Corrections of disease control and the supplement of a death leave the state as it is.
 */
const table: Readonly<Record<Exclude<CardStep, 'prepare' | 'evidence'>, Readonly<Partial<Record<Standing, Moves>>>>> = {
  fill: { institution: { draft: 'same', returned: 'same' } },
  report: { institution: { draft: 'reported', returned: 'reported' } },
  dismiss: { institution: { draft: 'dismissed' } },
  correct: {
    institution: { reported: 'reported', checked: 'reported', approved: 'reported' },
    county: { reported: 'same' },
    city: { reported: 'same', checked: 'same', approved: 'same' },
  },
  death: { institution: standing, county: standing, city: standing },
  approve: {
    county: { reported: 'checked' },
    city: { checked: 'approved' },
    'city-for-county': { reported: 'approved', checked: 'approved' },
  },
  return: { county: { reported: 'returned' }, city: { reported: 'returned', checked: 'returned' } },
  merge: { county: { reported: 'duplicate', returned: 'duplicate' }, city: everywhere('duplicate') },
  delete: { county: { reported: 'deleted', returned: 'deleted' }, city: everywhere('deleted') },
};

export type Step = keyof typeof table;
const steps = Object.keys(table) as readonly Step[];

/** A state in both languages, for refusals. */
export const stateWords = (state: CardState): string => `${stateTitles[state].zh} ${stateTitles[state].en}`;

interface Card {
  readonly state: CardState;
  readonly version: number;
}

/** The state after a step, or why it may not be taken. `seen` is the version that the person decided by: who comes second is told. */
export function moveCard(step: Step, card: Card, as: Standing | null, seen: number): Result<CardState> {
  const moves = as && (table[step][as] ?? (as === 'city-for-county' ? table[step].city : undefined));
  if (!moves) return refuse('reporting.not-yours');
  if (card.version !== seen)
    return refuse('reporting.changed-meanwhile', { version: card.version, state: stateWords(card.state) });
  const to = moves[card.state];
  if (!to) return refuse('reporting.wrong-state', { state: stateWords(card.state) });
  return ok(to === 'same' ? card.state : to);
}

/** The steps that somebody could take now; the same rules, asked beforehand. */
export const possibleSteps = (card: Card, as: Standing | null): readonly Step[] =>
  steps.filter((step) => moveCard(step, card, as, card.version).ok);
