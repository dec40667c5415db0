import { type Clock, type Tx, withTx } from '@songhua/kernel';
import type { KoaContextWithOIDC } from 'oidc-provider';
import type pg from 'pg';
import { webClientId } from './provider-scopes.ts';
import { noteSecurityEvent } from './store/access-log.ts';

/** How long what was noted once is counted and not noted again, ms. */
const quietMs = { issued: 600_000, refused: 60_000 } as const;
/** Things that are remembered at most; who does more different ones is noted each time. */
const mostKinds = 10_000;

/** What the token endpoint was asked, and answered. */
export interface TokenAnswer {
  readonly client: string;
  readonly grant: string;
  readonly scope: string;
  readonly address: string;
  /** Null: a token was issued. */
  readonly error: string | null;
}

/**
 * Which tokens are worth an entry of the log, and with which words; null for one that is counted alone. Renewals that go well follow from a
 * grant that was noted; a program that asks again and again is noted once in a while, with how often it was.
 */
export function createTokenNotes(clock: Clock): (answer: TokenAnswer) => string | null {
  const known = new Map<string, { until: number; more: number }>();
  return ({ client, grant, scope, address, error }) => {
    if (error === null && grant === 'refresh_token') return null;
    const now = clock().getTime();
    const kind = JSON.stringify([client, grant, scope, address, error]);
    const before = known.get(kind);
    if (before && now < before.until) {
      before.more += 1;
      return null;
    }
    if (known.size >= mostKinds) for (const [name, { until }] of known) if (until <= now) known.delete(name);
    if (known.size < mostKinds || before)
      known.set(kind, { until: now + quietMs[error === null ? 'issued' : 'refused'], more: 0 });
    const words = [grant, scope.replaceAll('\0', ''), error].filter((word) => word !== null && word !== '').join(' ');
    return before && before.more > 0 ? `${words} (and ${before.more} more like it before)` : words;
  };
}

/** What of an answer of the token endpoint is noted; null for the page's own, and for strangers, whom the metrics count. */
function answerOf(ctx: KoaContextWithOIDC): TokenAnswer | null {
  const { client, params, entities } = ctx.oidc;
  if (!client || client.clientId === webClientId) return null;
  const grant = typeof params?.['grant_type'] === 'string' ? params['grant_type'].replaceAll('\0', '').slice(0, 60) : '';
  const issued = entities.AccessToken ?? entities.ClientCredentials;
  const asked = typeof params?.['scope'] === 'string' ? params['scope'] : '';
  const { error } = (ctx.body ?? {}) as { readonly error?: unknown };
  return {
    client: client.clientId,
    grant,
    scope: (ctx.status === 200 ? (issued?.scope ?? asked) : asked).slice(0, 400),
    address: ctx.ip,
    error: ctx.status === 200 ? null : String(error ?? ctx.status),
  };
}

/** Notes what the token endpoint answered, each in a transaction of its own where it is worth an entry. */
export function tokenNoter(pool: pg.Pool, clock: Clock): (ctx: KoaContextWithOIDC) => Promise<void> {
  const wordsOf = createTokenNotes(clock);
  return async (ctx) => {
    const answer = answerOf(ctx);
    const note = answer && wordsOf(answer);
    if (!answer || note === null) return;
    const { client, address, error } = answer;
    await withTx(pool, 'write', async (tx: Tx) =>
      noteSecurityEvent(tx, {
        at: clock(),
        actor: { kind: 'client', id: client, name: client },
        event: error === null ? 'token-issued' : 'token-refused',
        about: `client/${client}`,
        done: error === null,
        note,
        address,
      }),
    );
  };
}
