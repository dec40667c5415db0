import { assignBeds } from './assign-beds.ts';
import { assignServices } from './assign-services.ts';
import { assignStaff } from './assign-staff.ts';
import { draftHospitals } from './draft-hospitals.ts';
import { draftOthers } from './draft-others.ts';
import { draftPrimary } from './draft-primary.ts';
import { readGeography } from './geography.ts';
import type { Institution, KnownInstitution } from './institution.ts';
import { nameInstitutions } from './name-institutions.ts';
import { seededRandom } from './random.ts';
import type { Result } from './result.ts';
import { ok } from './result.ts';
import { splitBeds } from './split-beds.ts';
import { splitStaff } from './split-staff.ts';
import type { Area, Total } from './totals.ts';
import { readTotals } from './totals.ts';

export interface CityInput {
  readonly areas: readonly Area[];
  /** The published figures; every one of them holds exactly in what is generated. */
  readonly totals: readonly Total[];
  /** What the plan itself says of single institutions. */
  readonly known?: readonly KnownInstitution[];
  readonly seed: string | number;
}

/**
 * Invents a city's institutions whose sums are the published totals, to the last bed and nurse: numbers by class,
 * each part's bed and staff columns, the city's staff and technical staff, ratios and shares as printed. The same
 * seed gives the same institutions on every machine. Refuses with the constraint that cannot hold.
 */
export function generateInstitutions({ areas, totals, known = [], seed }: CityInput): Result<readonly Institution[]> {
  const table = readTotals(areas, totals);
  if (!table.ok) return table;
  const geography = readGeography(areas);
  // Each step has its own stream: a change in one leaves the draws of the others as they were.
  const stream = (step: string) => seededRandom(`${seed}/${step}`);
  const beds = splitBeds(table.value, stream('beds'));
  if (!beds.ok) return beds;
  const staff = splitStaff(table.value);
  if (!staff.ok) return staff;
  const hospitals = draftHospitals(table.value, beds.value, geography, known, stream('hospitals'));
  if (!hospitals.ok) return hospitals;
  const primary = draftPrimary(table.value, beds.value, geography, stream('primary'));
  if (!primary.ok) return primary;
  const others = draftOthers(table.value, beds.value, geography, known, stream('others'));
  if (!others.ok) return others;
  const bedded = assignBeds([...hospitals.value, ...primary.value, ...others.value], beds.value);
  if (!bedded.ok) return bedded;
  const equipped = assignServices(bedded.value, table.value, stream('services'));
  if (!equipped.ok) return equipped;
  const staffed = assignStaff(equipped.value, table.value, staff.value, stream('staff'));
  if (!staffed.ok) return staffed;
  return ok(nameInstitutions(staffed.value, geography.nameOf));
}
