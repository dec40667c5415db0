import { withTx } from '@songhua/kernel';
import type pg from 'pg';
import { dropOldAttempts } from './store/attempts.ts';
import { dropOldContexts } from './store/launches.ts';
import { dropExpiredTokens } from './store/oidc-adapter.ts';
import { dropOldSessions } from './store/sessions.ts';

const day = 24 * 60 * 60 * 1000;

/** How long a browser is known after it was last used, ms: as long as its cookie lasts. */
const deviceLives = 400 * day;

/** Drops what has expired: tokens, sessions, browsers, failed tries that no longer count. Called at start and now and then. */
export async function dropExpired(pool: pg.Pool, now: Date): Promise<void> {
  await dropExpiredTokens(pool, now);
  await withTx(pool, 'write', async (tx) => {
    await dropOldSessions(tx, now, new Date(now.getTime() - deviceLives));
    await dropOldAttempts(tx, new Date(now.getTime() - day));
    await dropOldContexts(tx);
  });
}
