import type { Medicine, Source } from '../contract.ts';
import { type Concept, codedOf, type Medication, nameOf } from './fhir.ts';
import { houseOf } from './key-concepts.ts';
import type { SourceOf } from './name-source.ts';
import { substanceKeys } from './name-substance.ts';
import { byLatest, dayOf, earliest, momentOf, plusDays } from './order-dates.ts';

/** How long something prescribed counts as taken when nothing says for how long, days. */
export const usualDays = 90;
const over = new Set(['stopped', 'cancelled', 'entered-in-error', 'not-taken', 'draft', 'declined', 'on-hold', 'intended']);
/** What never came to be says nothing of what holds: a draft does not end an earlier prescription. */
const neverWas = new Set(['cancelled', 'draft', 'declined']);
const notOrdered = new Set(['proposal', 'plan', 'option']);
/** Days of the units that a supply is told in. */
const daysOf: Readonly<Record<string, number>> = { d: 1, wk: 7, mo: 30, a: 365, 天: 1, 日: 1, 周: 7, 月: 30, 年: 365 };

/** What is taken of it, as one line: `每日 2 次 每次 5 mg 口服`. */
export function dosageOf({ dosageInstruction, dosage }: Medication): string | null {
  const [first] = dosageInstruction ?? dosage ?? [];
  if (!first) return null;
  if (first.text !== undefined) return first.text;
  const { value, unit } = first.doseAndRate?.[0]?.doseQuantity ?? {};
  const dose = value === undefined ? '' : `${value} ${unit ?? ''}`.trim();
  const parts = [nameOf(first.timing?.code), dose, nameOf(first.route)].filter((part) => part !== '');
  return parts.length > 0 ? parts.join(' ') : null;
}

export const conceptOf = ({ medicationCodeableConcept, medicationReference }: Medication): Concept =>
  medicationCodeableConcept ?? (medicationReference?.display === undefined ? {} : { text: medicationReference.display });

/** For how many days something was supplied; undefined where nobody says, or in a unit that is not known here. */
function suppliedDays({ dispenseRequest, daysSupply }: Medication): number | undefined {
  const { value, code, unit } = dispenseRequest?.expectedSupplyDuration ?? daysSupply ?? {};
  const each = daysOf[code ?? unit ?? (dispenseRequest?.expectedSupplyDuration ? '' : 'd')];
  return value === undefined || each === undefined ? undefined : value * each;
}

/** From when until when something is taken, ms; until null: nobody says. */
function spanOf(
  medication: Medication,
  at: string | null,
): { readonly from: number | null; readonly until: string | number | null } {
  const from = momentOf(at);
  const said = medication.dispenseRequest?.validityPeriod?.end ?? medication.effectivePeriod?.end ?? null;
  if (said !== null) return { from, until: said };
  const days = suppliedDays(medication);
  if (from !== null && days !== undefined) return { from, until: plusDays(from, days) };
  return { from, until: null };
}

export const isOrdered = ({ intent, doNotPerform }: Medication): boolean =>
  doNotPerform !== true && !notOrdered.has(intent ?? '');

/** Whether somebody took or was to take it at all: not what was never ordered, forbidden, or told not to have been taken. */
export const wasTaken = (medication: Medication): boolean =>
  isOrdered(medication) &&
  !neverWas.has(medication.status) &&
  !['not-taken', 'entered-in-error', 'intended'].includes(medication.status);

/** Whether its time has come and is not over; on its last day it is not over yet. */
function runs(medication: Medication, from: number | null, until: string | number | null, now: Date): boolean {
  if ((from ?? 0) > now.getTime()) return false;
  const today = dayOf(now);
  if (typeof until === 'string' && until.includes('T')) return (momentOf(until) ?? 0) >= now.getTime();
  if (typeof until === 'string') return until >= today.slice(0, until.length);
  if (until === null && medication.resourceType === 'MedicationStatement' && medication.status !== 'unknown')
    return medication.status === 'active';
  return from === null || (until ?? plusDays(from, usualDays)) >= (momentOf(today) ?? 0);
}

interface Told {
  readonly medication: Medication;
  readonly source: Source;
  readonly current: boolean;
  readonly until: string | null;
}

/**
 * Medicines, one entry a substance over all institutions, as far as codes say which are one (`substanceKeys`). Current is what the latest prescription or statement says is taken today: not stopped,
 * on hold, forbidden or run out; one that says no end counts 90 days, a statement that it is taken until somebody says otherwise. Drafts,
 * proposals and what was cancelled stand back behind what was ordered.
 */
export function listMedicines(medications: readonly Medication[], sourceOf: SourceOf, now: Date): Medicine[] {
  const groups = new Map<string, Told[]>();
  // What was written in error says nothing, not even which code is which substance.
  const standing = medications
    .filter(({ status }) => status !== 'entered-in-error')
    .map((medication) => {
      const source = sourceOf(medication);
      return { medication, source, concept: conceptOf(medication), house: houseOf(source) };
    });
  const keyOf = substanceKeys(standing);
  for (const { medication, source, ...named } of standing) {
    const key = keyOf(named);
    if (key === '') continue;
    const { from, until } = spanOf(medication, source.at);
    const current = isOrdered(medication) && !over.has(medication.status) && runs(medication, from, until, now);
    const text = typeof until === 'number' ? dayOf(until) : until;
    const group = groups.get(key) ?? [];
    group.push({ medication, source, current, until: text });
    groups.set(key, group);
  }
  const medicines = [...groups].flatMap(([key, told]): Medicine[] => {
    const were = told.filter(({ medication: { status, intent } }) => !neverWas.has(status) && !notOrdered.has(intent ?? ''));
    const inOrder = (were.length > 0 ? were : told).toSorted((a, b) => byLatest(a.source.at, b.source.at));
    const [last] = inOrder;
    if (!last) return [];
    return [
      {
        key,
        ...codedOf(conceptOf(last.medication)),
        state: last.current ? 'current' : 'past',
        dosage: dosageOf(last.medication),
        from: earliest(inOrder.map(({ source }) => source.at)),
        until: last.until,
        times: inOrder.length,
        isNew: inOrder.some(({ source }) => source.isNew),
        sources: inOrder.map(({ source }) => source),
      },
    ];
  });
  const lastOf = ({ sources }: Medicine): string | null => sources[0]?.at ?? null;
  return medicines.toSorted((a, b) => Number(a.state === 'past') - Number(b.state === 'past') || byLatest(lastOf(a), lastOf(b)));
}
