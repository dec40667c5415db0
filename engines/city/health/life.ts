import type { Random } from '../random.ts';
import { type Calendar, dayOf } from './calendar.ts';
import type { Profile } from './profile.ts';
import type { HealthRates } from './rates.ts';
import type { Reference, Resource } from './resource.ts';
import type { Tally } from './tally.ts';
import { type House, houseOf, type Living } from './town.ts';

/** An institution that knows a resident, ready to be referred to. */
export interface Place {
  readonly patient: string;
  readonly house: House;
  readonly kind: string;
  /** Day of registration, since 1970. */
  readonly day: number;
  readonly subject: Reference;
  readonly provider: Reference;
  readonly performer: readonly Reference[];
  readonly institution: { readonly id: string; readonly name: string };
  readonly name: string;
  /** Last day of a provisional registration; of others Infinity. */
  readonly lasts: number;
  /** How many resources were written. */
  written: number;
}

/** Treatment of a disease over time: from which day how many medicines stand against it. */
export type Course = { readonly from: number; readonly level: number }[];

/** Another resident of the family, as far as one's own record tells of them. */
export interface Kin {
  readonly born: number;
  readonly places: readonly Place[];
}

/**
 * One resident while their five years are written: what they are, where they are known, and what was written so far. Parts of a life add to it
 * one after the other (`live-…`), each in the order of days, and read what earlier ones left: stays in hospital, courses of treatment.
 */
export interface Life {
  readonly resident: Living;
  readonly calendar: Calendar;
  readonly rates: HealthRates;
  readonly random: Random;
  readonly profile: Profile;
  readonly places: readonly Place[];
  readonly born: number;
  /** First and last day on which things happen here: lives in the town, is alive. `end` is the day before death. */
  readonly begin: number;
  readonly end: number;
  /** Day of death within the period. */
  readonly died: number | null;
  /** Who bore them, and whom they bore within the period in this town. */
  readonly kin: { readonly mother: Kin | null; readonly children: readonly Kin[] };
  readonly out: Resource[];
  readonly tally: Tally;
  /** Stays in hospital: first and last day. */
  readonly stays: (readonly [number, number])[];
  readonly courses: { readonly hypertension: Course; readonly diabetes: Course };
  /** Ids of what stands on each institution's problem list, by disease and Patient, so that it is written once. */
  readonly problems: Map<string, string>;
}

/** Id of the next resource of what an institution keeps of a resident: it tells no more of whom it is than the Patient's own id. */
export function nextId(place: Place): string {
  place.written += 1;
  return `${place.patient}-${place.written}`;
}

export const ageOn = (life: { readonly born: number }, day: number): number =>
  Math.max(0, Math.floor((day - life.born) / 365.2425));

export const placesOf = (resident: Living): Place[] =>
  resident.registrations
    .map(({ patient, institution, day: since, record, provisional }): Place => {
      const day = dayOf(since);
      const provider = { reference: `Organization/${institution.id}`, display: institution.name };
      return {
        patient,
        house: houseOf(institution.kind),
        kind: institution.kind,
        day,
        written: 0,
        lasts: provisional === 'newborn' ? day + 28 : provisional === 'unknown' ? day : Number.POSITIVE_INFINITY,
        subject: { reference: `Patient/${patient}` },
        provider,
        performer: [provider],
        institution,
        name: record.name,
      };
    })
    .sort((a, b) => a.day - b.day || (a.patient < b.patient ? -1 : 1));

/** The institution of the first of these kinds at which the resident is known by that day; the one known longest. */
export function placeAt(life: Life, day: number, ...houses: readonly House[]): Place | null {
  for (const house of houses)
    for (const place of life.places) if (place.house === house && place.day <= day && day <= place.lasts) return place;
  return null;
}

/** Any institution of these kinds at which the resident is known by that day. */
export function anyPlace(life: Life, day: number, ...houses: readonly House[]): Place | null {
  const known = life.places.filter((place) => place.day <= day && day <= place.lasts && houses.includes(place.house));
  return known[Math.floor(life.random() * known.length)] ?? null;
}

/** From which day on the resident is known at one of these kinds of institutions; after `end` when never. */
export function knownFrom(life: Pick<Life, 'places' | 'begin' | 'end'>, ...houses: readonly House[]): number {
  const first = life.places.find(({ house, lasts }) => lasts === Number.POSITIVE_INFINITY && houses.includes(house));
  return first ? Math.max(life.begin, first.day) : life.end + 1;
}

export const inHospital = (life: Life, day: number): boolean => life.stays.some(([from, until]) => day >= from && day <= until);

/** Whether any of these days is spent in hospital. */
export const staysWithin = (life: Life, from: number, until: number): boolean =>
  life.stays.some(([first, last]) => first <= until && last >= from);

/** How many medicines stand against a disease on a day. */
export function levelOn(course: Course, day: number): number {
  let level = 0;
  for (const step of course) if (step.from <= day) level = step.level;
  return level;
}

export const burdenOf = (life: Life, name: string, day: number) =>
  life.profile.burdens.find((burden) => burden.name === name && burden.onset <= day);

/** Counts something in the month of a day. */
export const tallyMonth = (life: Life, name: string, day: number): void =>
  life.tally.add('month', `${name}/${Number(life.calendar.text(day).slice(5, 7))}`);
