import type { ResidentRecord } from '../contract.ts';
import { checkAllergies } from './check-allergies.ts';
import { describeHead, listBasics, listRegistrations } from './describe-person.ts';
import type { Stored } from './fhir.ts';
import type { Gathered, Looks } from './gathered.ts';
import { listAllergies } from './list-allergies.ts';
import { listAdmissions, listImmunisations, listProcedures, listProgrammes } from './list-care.ts';
import { listMedicines } from './list-medicines.ts';
import { listProblems } from './list-problems.ts';
import { listResults } from './list-results.ts';
import { type SourceOf, sourcesOf } from './name-source.ts';
import { byLatest, dayOf } from './order-dates.ts';
import { bloodType, raiseFlags } from './raise-flags.ts';
import { spreadObservations } from './spread-observations.ts';
import { tellNews } from './tell-news.ts';
import { versionOf } from './version-record.ts';

/** All resources that were read but the registrations. */
export const everythingIn = (gathered: Gathered): readonly Stored[] => [
  ...gathered.encounters,
  ...gathered.conditions,
  ...gathered.allergies,
  ...gathered.medications,
  ...gathered.observations,
  ...gathered.reports,
  ...gathered.immunizations,
  ...gathered.procedures,
  ...gathered.episodes,
  ...gathered.documents,
  ...gathered.bills,
];

/** Whose records these are: institutions by how many resources they told. */
function countInstitutions(gathered: Gathered, sourceOf: SourceOf): ResidentRecord['institutions'] {
  const counted = new Map<string, ResidentRecord['institutions'][number]>();
  for (const resource of [...gathered.patients, ...everythingIn(gathered)]) {
    const { institution, at } = sourceOf(resource);
    const key = institution.id ?? institution.name;
    const before = counted.get(key) ?? { ...institution, resources: 0, latest: null };
    counted.set(key, {
      ...before,
      resources: before.resources + 1,
      latest: byLatest(at, before.latest) < 0 ? at : before.latest,
    });
  }
  return [...counted.values()].toSorted((a, b) => b.resources - a.resources || (a.name < b.name ? -1 : 1));
}

/** One person's record as it stands in front of a doctor, out of all that was read of it. */
export function assembleRecord(gathered: Gathered, looks: Looks, now: Date): ResidentRecord {
  const sourceOf = sourcesOf(gathered, looks, now);
  const today = dayOf(now);
  const readings = spreadObservations(gathered.observations, sourceOf);
  const problems = listProblems(gathered.conditions, sourceOf, now);
  const conditions = new Map(gathered.conditions.map((one) => [one.id, one]));
  const blood = bloodType({ readings });
  const known = listAllergies(gathered.allergies, sourceOf);
  const medicines = listMedicines(gathered.medications, sourceOf, now);
  return {
    patient: gathered.patients[0]?.id ?? '',
    registrations: listRegistrations(gathered, sourceOf),
    version: versionOf(gathered.patients),
    asOf: now.toISOString(),
    head: describeHead(gathered, blood && !blood.differs ? blood.text : null, today),
    flags: raiseFlags({ gathered, problems, readings, sourceOf, today }),
    basics: listBasics(gathered, sourceOf),
    news: tellNews(gathered, readings, { sourceOf, looks, now }),
    ...known,
    problems,
    medicines,
    medicineCheck: checkAllergies({ allergies: known.allergies, medicines, told: gathered, now }),
    results: listResults(readings),
    immunisations: listImmunisations(gathered.immunizations, sourceOf),
    admissions: listAdmissions(gathered.encounters, conditions, sourceOf),
    procedures: listProcedures(gathered.procedures, sourceOf),
    programmes: listProgrammes(gathered.episodes, sourceOf, today),
    institutions: countInstitutions(gathered, sourceOf),
    resources: everythingIn(gathered).length,
    cut: [...gathered.cut],
  };
}
