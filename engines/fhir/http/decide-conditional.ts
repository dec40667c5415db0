import { type Result, refuse } from '../refusal.ts';

/** A condition and the ids of what it found; two are enough to know there are several, unless all are to be deleted. */
export interface Matches {
  readonly type: string;
  /** As sent: `identifier=urn:x|1`. */
  readonly criteria: string;
  readonly ids: readonly string[];
}

const several = ({ type, criteria, ids }: Matches) =>
  refuse('records.several-matches', { type, criteria: criteria.slice(0, 200), count: ids.length });

/** Conditional create (http.html#ccreate): nothing found creates, one is the answer, several are refused. */
export function decideConditionalCreate(
  matches: Matches,
): Result<{ readonly act: 'create' } | { readonly act: 'answer'; readonly id: string }> {
  const [id, second] = matches.ids;
  if (second !== undefined) return several(matches);
  return { ok: true, value: id === undefined ? { act: 'create' } : { act: 'answer', id } };
}

/**
 * Conditional update (http.html#cond-update). `sent` is the id in the body, if any, and `taken` whether a resource has it: then a
 * condition that misses it is refused, so that nothing unmeant is overwritten (as R5 made explicit).
 */
export function decideConditionalUpdate(
  matches: Matches,
  sent: string | undefined,
  taken: boolean,
): Result<{ readonly act: 'create'; readonly id?: string } | { readonly act: 'update'; readonly id: string }> {
  const [id, second] = matches.ids;
  if (second !== undefined) return several(matches);
  if (id !== undefined) {
    if (sent === undefined || sent === id) return { ok: true, value: { act: 'update', id } };
    return refuse('records.match-has-other-id', { type: matches.type, id: sent, found: id });
  }
  if (sent === undefined) return { ok: true, value: { act: 'create' } };
  if (taken) return refuse('records.id-taken', { resource: `${matches.type}/${sent}` });
  return { ok: true, value: { act: 'create', id: sent } };
}

/** Conditional delete (http.html#cdelete): nothing found is done already; several go only where that is allowed. */
export function decideConditionalDelete(matches: Matches, multiple: boolean): Result<readonly string[]> {
  return matches.ids.length > 1 && !multiple ? several(matches) : { ok: true, value: matches.ids };
}

/** Conditional patch, and any reference or read by condition that needs exactly one. */
export function decideExactlyOne(matches: Matches): Result<string> {
  const [id, second] = matches.ids;
  if (second !== undefined) return several(matches);
  if (id !== undefined) return { ok: true, value: id };
  return refuse('records.no-match', { type: matches.type, criteria: matches.criteria.slice(0, 200) });
}
