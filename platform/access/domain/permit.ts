import { type Actor, type Method, may, type Permission, type Role, type Route } from '@songhua/kernel';

/** All permission codes that any of the roles holds. */
export const permissionsOf = (held: readonly string[], all: readonly Permission[]): ReadonlySet<string> =>
  new Set(all.filter(({ roles }) => roles.some((role: Role) => held.includes(role))).map(({ code }) => code));

/** What a module route asks of a client's scope: GET is read or search, POST create, PUT and PATCH update, DELETE delete. */
const letters: Record<Method, RegExp> = { GET: /[rs]/, POST: /c/, PUT: /u/, PATCH: /u/, DELETE: /d/ };

const scopePattern = /^(api|system)\/([A-Za-z*-]+)\.(c?r?u?d?s?)$/;

/** The widest scopes a backend client may be given; those that can be granted lie within them. */
export const backendScopes = ['system/*.cruds', 'system/*.rs', 'api/*.cruds', 'api/*.rs'] as const;

/** Of the scopes asked for, those a backend client may be given: `system/Observation.rs`, `api/plan.r` … */
export const grantableScopes = (asked: readonly string[]): string[] =>
  asked.filter((scope) => (scopePattern.exec(scope)?.[3] ?? '') !== '');

/** What people alone may do, whatever the scopes: to say who gets in, and to judge what others did. */
const peoplesAlone = /^administration\.manage-|^[a-z-]+\.(.*-)?review(-|$)/;

/**
 * The permissions a client's scopes stand for: `api/*.…` every module's, `api/plan.…` that module's,
 * `system/…` the record store's; never what people alone may do. Which methods it may use on them is asked per route by `permits`.
 */
export function permissionsOfScopes(scopes: readonly string[], all: readonly Permission[]): ReadonlySet<string> {
  const held = scopes.flatMap((scope) => {
    const [, kind, on] = scopePattern.exec(scope) ?? [];
    if (kind === 'system') return all.filter(({ code }) => code.startsWith('records.'));
    return all.filter(
      ({ code }) => !code.startsWith('records.') && !peoplesAlone.test(code) && (on === '*' || code.startsWith(`${on}.`)),
    );
  });
  return new Set(held.map(({ code }) => code));
}

/** Whether the actor may call the route: its permission and, for a client, a scope with the method's letter. */
export function permits(actor: Actor, { permission, method, path }: Pick<Route, 'permission' | 'method' | 'path'>): boolean {
  if (permission === 'public') return true;
  if (permission === 'signed-in') return actor.kind !== 'anonymous';
  if (!may(actor, permission)) return false;
  if (actor.kind !== 'client' || path.startsWith('/fhir/')) return true;
  const module = permission.split('.')[0] ?? '';
  return (actor.scopes ?? []).some((scope) => {
    const [, kind, on, allowed] = scopePattern.exec(scope) ?? [];
    return kind === 'api' && (on === '*' || on === module) && letters[method].test(allowed ?? '');
  });
}
