import type { ErrorClass, Registration } from '../noise/registration.ts';
import type { Person } from '../people/person.ts';
import type { TownPlace } from './towns.ts';

/** An institution of the registry at which people are registered. */
export interface PlacedInstitution {
  /** Id of its Organization. */
  readonly id: string;
  readonly kind: string;
  /** County-level code it stands in. */
  readonly county: string;
  readonly town?: string;
  readonly name: string;
}

/** Of somebody whom the register did not know yet: nobody knew the name, or there was none. */
export type Provisional = 'newborn' | 'unknown';

/** What one institution wrote down of a resident, and what is wrong in it. */
export interface PlacedRegistration {
  /** Id of the Patient. Says nothing of whom it is. */
  readonly patient: string;
  readonly institution: PlacedInstitution;
  /** ISO day. */
  readonly day: string;
  readonly record: Registration;
  readonly errors: readonly ErrorClass[];
  readonly provisional?: Provisional;
  /** Of a newborn: who bore it, and of twins which of them it is. */
  readonly mother?: { readonly name: string; readonly phone: string | null };
  readonly birthOrder?: number;
}

/** Somebody who lived in the town within the five years. Days are ISO days; `mother`, `father` and `spouse` are places in the town's list. */
export interface Resident extends Person {
  /** `r` + town + `-` + place in the list. */
  readonly id: string;
  /** Null of newborns who have none yet. */
  readonly number: string | null;
  /** Their own; null of those who have none. */
  readonly phone: string | null;
  readonly address: string;
  readonly died: string | null;
  /** Came to the city from elsewhere. */
  readonly movedIn: string | null;
  /** Left the city. */
  readonly movedOut: string | null;
  /** Moved within the city on that day. */
  readonly moved: string | null;
  /** Married within the five years. */
  readonly married: string | null;
  /** In the order of their days. */
  readonly registrations: readonly PlacedRegistration[];
}

/** A town with everybody who lived in it during five years. The first `place.residents` of them are its residents on the last day. */
export interface LivedTown {
  readonly place: TownPlace;
  readonly people: readonly Resident[];
  /** First and last of the days, ISO. */
  readonly from: string;
  readonly until: string;
}
