import type { IncomingMessage, ServerResponse } from 'node:http';
import { withTx } from '@songhua/kernel';
import type Provider from 'oidc-provider';
import { keysAt, type SigningKey } from './domain/signing-keys.ts';
import { createProvider, type ProviderOptions } from './provider.ts';
import { findKeys } from './store/keys.ts';

/** How often a process looks whether the keys have changed, ms: well within the time a new key is shown before it signs. */
const lookEvery = 60_000;

/**
 * Answers requests to the OpenID provider with the keys of the moment: a provider is built anew when another key signs or another set is
 * shown. All of them share what the database holds, so it does not matter which one began something.
 */
export function answerAuth(
  first: Provider,
  options: ProviderOptions,
): (request: IncomingMessage, response: ServerResponse) => Promise<void> {
  let callback = first.callback();
  let shown: string | undefined;
  let lookedAt = Number.NEGATIVE_INFINITY;
  const kids = (keys: readonly SigningKey[], now: Date): string =>
    keysAt(keys, now)
      .map(({ kid }) => kid)
      .join(' ');
  const look = async (): Promise<void> => {
    const now = options.clock();
    if (now.getTime() - lookedAt < lookEvery) return;
    lookedAt = now.getTime();
    const keys = await withTx(options.pool, 'read', (tx) => findKeys(tx, now));
    const next = kids(keys, now);
    if (shown !== undefined && shown !== next) callback = (await createProvider(options, keys)).callback();
    shown = next;
  };
  return async (request, response) => {
    // With the database gone the provider says so itself.
    await look().catch(() => {});
    await callback(request, response);
  };
}
