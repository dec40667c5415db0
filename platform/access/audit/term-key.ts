import { randomBytes } from 'node:crypto';
import type { Tx } from '@songhua/kernel';
import { keptSecret } from '../store/secrets.ts';

/** The key under which search terms are hashed in the audit log, made at the first start. */
export const readTermKey = (tx: Tx, now: Date): Promise<string> =>
  keptSecret(tx, 'audit terms', now, () => randomBytes(32).toString('hex'));
