import { ok, type Result, refuse } from '@songhua/kernel';
import type { BedKind, ContinuityGroup, ProtectedKind } from '../contract.ts';
import { protectedKinds } from '../contract.ts';
import { kindTitles } from './word-titles.ts';

export const isProtected = (kind: BedKind): kind is ProtectedKind => (protectedKinds as readonly BedKind[]).includes(kind);

export interface Care {
  /** Null: nobody has said what its patients need. */
  readonly needed: number | null;
  readonly there: number;
}

/** What care of a group there is and what is needed. */
export type CareOf = ReadonlyMap<ProtectedKind, Care>;

/**
 * Care for dialysis, births, newborns and cancer goes on in an outbreak: a ward of it is not converted where its beds are needed, nor where
 * nobody has said how many are.
 */
export function checkProtected(care: CareOf, ward: { readonly kind: BedKind; readonly beds: number }): Result<null> {
  if (!isProtected(ward.kind)) return ok(null);
  const { zh, en } = kindTitles[ward.kind];
  const group = `${zh} / ${en}`;
  const { needed, there } = care.get(ward.kind) ?? { needed: null, there: 0 };
  if (needed === null) return refuse('surge.protected-unknown', { group });
  const left = there - ward.beds;
  return left >= needed ? ok(null) : refuse('surge.protected', { group, left, needed });
}

interface Bedded {
  readonly kind: BedKind;
  readonly now: BedKind;
  readonly beds: number;
  readonly leaving: boolean;
}

/** Beds of each group that are not being converted, beside what its service points need. */
export function countCare(
  wards: readonly Bedded[],
  points: readonly { readonly group: ProtectedKind; readonly needed: number }[],
): CareOf {
  return new Map(
    protectedKinds.map((group) => {
      const mine = points.filter((point) => point.group === group);
      const there = wards.filter(({ now, leaving }) => now === group && !leaving).reduce((sum, { beds }) => sum + beds, 0);
      return [group, { needed: mine.length === 0 ? null : mine.reduce((sum, { needed }) => sum + needed, 0), there }];
    }),
  );
}

export const judgeCare = ({ needed, there }: Care): ContinuityGroup['state'] =>
  needed === null ? 'unknown' : there >= needed ? 'enough' : 'short';
