/** Who is asking. Every request, command and event handler acts as somebody. */
export interface Actor {
  readonly kind: 'person' | 'client' | 'system' | 'anonymous';
  readonly id: string;
  readonly name: string;
  readonly roles: readonly string[];
  /** Permission codes held now, e.g. `plan.read`. `*` stands for all (the system itself). */
  readonly permissions: ReadonlySet<string>;
  /** OAuth scopes of a client, e.g. `api/*.rs`; a person's limits are the permissions alone. */
  readonly scopes?: readonly string[];
  /** GB/T 2260 code of the area the actor answers for, e.g. `220200`. */
  readonly area?: string;
}

export const anonymous: Actor = { kind: 'anonymous', id: 'anonymous', name: 'anonymous', roles: [], permissions: new Set() };

export const system: Actor = { kind: 'system', id: 'system', name: 'Songhua', roles: [], permissions: new Set(['*']) };

/** True when the actor holds the permission. */
export const may = (actor: Actor, permission: string): boolean => actor.permissions.has('*') || actor.permissions.has(permission);
