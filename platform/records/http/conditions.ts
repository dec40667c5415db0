import { ok, type Result, refuse } from '@songhua/kernel';

type Headers = Readonly<Record<string, string | undefined>>;

const versionTag = /^(?:W\/)?"(\d+)"$/;

/** Conditions on a write that version 1 does not keep. Ignoring one would make the write unconditional behind the client's back. */
const unkept = ['if-none-exist', 'if-none-match', 'if-modified-since', 'if-unmodified-since'];

const unreadable = (condition: string, value: string): Result<never> =>
  refuse('records.condition-not-kept', { condition, value: value.slice(0, 200) });

/** The version an update must find, of `If-Match: W/"n"`; undefined when there is none. Any other condition is refused by name. */
export function readConditions(headers: Headers): Result<string | undefined> {
  for (const name of unkept) {
    const value = headers[name];
    if (value !== undefined) return unreadable(name, value);
  }
  const tag = headers['if-match'];
  if (tag === undefined) return ok(undefined);
  const version = versionTag.exec(tag.trim())?.[1];
  return version === undefined ? unreadable('if-match', tag) : ok(version);
}

/** The same for the request of a bundle's entry, which may carry no condition at all yet. */
export function refuseEntryConditions(request: object): Result<null> {
  for (const name of ['ifMatch', 'ifNoneExist', 'ifNoneMatch', 'ifModifiedSince']) {
    const value = (request as Record<string, unknown>)[name];
    if (value !== undefined) return unreadable(`request.${name}`, String(value));
  }
  return ok(null);
}
