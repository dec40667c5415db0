import type { Reach, Way } from '@songhua/kernel';
import { readScope } from '../domain/read-scope.ts';

/**
 * What a backend's `system/…` scopes reach (SMART App Launch 2.2): everything of the types and in the ways they name. A backend is another
 * system of the city that answers for its own users; whom it is trusted with is decided when it is given its scopes.
 */
export function reachOfScopes(scopes: readonly string[]): Reach {
  const ways = scopes.flatMap((text): Way[] => {
    const scope = readScope(text);
    if (scope?.level !== 'system') return [];
    const { type, interactions, criteria } = scope;
    const types = type === '*' ? ('*' as const) : [type];
    return [{ types, interactions, whose: 'everyone', labels: '*', ...(criteria.length > 0 && { criteria }) }];
  });
  return { ways, purpose: 'administration', institutions: [], aboveConsent: true };
}
