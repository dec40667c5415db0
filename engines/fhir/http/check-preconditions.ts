import { type Result, refuse } from '../refusal.ts';
import type { Conditions, Tags } from './conditions.ts';

/** The version that stands now. `lastUpdated` is milliseconds since 1970. */
export interface Current {
  readonly version: string;
  readonly lastUpdated: number;
}

const names = (tags: Tags, version: string): boolean => tags.any || tags.versions.includes(version);

/** HTTP dates know whole seconds only. */
const seconds = (milliseconds: number): number => Math.floor(milliseconds / 1000);

const nothing: Result<null> = { ok: true, value: null };

/** True when a reader already has what stands now: the answer is 304. If-None-Match outweighs If-Modified-Since (RFC 9110 §13.2.2). */
export function isNotModified({ ifNoneMatch, ifModifiedSince }: Conditions, { version, lastUpdated }: Current): boolean {
  if (ifNoneMatch) return names(ifNoneMatch, version);
  return ifModifiedSince !== undefined && seconds(lastUpdated) <= seconds(ifModifiedSince);
}

/**
 * Whether a write may go on. `current` is null when there is no such resource or it is deleted; `resource` (`Patient/1`) is for
 * the refusal, which is always 412.
 */
export function checkPreconditions(conditions: Conditions, current: Current | null, resource: string): Result<null> {
  const { ifMatch, ifNoneMatch, ifUnmodifiedSince } = conditions;
  if (ifMatch && !(current && names(ifMatch, current.version))) {
    const expected = ifMatch.any ? '*' : ifMatch.versions.join(', ');
    return current
      ? refuse('records.version-conflict', { resource, expected, current: current.version })
      : refuse('records.version-gone', { resource, expected });
  }
  if (!current) return nothing;
  if (ifNoneMatch && names(ifNoneMatch, current.version))
    return refuse('records.already-exists', { resource, current: current.version });
  if (!ifMatch && ifUnmodifiedSince !== undefined && seconds(current.lastUpdated) > seconds(ifUnmodifiedSince)) {
    const expected = new Date(ifUnmodifiedSince).toISOString();
    return refuse('records.version-conflict', { resource, expected, current: current.version });
  }
  return nothing;
}
