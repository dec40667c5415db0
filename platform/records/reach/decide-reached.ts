import type { Holder, Label, MaskedField, Reach, Way } from '@songhua/kernel';
import { everyField, holdersOf, isAboveConsent, isLooking, type Letter, selvesOf, waysTo, withheldBy } from './ways.ts';

/** What decides about one resource, or one version of it. */
export interface Told {
  readonly type: string;
  /** Ids of the patients in whose compartments it lies. */
  readonly patients: readonly string[];
  /** It tells of several people who need know nothing of each other. */
  readonly many: boolean;
  readonly labels: readonly Label[];
  fulfils(criteria: readonly string[]): boolean;
}

/** What the store knows of people, at the moment of asking. */
export interface Standing {
  /** The holder has a stake in the patient now. */
  stands(holder: Holder, patient: string): boolean;
  /** The patient forbids resources of the type that bear these labels to whoever asks, for what he asks. */
  denies(patient: string, type: string, labels: readonly Label[]): boolean;
}

const leadsTo = (reach: Reach, way: Way, letter: Letter, told: Told, standing: Standing): boolean => {
  const { type, patients, many, labels, fulfils } = told;
  if (!isAboveConsent(reach, way) && patients.some((patient) => standing.denies(patient, type, labels))) return false;
  if (withheldBy(way).some((label) => labels.includes(label))) return false;
  if (way.criteria && !fulfils(way.criteria)) return false;
  if (way.whose === 'everyone') return true;
  const [selves, holders] = [selvesOf(way), holdersOf(way)];
  const isMine = (patient: string): boolean =>
    selves.includes(patient) || holders.some((holder) => standing.stands(holder, patient));
  // Who treats the performer of an observation may read it; to write it is to write into the record of the one observed, too.
  return many || !isLooking(letter) ? patients.length > 0 && patients.every(isMine) : patients.some(isMine);
};

/**
 * Whether a resource is reached by a letter. This is the specification: what SQL says (search/compile-reach.ts) and every answer is held
 * to it.
 */
export const isReached = (reach: Reach, letter: Letter, told: Told, standing: Standing): boolean =>
  waysTo(reach, told.type, letter).some((way) => leadsTo(reach, way, letter, told, standing));

/** What of a resource that is reached a list shows in part: what every way that leads to it masks. The specification, too. */
export function maskedOf(reach: Reach, letter: Letter, told: Told, standing: Standing): readonly MaskedField[] {
  const leading = waysTo(reach, told.type, letter).filter((way) => leadsTo(reach, way, letter, told, standing));
  return everyField.filter((field) => leading.every(({ masked = [] }) => masked.includes(field)));
}
