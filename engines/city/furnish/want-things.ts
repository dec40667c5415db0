import { isLevelTwoUp, isTcmHospital } from '../measures.ts';
import type { Random } from '../random.ts';
import { around } from '../random.ts';
import type { Area } from '../totals.ts';
import type { Designation, EquipmentType } from '../vocabulary.ts';
import type { District } from './districts.ts';
import { spread } from './spread.ts';
import type { Wants } from './wants.ts';
import { isPublic } from './wants.ts';

const beds = (w: Wants): number => w.counts['beds-total'];

/** A whole number of observation beds near 2.5 % of the beds, as the plan asks of emergency departments. */
const observation = (n: number): number => Math.round(n * 0.025);

/** Of all beds of the institutions so designated a share is of a kind. */
function wantShare(
  all: readonly Wants[],
  code: Designation,
  share: number,
  field: 'icuBeds' | 'convertibleBeds' | 'monitoredBeds',
  limit: (w: Wants) => number,
): void {
  const sharers = all.filter((w) => w.designations.has(code));
  const total = sharers.reduce((sum, w) => sum + beds(w), 0) * share;
  for (const [w, n] of spread(total, sharers, beds, limit)) w[field] = Math.max(w[field], n);
}

/** How the beds of each institution are used. */
export function wantBeds(wants: ReadonlyMap<string, Wants>, districts: readonly District[], random: Random): void {
  const all = [...wants.values()];
  for (const w of all) {
    const n = beds(w);
    const { institution: i } = w;
    if (w.departments.has('critical-care')) w.icuBeds = Math.round(n * 0.04);
    if (isLevelTwoUp(i) && i.class === 'hospital') w.monitoredBeds = Math.round(n * 0.03);
    if (w.departments.has('critical-care')) w.convertibleBeds = Math.round(n * 0.05);
    if (isLevelTwoUp(i) && (i.kind === 'general-hospital' || isTcmHospital(i))) w.observationBeds = Math.max(1, observation(n));
    w.occupancy = 0.86 * around(random, 0.08);
    w.stay = 7.9 * around(random, 0.1);
  }
  wantShare(all, 'designated-hospital', 0.11, 'icuBeds', (w) => beds(w) * 0.5);
  wantShare(all, 'designated-hospital', 0.115, 'convertibleBeds', (w) => beds(w) * 0.4);
  wantShare(all, 'sub-designated-hospital', 0.12, 'monitoredBeds', (w) => beds(w) * 0.5);
  for (const { code, part, lead } of districts) {
    const found = lead && wants.get(lead.id);
    // A county opens at least 80 beds, which does for every size; a district of the urban area, beside the city's own, 25.
    if (found) found.openableBeds = Math.min(part === code ? 90 : 25, beds(found) - found.icuBeds);
  }
  for (const w of all) {
    if (w.fields.includes('infectious-diseases') || w.fields.includes('tuberculosis')) w.openableBeds = Math.floor(beds(w) * 0.4);
  }
}

type Fleet = Readonly<Partial<Record<EquipmentType, number>>>;

function ownEquipment({ institution: i, fields, counts: c }: Wants): Fleet {
  if (i.kind === 'emergency-centre') return { ambulance: 64, 'negative-pressure-ambulance': 8 };
  if (i.kind === 'imaging-centre') return { ct: 1, mri: 1 };
  if (i.kind === 'township-health-centre') return { ambulance: 1 };
  if (i.class !== 'hospital') return {};
  if (i.level.startsWith('3') && i.kind === 'general-hospital') {
    const large = c['beds-total'] > 1450;
    return {
      ct: large ? 4 : 3,
      mri: large ? 3 : 2,
      dsa: 2,
      'linear-accelerator': 1,
      ecmo: 1,
      ambulance: 4,
      'negative-pressure-ambulance': 1,
      ...(large && { 'pet-ct': 1, 'surgical-robot': 1 }),
    };
  }
  if (i.level.startsWith('3')) return { ct: 2, mri: 1, dsa: 1, ambulance: 2 };
  if (fields.includes('oncology') && isPublic(i)) return { ct: 2, mri: 1, 'linear-accelerator': 2 };
  if (isLevelTwoUp(i)) return { ct: 1, ...(c['beds-total'] >= 300 && { mri: 1, dsa: 1 }), ambulance: 1 };
  return c['beds-total'] >= 50 && i.kind === 'general-hospital' ? { ct: 1 } : {};
}

/** Large equipment, ambulances and their stations, teams. */
export function wantThings(wants: ReadonlyMap<string, Wants>, districts: readonly District[], areas: readonly Area[]): void {
  for (const w of wants.values()) Object.assign(w.equipment, ownEquipment(w));
  const centre = [...wants.values()].find((w) => w.institution.kind === 'emergency-centre');
  if (centre) centre.teams['rapid-response'] = 2;
  for (const { code, part, lead } of districts) {
    const own = lead && wants.get(lead.id);
    if (!own) continue;
    const towns = areas
      .filter((a) => a.parent === code)
      .sort((a, b) => Number(b.type === 'street') - Number(a.type === 'street') || (a.code < b.code ? -1 : 1))
      .map((a) => a.code);
    own.teams['integrated-emergency'] = 1;
    // The city's emergency centre keeps the stations of the urban area, a county's leading hospital those of the county.
    const keeper = part === code || !centre ? own : centre;
    const places = part === code ? 3 : 6;
    for (const town of towns.slice(0, places)) keeper.stations.push({ area: code, town });
    if (towns.length === 0) keeper.stations.push({ area: code, town: null });
    own.equipment.ambulance = part === code ? 12 : 2;
    own.equipment['negative-pressure-ambulance'] = part === code ? 2 : 1;
  }
}
