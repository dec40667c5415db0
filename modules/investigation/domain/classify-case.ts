import type { Classification } from '../contract.ts';

/** Who or what says of a case what it is. */
export interface Said {
  readonly classification: Classification;
  readonly kind: 'person' | 'rule';
  readonly by: string;
}

/**
 * What a case is after somebody or something has said so: a rule never overwrites what a person said, and nothing changes where the same is
 * said again by a rule. Null: it stays as it was.
 */
export function classify(now: Said, said: Said): Said | null {
  if (said.kind === 'rule' && (now.kind === 'person' || now.classification === said.classification)) return null;
  if (now.kind === said.kind && now.by === said.by && now.classification === said.classification) return null;
  return said;
}

/** What a sample's result says by rule: a positive one confirms; nothing else changes what a case is. */
export const classByResult = (result: 'positive' | 'negative' | 'unclear' | null): Classification | null =>
  result === 'positive' ? 'confirmed' : null;
