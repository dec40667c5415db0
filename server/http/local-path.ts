/** No address of ours: only there to resolve against. */
const nowhere = 'http://nowhere.invalid';

/**
 * A path of this very server to go back to, or `/` for anything else. Resolved as a browser resolves it: tabs and line
 * ends are dropped and backslashes are slashes, so what looks local (`/<tab>/evil.example`) may not be.
 */
export function localPath(path: unknown): string {
  if (typeof path !== 'string' || !URL.canParse(path, nowhere)) return '/';
  const { origin, pathname, search, hash } = new URL(path, nowhere);
  return origin === nowhere && !pathname.startsWith('//') ? `${pathname}${search}${hash}` : '/';
}
