import { apportion } from './apportion.ts';
import type { Result } from './result.ts';
import { infeasible, ok } from './result.ts';
import type { TotalTable } from './totals.ts';

/** The five ways staff are counted here; together they are the health staff, the first four the technical staff. */
export const staffGroups = ['doctors', 'nurses', 'pharmacists', 'technicians', 'others'] as const;
export type StaffGroup = (typeof staffGroups)[number];
export type StaffCounts = Readonly<Record<StaffGroup, number>>;

/** A part's staff, of which `publicHealth` work in public-health institutions. */
export interface StaffSplit {
  readonly publicHealth: StaffCounts;
  readonly elsewhere: StaffCounts;
}

/** The least and most people whose ratio to `beds` prints as `ratio` (rounded half up at `decimals`). */
export function ratioLimits(beds: number, ratio: number, decimals: number): { readonly low: number; readonly high: number } {
  const scale = 10 ** decimals;
  const twice = 2 * Math.round(ratio * scale);
  return { low: Math.ceil(((twice - 1) * beds) / (2 * scale)), high: Math.ceil(((twice + 1) * beds) / (2 * scale)) - 1 };
}

/** How public-health institutions are staffed when nothing is published: about 30 % doctors, 10 % nurses … Ours. */
const publicHealthMix: Record<StaffGroup, number> = { doctors: 30, nurses: 10, pharmacists: 2, technicians: 28, others: 30 };

const zip = (values: readonly number[]): StaffCounts =>
  Object.fromEntries(staffGroups.map((group, i) => [group, values[i] ?? 0])) as Record<StaffGroup, number>;

const licensed = (totals: TotalTable, area: string): number =>
  totals.of(area, 'doctors') + totals.of(area, 'nurses') + totals.of(area, 'pharmacists');

/** Each part's health staff: together the city's, each reproducing the part's printed bed-to-staff ratio where there is one. */
function staffOfParts(totals: TotalTable): Result<number[]> {
  const shares = totals.parts.map((area) => {
    const beds = totals.of(area, 'beds-total');
    const least = Math.max(licensed(totals, area), totals.of(area, 'staff-public-health'));
    const ratio = totals.find(area, 'bed-staff-ratio');
    if (!ratio) return { area, weight: beds + 1, low: least, high: Number.MAX_SAFE_INTEGER };
    const { low, high } = ratioLimits(beds, ratio.value, ratio.decimals ?? 2);
    return { area, weight: beds * ratio.value, low: Math.max(least, low), high };
  });
  const broken = shares.find((s) => s.low > s.high);
  if (broken) return infeasible('city.staff-ratio-cannot-hold', { area: broken.area, least: broken.low, most: broken.high });
  const staff = apportion(totals.of(totals.city, 'staff-total'), shares);
  return staff.ok ? staff : infeasible('city.staff-ratios-do-not-add-up', staff.error.params);
}

/** Splits each part's staff into groups, inside and outside public-health institutions, so that every published column holds. */
export function splitStaff(totals: TotalTable): Result<ReadonlyMap<string, StaffSplit>> {
  const staff = staffOfParts(totals);
  if (!staff.ok) return staff;
  const least = totals.parts.reduce((sum, area) => sum + licensed(totals, area), 0);
  const technical = totals.of(totals.city, 'staff-technical');
  if (technical < least) return infeasible('city.technical-staff-below-licensed', { technical, licensed: least });
  const technicians = apportion(
    technical - least,
    totals.parts.map((area, i) => ({ weight: licensed(totals, area), high: (staff.value[i] ?? 0) - licensed(totals, area) })),
  );
  if (!technicians.ok) return infeasible('city.technical-staff-above-staff', technicians.error.params);
  const result = new Map<string, StaffSplit>();
  for (const [i, area] of totals.parts.entries()) {
    const tech = technicians.value[i] ?? 0;
    const all = [
      totals.of(area, 'doctors'),
      totals.of(area, 'nurses'),
      totals.of(area, 'pharmacists'),
      tech,
      (staff.value[i] ?? 0) - licensed(totals, area) - tech,
    ];
    const inside = apportion(
      totals.of(area, 'staff-public-health'),
      staffGroups.map((group, g) => ({ weight: publicHealthMix[group], high: all[g] ?? 0 })),
    );
    if (!inside.ok) return infeasible('city.public-health-staff-above-staff', { area, ...inside.error.params });
    result.set(area, { publicHealth: zip(inside.value), elsewhere: zip(all.map((n, g) => n - (inside.value[g] ?? 0))) });
  }
  return ok(result);
}
