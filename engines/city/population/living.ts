import type { Person } from '../people/person.ts';

/** A person of a town while the town is being made. */
export interface Living {
  readonly id: string;
  readonly at: number;
  readonly sex: Person['sex'];
  born: string;
  surname: string;
  readonly given: string;
  readonly mother: number;
  father: number;
  spouse: number;
  readonly household: number;
  readonly twin: Person['twin'];
  /** Days since 1970, as all days here. */
  birth: number;
  number: string | null;
  phone: string | null;
  address: string;
  /** Where they lived before they moved; and the county or town that is in, when it is another. */
  formerAddress: string | null;
  formerTown: string | null;
  died: string | null;
  movedIn: string | null;
  movedOut: string | null;
  moved: string | null;
  married: string | null;
}

/** Somebody to whom nothing has happened yet. */
export const isAlone = {
  address: '',
  formerAddress: null,
  formerTown: null,
  died: null,
  movedIn: null,
  movedOut: null,
  moved: null,
  married: null,
} as const;

/** First and last of the days of the five years, as days since 1970. */
export type Span = readonly [from: number, until: number];
