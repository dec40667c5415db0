/** Scopes of SMART App Launch 2.2: `patient/Observation.rs?category=laboratory`. */
export interface ResourceScope {
  /** Whose: of the patient in context, what the user reaches, or what the backend is trusted with. */
  readonly level: 'patient' | 'user' | 'system';
  /** A resource type of R4, or `*`. */
  readonly type: string;
  /** Letters of `cruds`, in that order: create, read, update, delete, search. */
  readonly interactions: string;
  /** Search parameters that must hold too, as `name=value`, written as in an address. */
  readonly criteria: readonly string[];
}

const pattern = /^(patient|user|system)\/(\*|[A-Z][A-Za-z]{1,63})\.(c?r?u?d?s?)(?:\?(.+))?$/;

/** RFC 6749: the characters of a scope. */
const characters = /^[\x21\x23-\x5b\x5d-\x7e]+$/;

const criterion = /^[A-Za-z_][A-Za-z0-9_:.-]*=[^=&]+$/;

/** The scope a text says; null when it is no such scope. */
export function readScope(text: string): ResourceScope | null {
  if (text.length > 1_000 || !characters.test(text)) return null;
  const [, level, type = '', interactions = '', query] = pattern.exec(text) ?? [];
  if (!level || interactions === '') return null;
  const criteria = query === undefined ? [] : query.split('&');
  if (!criteria.every((one) => criterion.test(one))) return null;
  // A token of one type's criteria means nothing to another's.
  if (type === '*' && criteria.length > 0) return null;
  return { level: level as ResourceScope['level'], type, interactions, criteria };
}

/** The text of a scope: the one it was read from. */
export const writeScope = ({ level, type, interactions, criteria }: ResourceScope): string =>
  `${level}/${type}.${interactions}${criteria.length > 0 ? `?${criteria.join('&')}` : ''}`;

/** What a user is asked by words, and what tells an app who and where: beside the resources'. */
export const launchScopes = ['openid', 'profile', 'fhirUser', 'launch', 'launch/patient', 'offline_access'] as const;

/** Whether what is asked lies within one that is allowed: as far a type, no other letters, no fewer criteria. */
export function isWithin(asked: ResourceScope, allowed: ResourceScope): boolean {
  return (
    asked.level === allowed.level &&
    (allowed.type === '*' || allowed.type === asked.type) &&
    [...asked.interactions].every((letter) => allowed.interactions.includes(letter)) &&
    allowed.criteria.every((one) => asked.criteria.includes(one))
  );
}

/** Of the scopes asked for, those that the allowed ones cover; texts that stand on both sides are taken as they are. */
export function coveredScopes(asked: readonly string[], allowed: readonly string[]): string[] {
  const bounds = allowed.flatMap((text) => readScope(text) ?? []);
  return asked.filter((text) => {
    if (allowed.includes(text)) return true;
    const scope = readScope(text);
    return scope !== null && bounds.some((bound) => isWithin(scope, bound));
  });
}
