/** What a worker keeps for one page: made while the page is built. */
export interface KeptPage {
  /** Changes with every file of it. */
  readonly build: string;
  /** The address of the page; nothing beside it is answered. */
  readonly page: string;
  /** The script by which the page's own frame is known to be of this build. */
  readonly entry: string;
  /** Scripts and styles that draw it, each with a name that changes with what it says. */
  readonly files: readonly string[];
}

interface Asked {
  readonly method: string;
  readonly mode: string;
  readonly url: string;
}

/**
 * How a request is answered: `page` from the server, from what is kept when the server cannot be reached; `file` from what is kept; null: not
 * touched at all. What the API answers is never kept: it is somebody's, and the worker knows nobody.
 */
export function chooseAnswer({ method, mode, url }: Asked, { page, files }: KeptPage, origin: string): 'page' | 'file' | null {
  const at = new URL(url);
  if (method !== 'GET' || at.origin !== origin) return null;
  if (mode === 'navigate') return at.pathname === page ? 'page' : null;
  return at.search === '' && files.includes(at.pathname) ? 'file' : null;
}

const begin = (page: string): string => `songhua ${page} `;

export const cacheOf = ({ page, build }: KeptPage): string => `${begin(page)}${build}`;

/** What earlier builds of the same page kept; other pages' is left alone. */
export const outdated = (names: readonly string[], kept: KeptPage): readonly string[] =>
  names.filter((name) => name.startsWith(begin(kept.page)) && name !== cacheOf(kept));
