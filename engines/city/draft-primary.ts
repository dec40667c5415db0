import { apportion } from './apportion.ts';
import { closestCount } from './closest-count.ts';
import type { Draft } from './draft.ts';
import { crowd, deal } from './draft.ts';
import type { Geography, Site } from './geography.ts';
import type { InstitutionKind, Ownership } from './institution.ts';
import type { Random } from './random.ts';
import { around } from './random.ts';
import type { Result } from './result.ts';
import { infeasible, ok } from './result.ts';
import type { BedSplit } from './split-beds.ts';
import type { TotalTable } from './totals.ts';

interface Place {
  readonly part: string;
  readonly site: Site;
}

const isRural = (site: Site): boolean => site.type === 'town' || site.type === 'township';
const isUrban = (site: Site): boolean => site.type === 'street';

/**
 * Where the township health centres (one in each 镇/乡) and the community health centres (one in each 街道, larger
 * first) stand: as many as reproduce the published share of those with a 中医馆, closest to one per place.
 */
function centres(totals: TotalTable, beds: ReadonlyMap<string, BedSplit>, places: readonly Place[]): Result<Place[]> {
  const bySize = (a: Place, b: Place): number => b.site.communities - a.site.communities;
  const candidates = [...places.filter((p) => isRural(p.site)), ...places.filter((p) => isUrban(p.site)).sort(bySize)];
  const needed = totals.parts.filter((part) => (beds.get(part)?.primary ?? 0) > 0);
  const first = needed.flatMap((part) => candidates.find((p) => p.part === part) ?? []);
  if (first.length < needed.length)
    return infeasible('city.no-place-for-a-centre', { parts: needed.length, places: first.length });
  const order = [...new Set([...first, ...candidates])];
  const published = totals.of(totals.city, 'primary-institutions');
  const limits = { low: needed.length, high: published };
  const share = totals.find(totals.city, 'tcm-clinic-share');
  const count = share
    ? closestCount(share.value, share.decimals ?? 2, order.length, limits)?.whole
    : Math.min(order.length, published);
  if (count === undefined || count < needed.length) {
    return infeasible('city.too-few-primary-institutions', { published, needed: needed.length, share: share?.value ?? '' });
  }
  return ok(Array.from({ length: count }, (_, i) => order[i % order.length]).filter((p) => p !== undefined));
}

/** The primary institutions: centres, then village clinics (one to a village), stations, outpatient departments and clinics. */
export function draftPrimary(
  totals: TotalTable,
  beds: ReadonlyMap<string, BedSplit>,
  geography: Geography,
  random: Random,
): Result<Draft[]> {
  const places = totals.parts.flatMap((part) => geography.sites(part).map((site) => ({ part, site })));
  const chosen = centres(totals, beds, places);
  if (!chosen.ok) return chosen;
  const drafts: Draft[] = [];
  const add = ({ part, site }: Place, kind: InstitutionKind, ownership: Ownership, label: string, weight: number): void => {
    const pool = kind === 'township-health-centre' || kind === 'community-health-centre' ? 'primary' : null;
    drafts.push({ class: 'primary', kind, ownership, level: 'none', part, site, pool, weight, label, known: null });
  };
  for (const place of chosen.value) {
    const size = around(random, 0.4) * (1 + crowd(place.site) / 40);
    if (isRural(place.site)) add(place, 'township-health-centre', 'county', '卫生院', 1.5 * size);
    else add(place, 'community-health-centre', 'county', '社区卫生服务中心', size);
  }
  let left = totals.of(totals.city, 'primary-institutions') - drafts.length;
  const take = (wanted: number): number => {
    const taken = Math.min(left, Math.max(0, Math.round(wanted)));
    left -= taken;
    return taken;
  };
  const villages = places.reduce((sum, p) => sum + p.site.villages, 0);
  const communities = places.reduce((sum, p) => sum + p.site.communities, 0);
  const villageClinics = take(villages > 0 ? Math.min(villages, left * 0.6) : left * 0.4);
  const stations = take(Math.min(communities > 0 ? communities / 4 : left * 0.04, left * 0.2));
  const outpatients = take(left * 0.08);
  const clinics = take(left);
  for (const p of deal(villageClinics, places, (p) => p.site.villages))
    add(p, 'village-clinic', 'collective', '村卫生室', around(random, 0.3));
  for (const p of deal(stations, places, (p) => p.site.communities)) {
    add(p, 'community-health-station', 'county', '社区卫生服务站', around(random, 0.3));
  }
  // Private offices follow the people: between the parts by published population, within a part by villages and communities.
  for (const [count, kind, label] of [
    [outpatients, 'outpatient-department', '门诊部'],
    [clinics, 'clinic', '诊所'],
  ] as const) {
    const perPart = apportion(
      count,
      totals.parts.map((part) => ({ weight: totals.find(part, 'population')?.value ?? 1 })),
    );
    if (!perPart.ok) return perPart;
    for (const [i, part] of totals.parts.entries()) {
      const here = places.filter((p) => p.part === part);
      for (const p of deal(perPart.value[i] ?? 0, here, (p) => crowd(p.site)))
        add(p, kind, 'private', label, around(random, 0.3));
    }
  }
  return ok(drafts);
}
