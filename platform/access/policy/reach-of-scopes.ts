import type { Reach, Way } from '@songhua/kernel';

const pattern = /^system\/(\*|[A-Za-z]+)\.(c?r?u?d?s?)$/;

/**
 * What a backend's `system/…` scopes reach (SMART App Launch 2.2): everything of the types and in the ways they name. A backend is another
 * system of the city that answers for its own users; whom it is trusted with is decided when it is given its scopes.
 */
export function reachOfScopes(scopes: readonly string[]): Reach {
  const ways = scopes.flatMap((scope): Way[] => {
    const [, type, interactions] = pattern.exec(scope) ?? [];
    if (!type || !interactions) return [];
    return [{ types: type === '*' ? '*' : [type], interactions, whose: 'everyone', labels: '*' }];
  });
  return { ways, purpose: 'administration', institutions: [], aboveConsent: true };
}
