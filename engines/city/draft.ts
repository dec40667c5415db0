import { apportion } from './apportion.ts';
import type { Site } from './geography.ts';
import type { InstitutionClass, InstitutionKind, KnownInstitution, Level, Ownership } from './institution.ts';
import type { BedSplit } from './split-beds.ts';

/** An institution before it has its beds, staff and name. */
export interface Draft {
  readonly class: InstitutionClass;
  readonly kind: InstitutionKind;
  readonly ownership: Ownership;
  /** Fixed here, or left to its beds. */
  readonly level: Level | null;
  readonly part: string;
  readonly site: Site;
  /** Which of the part's beds it shares in; null when it has none. */
  readonly pool: keyof BedSplit | null;
  /** Size among those that share in the same beds and staff. */
  readonly weight: number;
  /** What its invented name says after the place, e.g. 民营综合医院. */
  readonly label: string;
  readonly known: KnownInstitution | null;
}

/** Deals `count` institutions over places by weight; every place comes out as often as it is dealt. */
export function deal<T>(count: number, places: readonly T[], weightOf: (place: T) => number): readonly T[] {
  if (places.length === 0) return [];
  const dealt = apportion(
    count,
    places.map((place) => ({ weight: weightOf(place) })),
  );
  return dealt.ok ? places.flatMap((place, i) => Array.from({ length: dealt.value[i] ?? 0 }, () => place)) : [];
}

/** Where people live, when no town has a published population: residents' communities are larger than villages. Ours. */
export const crowd = (site: Site): number => 1 + 3 * site.communities + site.villages;
