import type { Allergy, Medicine, MedicineCheck } from '../contract.ts';
import { contentsOf, isWholeKnown, kindred } from './combinations.ts';
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
  /** Substances that the combinations among them hold. */
  readonly contains: readonly string[];
  /** Whether the codes say all that is in it. */
  readonly whole: boolean;
  /** All its codings, as `system|code`. */
  readonly codings: ReadonlySet<string>;
}

const codingsOf = (concept: Concept | undefined): readonly string[] =>
  (concept?.coding ?? []).flatMap(({ system, code }) =>
    system === undefined || code === undefined ? [] : [`${system}|${code}`],
  );

function tell(concepts: readonly (Concept | undefined)[]): Told {
  const atc = [...new Set(concepts.flatMap(atcOf))];
  return {
    atc,
    contains: [...new Set(atc.flatMap(contentsOf))],
    whole: atc.every(isWholeKnown),
    codings: new Set(concepts.flatMap(codingsOf)),
  };
}

interface Match {
  readonly how: MedicineCheck['conflicts'][number]['how'];
  /** The code of the allergy by which they meet; of a combination the substance in it. */
  readonly code: string;
}

/**
 * How an allergy and a medicine meet by their codes: the same code, the medicine's lies in the class that the allergy names, one of them is a
 * combination that holds what the other names, or both are of a class whose members are told as one allergy. Whoever is allergic to a combination may be so to each of its parts.
 */
function matchOf(allergy: Told, medicine: Told): Match | null {
  for (const code of allergy.atc) if (medicine.atc.includes(code)) return { how: code.length === 7 ? 'same' : 'class', code };
  for (const coding of allergy.codings)
    if (medicine.codings.has(coding) && !allergy.atc.some((code) => coding.endsWith(`|${code}`)))
      return { how: 'same', code: coding.slice(coding.lastIndexOf('|') + 1) };
  for (const code of allergy.atc)
    if (code.length >= leastClass && medicine.atc.some((one) => one.startsWith(code))) return { how: 'class', code };
  const parts = [...medicine.atc, ...medicine.contains];
  for (const code of [...allergy.atc, ...allergy.contains])
    if (code.length >= leastClass && parts.some((one) => one.startsWith(code))) return { how: 'contains', code };
  const [group] = kindred.filter((code) =>
    [allergy.atc, parts].every((codes) => codes.some((one) => one.startsWith(code) && one.length > code.length)),
  );
  return group === undefined ? null : { how: 'kindred', code: group };
}

/** Whether the codes of the two can be compared at all: both of ATC, and the medicine not told more broadly than the allergy. */
const isComparable = (allergy: Told, medicine: Told): boolean =>
  allergy.atc.length > 0 &&
  medicine.atc.length > 0 &&
  !medicine.atc.some((code) =>
    [...allergy.atc, ...allergy.contains].some((one) => one.length > code.length && one.startsWith(code)),
  );

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
 * the ATC class that the allergy names (J01CA04 in J01C), a combination that holds it (J01CR02 with J01CA04), or both penicillins. What bears no code that can be
 * compared, and a combination of which not all contents are known, is named as not checked; a substance that ATC lists under several uses
 * (B01AC06, N02BA01) is not seen to be one.
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
  const unchecked = { allergies: new Set<string>(), medicines: new Set<string>(), combinations: new Set<string>() };
  let pairs = 0;
  for (const allergy of known) {
    if (allergy.told.atc.length === 0) unchecked.allergies.add(allergy.one.name);
    for (const medicine of taken) {
      const match = matchOf(allergy.told, medicine.told);
      if (match) {
        pairs += 1;
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
      } else if (allergy.told.atc.length === 0) continue;
      else if (!isComparable(allergy.told, medicine.told)) unchecked.medicines.add(medicine.one.name);
      else if (allergy.told.whole && medicine.told.whole) pairs += 1;
      else for (const { one, told: each } of [allergy, medicine]) if (!each.whole) unchecked.combinations.add(one.name);
    }
  }
  const grave = ({ allergy, medicine }: MedicineCheck['conflicts'][number]): number =>
    Number(allergy.criticality !== 'high') + 2 * Number(medicine.state !== 'current');
  return {
    conflicts: conflicts.toSorted((a, b) => grave(a) - grave(b) || byLatest(a.medicine.source.at, b.medicine.source.at)),
    of: { allergies: known.length, medicines: taken.length, pairs },
    unchecked: {
      allergies: [...unchecked.allergies],
      medicines: [...unchecked.medicines],
      combinations: [...unchecked.combinations],
    },
  };
}
