import { apportion, wishes } from './apportion.ts';
import type { Equipped } from './assign-services.ts';
import type { SummedMeasure } from './institution.ts';
import { isBase, isTcmHospital } from './measures.ts';
import type { Random } from './random.ts';
import { around } from './random.ts';
import type { Result } from './result.ts';
import { infeasible, ok } from './result.ts';
import type { StaffGroup, StaffSplit } from './split-staff.ts';
import { staffGroups } from './split-staff.ts';
import type { TotalTable } from './totals.ts';

export interface Staffed extends Equipped {
  readonly counts: Readonly<Record<SummedMeasure, number>>;
}

/** About how many an institution would have: [per bed, besides] for each group. Ours; only sums are published. */
const perBed: Record<StaffGroup, number> = { doctors: 0.28, nurses: 0.42, pharmacists: 0.03, technicians: 0.09, others: 0.18 };
const besides: Readonly<Record<string, Record<StaffGroup, number>>> = {
  'township-health-centre': { doctors: 8, nurses: 6, pharmacists: 1, technicians: 3, others: 4 },
  'community-health-centre': { doctors: 10, nurses: 9, pharmacists: 1.5, technicians: 3, others: 3 },
  'community-health-station': { doctors: 1.6, nurses: 1.6, pharmacists: 0.2, technicians: 0.1, others: 0.2 },
  'village-clinic': { doctors: 0.25, nurses: 0.08, pharmacists: 0, technicians: 0.01, others: 1.1 },
  'outpatient-department': { doctors: 3, nurses: 3, pharmacists: 0.4, technicians: 0.6, others: 1 },
  clinic: { doctors: 1.3, nurses: 1.1, pharmacists: 0.08, technicians: 0.05, others: 0.2 },
};
const smallOffice: Record<StaffGroup, number> = { doctors: 2, nurses: 2, pharmacists: 0.2, technicians: 3, others: 2 };

/** The one person a small office cannot do without: a doctor, in a village clinic the village doctor (not technical staff). */
const needs: Readonly<Record<string, StaffGroup>> = {
  clinic: 'doctors',
  'outpatient-department': 'doctors',
  'community-health-station': 'doctors',
  'village-clinic': 'others',
};

function weightOf(d: Equipped, group: StaffGroup): number {
  if (d.class === 'public-health') return d.known ? d.weight : Math.max(0.3, d.weight);
  const base =
    besides[d.kind] ?? (d.class === 'other' ? smallOffice : { doctors: 2, nurses: 2, pharmacists: 1, technicians: 1, others: 2 });
  // A tertiary bed is staffed more densely than a nursing-home bed.
  const dense = d.level.startsWith('3') ? 1.25 : d.kind === 'nursing-hospital' ? 0.5 : d.ownership === 'private' ? 0.8 : 1;
  return base[group] + perBed[group] * d.beds * dense;
}

/** Where general practitioners and TCM doctors work, relative to the doctors there. */
function gpWeight(d: Equipped): number {
  if (d.class === 'hospital') return 0.02;
  return d.class === 'primary' ? (d.pool === 'primary' ? 0.5 : 0.2) : 0.01;
}
function tcmWeight(d: Equipped): number {
  if (isTcmHospital(d)) return 0.6;
  return d.services.some((s) => s.code !== 'geriatrics' && s.offered) ? 0.15 : d.class === 'public-health' ? 0.01 : 0.08;
}
function laboratoryWeight(d: Equipped): number {
  if (d.kind === 'cdc' || d.kind === 'medical-laboratory' || d.kind === 'blood-station') return 8;
  if (d.class !== 'hospital') return 0.01;
  return d.level.startsWith('3') ? 12 : d.level.startsWith('2') ? 4 : 0.3;
}

/** Hands out every staff column of every part, general practitioners and TCM doctors among the doctors, and the P2 laboratories. */
export function assignStaff(
  drafts: readonly Equipped[],
  totals: TotalTable,
  staff: ReadonlyMap<string, StaffSplit>,
  random: Random,
): Result<Staffed[]> {
  const counts = new Map<Equipped, Record<StaffGroup | 'general-practitioners' | 'tcm-doctors' | 'p2-laboratories', number>>();
  const countsOf = (d: Equipped) => {
    const found = counts.get(d) ?? {
      doctors: 0,
      nurses: 0,
      pharmacists: 0,
      technicians: 0,
      others: 0,
      'general-practitioners': 0,
      'tcm-doctors': 0,
      'p2-laboratories': 0,
    };
    counts.set(d, found);
    return found;
  };
  const jitter = new Map(drafts.map((d) => [d, around(random, 0.12)]));
  for (const [part, split] of staff) {
    const here = drafts.filter((d) => d.part === part);
    for (const [side, members] of [
      [split.publicHealth, here.filter((d) => d.class === 'public-health')],
      [split.elsewhere, here.filter((d) => d.class !== 'public-health')],
    ] as const) {
      for (const group of staffGroups) {
        const lows = wishes(
          side[group],
          members.map((d) => (needs[d.kind] === group ? 1 : 0)),
        );
        const shares = members.map((d, i) => ({ weight: weightOf(d, group) * (jitter.get(d) ?? 1), low: lows[i] ?? 0 }));
        const given = apportion(side[group], shares);
        if (!given.ok) return infeasible('city.staff-without-institution', { part, group, staff: side[group] });
        members.forEach((d, i) => {
          countsOf(d)[group] = given.value[i] ?? 0;
        });
      }
    }
    for (const [measure, weigh] of [
      ['general-practitioners', gpWeight],
      ['tcm-doctors', tcmWeight],
    ] as const) {
      // A centre or station has one of each as far as there are enough: the plan asks for both there.
      const lows = wishes(
        totals.of(part, measure),
        here.map((d) => (isBase(d) ? Math.min(1, countsOf(d).doctors) : 0)),
      );
      const shares = here.map((d, i) => ({
        weight: weigh(d) * countsOf(d).doctors,
        low: lows[i] ?? 0,
        high: countsOf(d).doctors,
      }));
      const given = apportion(totals.of(part, measure), shares);
      if (!given.ok) return infeasible('city.more-than-all-doctors', { part, measure, value: totals.of(part, measure) });
      here.forEach((d, i) => {
        countsOf(d)[measure] = given.value[i] ?? 0;
      });
    }
  }
  const laboratories = apportion(
    totals.of(totals.city, 'p2-laboratories'),
    drafts.map((d) => ({ weight: laboratoryWeight(d) })),
  );
  if (!laboratories.ok) return laboratories;
  drafts.forEach((d, i) => {
    countsOf(d)['p2-laboratories'] = laboratories.value[i] ?? 0;
  });
  return ok(
    drafts.map((d) => {
      const { technicians, others, ...kept } = countsOf(d);
      const technical = kept.doctors + kept.nurses + kept.pharmacists + technicians;
      return { ...d, counts: { ...kept, 'beds-total': d.beds, 'staff-technical': technical, 'staff-total': technical + others } };
    }),
  );
}
