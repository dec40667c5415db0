import type { BedKind, FacilityKind, ProtectedKind, SurgeKind, WardDraft } from '../contract.ts';
import { isProtected } from './check-protected.ts';
import { usualSteps } from './plan-steps.ts';

/** What is looked at of a bed of the registry. */
export interface ListedBed {
  readonly class: string;
  readonly department: string | null;
  readonly convertible: boolean;
  readonly openable: boolean;
  readonly ward: { readonly id: string; readonly name: string } | null;
}

/** As what a hospital stands ready, by its designations and beds; null: it does not. */
export function facilityOf(designations: readonly string[], beds: readonly ListedBed[]): FacilityKind | null {
  if (designations.includes('designated-hospital')) return 'designated';
  if (designations.includes('sub-designated-hospital')) return 'sub-designated';
  return beds.some(({ openable }) => openable) ? 'county' : null;
}

const kinds: Readonly<Record<string, BedKind>> = {
  icu: 'icu',
  monitored: 'monitored',
  infectious: 'infection',
  obstetric: 'obstetric',
};
const kindOf = ({ class: of, department }: ListedBed): BedKind =>
  kinds[of] ?? (department === 'oncology' ? 'cancer' : department === 'neonatology' ? 'newborn' : 'general');

/** General wards that make room for infectious patients in a hospital that stands ready. */
const makesRoom = new Set(['internal-medicine', 'tcm', 'geriatrics', 'rehabilitation']);

function becomes(facility: FacilityKind, bed: ListedBed): SurgeKind | null {
  const kind = kindOf(bed);
  if (bed.convertible) return 'icu';
  if (kind === 'general' && facility !== 'county' && makesRoom.has(bed.department ?? '')) return 'infection';
  if (bed.openable && kind !== 'infection') return 'infection';
  return null;
}

/** Of the beds of a group, so many its patients need at one time: an assumption, marked as synthetic where it is used. */
const neededShare = 0.75;

interface Drafted {
  readonly wards: (Pick<WardDraft, 'name' | 'kind' | 'beds' | 'to' | 'quick' | 'location'> & {
    readonly steps: ReturnType<typeof usualSteps>;
  })[];
  readonly points: { readonly group: ProtectedKind; readonly patients: number; readonly needed: number }[];
}

/**
 * Wards of a hospital from its beds in the registry: beds of one ward that are alike belong together, beds for observation are none. Of a county
 * hospital only what an outbreak asks for is drafted. What care of a group needs is assumed.
 */
export function draftWards(facility: FacilityKind, beds: readonly ListedBed[]): Drafted {
  const asked = beds.filter(
    (bed) => bed.class !== 'observation' && (facility !== 'county' || bed.openable || bed.convertible || bed.class === 'icu'),
  );
  const alike = Map.groupBy(asked, (bed) => {
    const { ward, openable } = bed;
    return JSON.stringify([ward?.id ?? '', kindOf(bed), becomes(facility, bed), openable]);
  });
  const names = new Set<string>();
  const wards = [...alike.values()].flatMap((group) => {
    const [first] = group;
    if (!first) return [];
    const [kind, to] = [kindOf(first), becomes(facility, first)];
    const base = first.ward?.name ?? '未分病区';
    let name = base;
    for (let part = 2; names.has(name); part += 1) name = `${base}（${part}）`;
    names.add(name);
    const location = name === base ? (first.ward?.id ?? null) : null;
    const steps = to === null ? [] : usualSteps(kind, to, group.length, first.openable);
    return { name, kind, beds: group.length, to, quick: first.openable, location, steps };
  });
  const groups = Map.groupBy(wards, ({ kind }) => kind);
  const points = [...groups].flatMap(([group, mine]) => {
    if (!isProtected(group)) return [];
    const needed = Math.round(neededShare * mine.reduce((sum, ward) => sum + ward.beds, 0));
    return { group, needed, patients: needed };
  });
  return { wards, points };
}
