/** A signal that a rule has raised of a cluster before. */
export interface KnownCluster {
  readonly id: string;
  /** Nobody has closed it, called it false or merged it. */
  readonly isOpen: boolean;
  readonly cards: readonly string[];
}

export type Followed = { readonly kind: 'new' } | { readonly kind: 'known' } | { readonly kind: 'grown'; readonly id: string };

/**
 * What a finding is to the signals that the same rule raised of the same disease and place: one that shares cases with an open signal is that cluster,
 * perhaps grown; of one that was answered and closed only as many further cases as the rule asks for are a new one.
 */
export function followCluster(cases: readonly string[], atLeast: number, known: readonly KnownCluster[]): Followed {
  const same = known.filter(({ cards }) => cards.some((card) => cases.includes(card)));
  const told = new Set(same.flatMap(({ cards }) => cards));
  const further = cases.filter((card) => !told.has(card)).length;
  const open = same.find(({ isOpen }) => isOpen);
  if (open) return further > 0 ? { kind: 'grown', id: open.id } : { kind: 'known' };
  return same.length === 0 || further >= atLeast ? { kind: 'new' } : { kind: 'known' };
}
