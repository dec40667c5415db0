import { createContext, useContext } from 'react';
import type { Text } from './text.ts';

export interface MenuEntry {
  readonly path: string;
  readonly title: Text;
  readonly icon?: string;
  readonly summary?: Text;
  /** Where its reader lands who has no page at `/`. */
  readonly home?: true;
}

export interface SignedIn {
  readonly signedIn: true;
  readonly mode: 'demo' | 'production';
  readonly actor: {
    readonly id: string;
    readonly name: string;
    readonly roles: readonly string[];
    readonly roleTitles: readonly Text[];
    readonly permissions: readonly string[];
    readonly area: string | null;
  };
  readonly menu: readonly MenuEntry[];
}

/** What `GET /api/session` answers. */
export type Session = SignedIn | { readonly signedIn: false; readonly mode: 'demo' | 'production' };

export const SessionContext = createContext<SignedIn | null>(null);

/** The signed-in session; pages are only drawn inside one. */
export function useSession(): SignedIn {
  const session = useContext(SessionContext);
  if (!session) throw new Error('a page was drawn outside a session');
  return session;
}

export const holds = ({ actor: { permissions } }: SignedIn, permission: string): boolean =>
  permissions.includes('*') || permissions.includes(permission);

/** Whether the reader holds a permission, so that a page offers only what the server will allow. */
export const useMay = (permission: string): boolean => holds(useSession(), permission);
