import { isReadOnly, withTx } from '@songhua/kernel';
import type pg from 'pg';
import { cookieAt, sessionCookie } from './authenticate.ts';
import { endSessionOf, findSession, touchSession } from './store/sessions.ts';

/** The token in a Cookie header, as the page's requests carry it to this origin. */
export function sessionTokenOf(cookies: string | undefined, origin: string): string | undefined {
  const name = cookieAt(origin, sessionCookie);
  return (cookies ?? '')
    .split(';')
    .map((pair) => pair.trim())
    .find((pair) => pair.startsWith(`${name}=`))
    ?.slice(name.length + 1);
}

/** How exactly the last use of a session is known, ms: not every request writes. */
const exact = 60_000;

const unlessReadOnly = (written: Promise<void>): Promise<void> =>
  written.catch((error: unknown) => {
    if (!isReadOnly(error)) throw error;
  });

/**
 * Whether the session of this token goes on: one that lay unused for longer than `idleMs` is ended here. A token of no session, such as an
 * app's, has its own life. Where nothing can be written an unused one is refused all the same.
 */
export async function keepSession(pool: pg.Pool, token: string, now: Date, idleMs: number): Promise<boolean> {
  const session = await withTx(pool, 'read', (tx) => findSession(tx, token));
  if (!session) return true;
  const unused = now.getTime() - session.lastSeen.getTime();
  if (unused > idleMs || session.until <= now) {
    await unlessReadOnly(withTx(pool, 'write', (tx) => endSessionOf(tx, token)));
    return false;
  }
  if (unused > exact) await unlessReadOnly(withTx(pool, 'write', (tx) => touchSession(tx, session.id, now)));
  return true;
}
