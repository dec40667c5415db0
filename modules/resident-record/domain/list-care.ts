import type { Admission, Immunisation, Procedure as ListedProcedure, Programme } from '../contract.ts';
import {
  type Condition,
  codedOf,
  codesOf,
  type Encounter,
  type EpisodeOfCare,
  type Immunization,
  idIn,
  isCoded,
  isVoid,
  nameOf,
  type Procedure,
} from './fhir.ts';
import type { SourceOf } from './name-source.ts';
import { byLatest, cityDayOf, daysBetween } from './order-dates.ts';

const inpatient = new Set(['IMP', 'ACUTE', 'NONAC']);
export const isAdmission = ({ class: of }: Encounter): boolean => inpatient.has(of?.code ?? '');
export const isVoidVisit = ({ status }: Encounter): boolean => status === 'entered-in-error' || status === 'cancelled';

/** Names of what a visit found, the principal diagnosis first; what turned out untrue is none. */
export function diagnosesOf(encounter: Encounter, conditions: ReadonlyMap<string, Condition>): string[] {
  const named = (encounter.diagnosis ?? [])
    .toSorted((a, b) => (a.rank ?? 99) - (b.rank ?? 99))
    .map(({ condition }) => {
      const found = conditions.get(idIn(condition, 'Condition') ?? '');
      return found && isVoid(found) ? '' : nameOf(found?.code) || (condition.display ?? '');
    });
  return [...new Set(named.filter((name) => name !== ''))];
}

export const listAdmissions = (
  encounters: readonly Encounter[],
  conditions: ReadonlyMap<string, Condition>,
  sourceOf: SourceOf,
): Admission[] =>
  encounters
    .filter((one) => isAdmission(one) && !isVoidVisit(one))
    .map((one): Admission => {
      const [from, until] = [one.period?.start ?? null, one.period?.end ?? null];
      return {
        id: one.id,
        from,
        until,
        days: daysBetween(from, until),
        status: one.status,
        department: nameOf(one.serviceType) || null,
        diagnoses: diagnosesOf(one, conditions),
        disposition: nameOf(one.hospitalization?.dischargeDisposition) || null,
        source: sourceOf(one),
      };
    })
    .toSorted((a, b) => byLatest(a.from, b.from));

export const listImmunisations = (all: readonly Immunization[], sourceOf: SourceOf): Immunisation[] =>
  all
    .filter(({ status }) => status !== 'entered-in-error')
    .map((one): Immunisation => {
      const [protocol] = one.protocolApplied ?? [];
      return {
        ...codedOf(one.vaccineCode),
        dose: protocol?.doseNumberPositiveInt?.toString() ?? protocol?.doseNumberString ?? null,
        lot: one.lotNumber ?? null,
        given: one.status === 'completed',
        source: sourceOf(one),
      };
    })
    .toSorted((a, b) => byLatest(a.source.at, b.source.at));

export const listProcedures = (all: readonly Procedure[], sourceOf: SourceOf): ListedProcedure[] =>
  all
    .filter((one) => !isVoid(one))
    .map((one): ListedProcedure => ({ ...codedOf(one.code), status: one.status, source: sourceOf(one) }))
    .toSorted((a, b) => byLatest(a.source.at, b.source.at));

const contract = 'family-doctor-contract';
export const programmeCodes = ({ type }: EpisodeOfCare): readonly string[] => (type ?? []).flatMap(codesOf);
export const isOpenEpisode = ({ status, period }: EpisodeOfCare, today: string): boolean =>
  ['active', 'onhold', 'waitlist', 'planned'].includes(status) &&
  (period?.end === undefined || (cityDayOf(period.end) ?? '') >= today);

export const listProgrammes = (all: readonly EpisodeOfCare[], sourceOf: SourceOf, today: string): Programme[] =>
  all
    .filter((one) => !isVoid(one))
    .map(
      (one): Programme => ({
        ...codedOf(one.type?.[0]),
        kind: isCoded(one.type, contract) ? 'contract' : 'programme',
        state: isOpenEpisode(one, today) ? 'active' : 'past',
        from: one.period?.start ?? null,
        until: one.period?.end ?? null,
        manager: one.careManager?.display ?? null,
        source: sourceOf(one),
      }),
    )
    .toSorted((a, b) => Number(a.state === 'past') - Number(b.state === 'past') || byLatest(a.from, b.from));
