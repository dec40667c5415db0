import { type Actor, may } from '@songhua/kernel';
import type { Standing } from './move-card.ts';

/** An area as far as sight needs it. */
export interface AreaPlace {
  readonly code: string;
  readonly parent: string | null;
  readonly level: string;
}

/** The county of what stands in an area; null: in none, as what stands directly under the city. */
export const countyAt = (areas: readonly AreaPlace[], code: string | undefined): string | null =>
  code === undefined || areas.some((area) => area.code === code && area.parent === null) ? null : code;

/** Who asks, as far as it decides which cards they see. */
export interface Asker {
  readonly id: string;
  /** Looks after reports: disease control, and backends. */
  readonly reviews: boolean;
  /** Reaches records of HIV and sexually transmitted infections of those whom the institution treats (access/policy). */
  readonly seesSensitive: boolean;
  readonly institution?: string | undefined;
  readonly area?: string | undefined;
}

/** Which cards somebody sees; carried out by the store in every statement. */
export type Sight =
  | { readonly of: 'nothing' }
  | { readonly of: 'institution'; readonly institution: string; readonly author: string; readonly sensitive: boolean }
  | { readonly of: 'counties'; readonly codes: readonly string[] }
  | { readonly of: 'city' };

/** The counties, zones and urban areas of an area, itself among them: where institutions stand. */
export function countiesIn(areas: readonly AreaPlace[], code: string): readonly string[] {
  const inside = new Set([code]);
  for (const area of areas) if (area.level !== 'town' && area.parent !== null && inside.has(area.parent)) inside.add(area.code);
  return [...inside];
}

/** Accounts without an area, and those of an area that lies in no other, look after all. */
export function decideSight(asker: Asker, areas: readonly AreaPlace[]): Sight {
  const { id, reviews, seesSensitive, institution, area } = asker;
  if (reviews) {
    if (area === undefined || areas.some(({ code, parent }) => code === area && parent === null)) return { of: 'city' };
    return { of: 'counties', codes: countiesIn(areas, area) };
  }
  return institution === undefined ? { of: 'nothing' } : { of: 'institution', institution, author: id, sensitive: seesSensitive };
}

/** Which cards an account sees, given the areas of the city. */
export const sightOf = (actor: Actor, areas: readonly AreaPlace[]): Sight => {
  const { id, institution, area, roles } = actor;
  const seesSensitive = roles.includes('doctor') || roles.includes('nurse');
  return decideSight({ id, reviews: may(actor, 'reporting.review'), seesSensitive, institution, area }, areas);
};

/** What a rule has prepared and nobody has taken on is written by `rule/<id>`. */
export const rulesAuthor = 'rule/';
export const isRules = (author: string): boolean => author.startsWith(rulesAuthor);

interface Placed {
  readonly state: string;
  readonly sensitive: boolean;
  readonly author: string;
  readonly institution: string | null;
  readonly reportCounty: string | null;
  readonly homeCounty: string | null;
}

/** What disease control is not told of: what was not reported, and what an institution dismissed. */
export const unreported: readonly string[] = ['draft', 'dismissed'];

/**
 * Of HIV and sexually transmitted infections some see what they wrote themselves and, so that somebody completes it, what a rule has prepared
 * and nobody has taken on.
 */
const isOwn = (author: string, card: Placed): boolean =>
  card.author === author || (card.state === 'draft' && isRules(card.author));

/** What a card rests on is shown to the institution that found it, and to disease control. */
export const isShown = (sight: Sight, { institution }: { readonly institution: string | null }): boolean =>
  sight.of !== 'institution' || institution === sight.institution;

/** Whether a sight leads to a card. The store's statements say the same of many. */
export function sees(sight: Sight, card: Placed): boolean {
  if (sight.of === 'nothing') return false;
  if (sight.of === 'institution')
    return card.institution === sight.institution && (!card.sensitive || sight.sensitive || isOwn(sight.author, card));
  if (unreported.includes(card.state)) return false;
  if (sight.of === 'city') return true;
  return [card.reportCounty, card.homeCounty].some((code) => code !== null && sight.codes.includes(code));
}

/**
 * As what somebody deals with a card that they see; null: they only see it, as the county where somebody lives does with what another
 * county's institution reported. The city stands in for a county that is silent past its clock, and for one that is not there.
 */
export function standingTo(sight: Sight, card: Placed & { readonly reviewBy: Date | null }, now: Date): Standing | null {
  if (!sees(sight, card)) return null;
  if (sight.of === 'institution') return 'institution';
  if (sight.of === 'city') {
    const isSilent = card.reviewBy !== null && card.reviewBy < now;
    return card.reportCounty === null || isSilent ? 'city-for-county' : 'city';
  }
  if (sight.of !== 'counties') return null;
  return sight.codes.includes(card.reportCounty ?? card.homeCounty ?? '') ? 'county' : null;
}
