interface Dated {
  readonly due: string | null;
  /** What the plan does not say and nobody has set since. */
  readonly assumed: readonly string[];
  /** The plan's file has dropped the task: it asks for nothing any more. */
  readonly retired: boolean;
}

/** The due date that the plan or somebody has set; null where there is none, one the plan's file assumes, or no task in the plan now. */
export const bindingDue = ({ due, assumed, retired }: Dated): string | null => (retired || assumed.includes('due') ? null : due);
