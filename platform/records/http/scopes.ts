import { type Actor, ok, type Result, refuse } from '@songhua/kernel';

/** c create, r read, u update, d delete, s search: SMART App Launch 2.2 scopes. */
export type Interaction = 'c' | 'r' | 'u' | 'd' | 's';

const pattern = /^system\/(\*|[A-Za-z]+)\.(c?r?u?d?s?)$/;

/** A client may do what one of its `system/…` scopes says; people are bound by their permissions alone. */
export function checkScope({ kind, scopes }: Actor, type: string, interaction: Interaction): Result<null> {
  if (kind !== 'client') return ok(null);
  const granted = (scopes ?? []).some((scope) => {
    const [, on, letters] = pattern.exec(scope) ?? [];
    return (on === '*' || on === type) && letters?.includes(interaction) === true;
  });
  return granted ? ok(null) : refuse('records.scope-too-small', { type });
}
