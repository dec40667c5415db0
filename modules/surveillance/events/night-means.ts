/** What signals and warnings of a night are raised with. */
export interface NightMeans {
  readonly now: Date;
  readonly newId: () => string;
}
