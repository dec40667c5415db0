import { randomBytes } from 'node:crypto';
import type { Tx } from '@songhua/kernel';
import { exportJWK, generateKeyPair, type JWK } from 'jose';
import { replaceKeys, type SigningKey } from '../domain/signing-keys.ts';
import { keepSecret, readSecret } from './secrets.ts';

const name = 'signing-keys';
/** What versions before kept: one set, never changed. */
const formerName = 'jwks';

async function makeKeys(): Promise<readonly JWK[]> {
  const make = async (alg: 'RS256' | 'ES256'): Promise<JWK> => {
    const { privateKey } = await generateKeyPair(alg, { extractable: true });
    return { ...(await exportJWK(privateKey)), alg, use: 'sig', kid: randomBytes(8).toString('hex') };
  };
  return [await make('RS256'), await make('ES256')];
}

/** Held until the transaction ends: two that begin or change at once do it one after the other. */
const hold = (tx: Tx): Promise<unknown> => tx.query('select pg_advisory_xact_lock(hashtext($1))', [`songhua secret ${name}`]);

/** The keys with which the provider signs; made the first time. */
export async function findKeys(tx: Tx, now: Date): Promise<readonly SigningKey[]> {
  const known = await readSecret<readonly SigningKey[]>(tx, name);
  if (known) return known;
  await hold(tx);
  const meanwhile = await readSecret<readonly SigningKey[]>(tx, name);
  if (meanwhile) return meanwhile;
  const former = await readSecret<{ readonly keys: readonly JWK[] }>(tx, formerName);
  const keys = replaceKeys([], former?.keys ?? (await makeKeys()), now);
  await keepSecret(tx, name, keys, now);
  return keys;
}

/** Makes new keys beside the present ones. */
export async function renewKeys(tx: Tx, now: Date): Promise<readonly SigningKey[]> {
  await hold(tx);
  const keys = replaceKeys(await findKeys(tx, now), await makeKeys(), now);
  await keepSecret(tx, name, keys, now);
  return keys;
}
