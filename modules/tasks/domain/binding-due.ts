interface Dated {
  readonly due: string | null;
  /** What the plan does not say and nobody has set since. */
  readonly assumed: readonly string[];
}

/** The due date that the plan or somebody has set; null where there is none, or only one that the plan's file assumes. */
export const bindingDue = ({ due, assumed }: Dated): string | null => (assumed.includes('due') ? null : due);
