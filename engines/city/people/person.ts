/** Sex as GB/T 2261.1 codes it. */
export type Sex = 'male' | 'female';

/** One resident of the synthetic city as they truly are; what registers say of them is another matter (`noise/`). */
export interface Person {
  /** Number within the town, from 0. */
  readonly at: number;
  readonly sex: Sex;
  /** Day of birth, `YYYYMMDD`. */
  readonly born: string;
  readonly surname: string;
  readonly given: string;
  /** Places within the town of those they belong to; -1: nobody here. */
  readonly mother: number;
  readonly father: number;
  readonly spouse: number;
  /** Which household of the town. */
  readonly household: number;
  /** Of a twin its place within the birth, 1 or 2; else 0. */
  readonly twin: 0 | 1 | 2;
}
