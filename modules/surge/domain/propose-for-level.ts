import type { FacilityKind, SurgeKind } from '../contract.ts';
import { type CareOf, checkProtected, isProtected } from './check-protected.ts';
import type { Convertible } from './order-conversion.ts';

export interface Response {
  readonly level: 'I' | 'II' | 'III' | 'IV';
  readonly kind: string;
  /** Area of the event. */
  readonly area: string;
}

export interface LevelWard extends Convertible {
  readonly facility: FacilityKind;
  readonly area: string;
  readonly quick: boolean;
}

/** Kinds of events that fill infection beds. */
const infectious = new Set(['infectious', 'unexplained']);

/**
 * What a response of a level asks for, a proposal of this project (the plan names no conversions by level): IV, what opens quickly in the
 * event's own county; III, besides, infection beds of the designated hospitals; II, besides, their intensive care, and all that opens
 * quickly; I, everything that converts.
 */
function asks({ level, area }: Response, ward: LevelWard): boolean {
  if (level === 'I') return true;
  const near = ward.area === area.slice(0, 6);
  if (ward.quick && (near || level === 'II')) return true;
  if (level === 'IV' || ward.facility !== 'designated') return false;
  return level === 'II' || ward.to === 'infection';
}

/** Wards whose conversion is proposed, each into what; those whose care is needed are left alone. */
export function proposeForLevel(
  response: Response,
  wards: readonly LevelWard[],
  care: CareOf,
): { readonly ward: LevelWard; readonly to: SurgeKind }[] {
  if (!infectious.has(response.kind)) return [];
  const left = new Map(care);
  return wards.flatMap((ward) => {
    if (
      ward.to === null ||
      ward.now === ward.to ||
      !asks(response, ward) ||
      !checkProtected(left, { kind: ward.now, beds: ward.beds }).ok
    )
      return [];
    const group = isProtected(ward.now) ? left.get(ward.now) : undefined;
    if (isProtected(ward.now) && group) left.set(ward.now, { ...group, there: group.there - ward.beds });
    return { ward, to: ward.to };
  });
}
