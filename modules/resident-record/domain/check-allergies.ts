import type { Allergy, Medicine, MedicineCheck } from '../contract.ts';
import { type AllergyIntolerance, type Concept, isVoid, type Medication } from './fhir.ts';
import { saysNone } from './list-allergies.ts';
import { conceptOf, usualDays, wasTaken } from './list-medicines.ts';
import { atcOf } from './name-substance.ts';
import { byLatest, momentOf, plusDays } from './order-dates.ts';

/** A medicine that ended counts as recent for so many days. */
const recentDays = 90;
/** Groups of ATC with fewer characters than these are parts of the body, not classes of substances. */
const leastClass = 3;

interface Told {
  /** Codes of ATC that any source of it bears. */
  readonly atc: readonly string[];
  /** All its codings, as `system|code`. */
  readonly codings: ReadonlySet<string>;
}

const codingsOf = (concept: Concept | undefined): readonly string[] =>
  (concept?.coding ?? []).flatMap(({ system, code }) =>
    system === undefined || code === undefined ? [] : [`${system}|${code}`],
  );

const tell = (concepts: readonly (Concept | undefined)[]): Told => ({
  atc: [...new Set(concepts.flatMap(atcOf))],
  codings: new Set(concepts.flatMap(codingsOf)),
});

interface Match {
  readonly how: 'same' | 'class';
  /** The code of the allergy by which they meet. */
  readonly code: string;
}

/** How an allergy and a medicine meet by their codes: the same code, or the medicine's lies in the class that the allergy names. */
function matchOf(allergy: Told, medicine: Told): Match | null {
  for (const code of allergy.atc) if (medicine.atc.includes(code)) return { how: code.length === 7 ? 'same' : 'class', code };
  for (const coding of allergy.codings)
    if (medicine.codings.has(coding) && !allergy.atc.some((code) => coding.endsWith(`|${code}`)))
      return { how: 'same', code: coding.slice(coding.lastIndexOf('|') + 1) };
  for (const code of allergy.atc)
    if (code.length >= leastClass && medicine.atc.some((one) => one.startsWith(code))) return { how: 'class', code };
  return null;
}

/** Whether the codes of the two can be compared at all: both of ATC, and the medicine not told more broadly than the allergy. */
const isComparable = (allergy: Told, medicine: Told): boolean =>
  allergy.atc.length > 0 &&
  medicine.atc.length > 0 &&
  !medicine.atc.some((code) => allergy.atc.some((one) => one.length > code.length && one.startsWith(code)));

const notMedicines = new Set(['food', 'environment']);

/** Whether somebody may get it as a medicine: what is only food or surroundings is not compared, unless it bears a code of a medicine. */
const concerns = ({ category }: Allergy, { atc }: Told): boolean =>
  atc.length > 0 || category === null || !notMedicines.has(category);

interface Facts {
  readonly allergies: readonly Allergy[];
  readonly medicines: readonly Medicine[];
  /** What both were listed from. */
  readonly told: { readonly allergies: readonly AllergyIntolerance[]; readonly medications: readonly Medication[] };
  readonly now: Date;
}

/**
 * Active allergies beside medicines that are taken, or were until at most 90 days ago, compared by codes alone: the same code, or a medicine of
 * the ATC class that the allergy names (J01CA04 in J01C). What bears no code that can be compared is named as not checked; a substance that
 * ATC lists under several uses (B01AC06, N02BA01) is not seen to be one.
 */
export function checkAllergies({ allergies, medicines, told, now }: Facts): MedicineCheck {
  const ofAllergies = new Map(told.allergies.map((one) => [`AllergyIntolerance/${one.id}`, one]));
  const ofMedicines = new Map(told.medications.map((one) => [`${one.resourceType}/${one.id}`, one]));
  const known = allergies
    .filter(({ state }) => state === 'active')
    .map((one) => {
      const sources = one.sources.flatMap(({ resource }) => ofAllergies.get(resource) ?? []).filter((each) => !isVoid(each));
      return { one, told: tell(sources.filter((each) => !saysNone(each)).map(({ code }) => code)) };
    })
    .filter((each) => concerns(each.one, each.told));
  const since = plusDays(now.getTime(), -recentDays);
  /** Of what nobody says how long: as long as it would have been listed as current. */
  const ended = ({ until, sources }: Medicine): number =>
    momentOf(until) ?? plusDays(momentOf(sources[0]?.at) ?? Number.NEGATIVE_INFINITY, usualDays);
  const taken = medicines
    .filter((one) => one.state === 'current' || ended(one) >= since)
    .map((one) => ({ one, tellings: one.sources.flatMap(({ resource }) => ofMedicines.get(resource) ?? []).filter(wasTaken) }))
    .filter(({ tellings }) => tellings.length > 0)
    .map(({ one, tellings }) => ({ one, told: tell(tellings.map((each) => conceptOf(each))) }));
  const conflicts: MedicineCheck['conflicts'] = [];
  const unchecked = { allergies: new Set<string>(), medicines: new Set<string>() };
  for (const allergy of known) {
    if (allergy.told.atc.length === 0) unchecked.allergies.add(allergy.one.name);
    for (const medicine of taken) {
      const match = matchOf(allergy.told, medicine.told);
      if (match) {
        const [newest] = medicine.one.sources;
        const [teller] = allergy.one.sources;
        if (!newest || !teller) continue;
        conflicts.push({
          allergy: {
            name: allergy.one.name,
            criticality: allergy.one.criticality,
            unconfirmed: allergy.one.unconfirmed,
            source: teller,
          },
          medicine: { name: medicine.one.name, state: medicine.one.state, until: medicine.one.until, source: newest },
          ...match,
        });
      } else if (allergy.told.atc.length > 0 && !isComparable(allergy.told, medicine.told))
        unchecked.medicines.add(medicine.one.name);
    }
  }
  const grave = ({ allergy, medicine }: MedicineCheck['conflicts'][number]): number =>
    Number(allergy.criticality !== 'high') + 2 * Number(medicine.state !== 'current');
  return {
    conflicts: conflicts.toSorted((a, b) => grave(a) - grave(b) || byLatest(a.medicine.source.at, b.medicine.source.at)),
    compared: known.length > 0 && taken.length > 0,
    unchecked: { allergies: [...unchecked.allergies], medicines: [...unchecked.medicines] },
  };
}
