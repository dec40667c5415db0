import { everything, nothing, type Reach } from './reach.ts';

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
  /** `Organization/…` for which the actor works today; staff of several choose one. */
  readonly institution?: string;
  /** What of the record store the actor reaches; without it, nothing. */
  readonly reach?: Reach;
}

export const anonymous: Actor = { kind: 'anonymous', id: 'anonymous', name: 'anonymous', roles: [], permissions: new Set() };

export const system: Actor = {
  kind: 'system',
  id: 'system',
  name: 'Songhua',
  roles: [],
  permissions: new Set(['*']),
  reach: everything,
};

/** True when the actor holds the permission. */
export const may = (actor: Actor, permission: string): boolean => actor.permissions.has('*') || actor.permissions.has(permission);

/** What of the record store an actor reaches: nothing, unless it is said. */
export const reachOf = ({ reach }: Actor): Reach => reach ?? nothing;
