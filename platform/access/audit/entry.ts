import type { Actor } from '@songhua/kernel';
import type { SecurityEventCode } from './security-events.ts';
import type { Touched } from './touched.ts';

/** Who is answered: of an actor what the log keeps. */
export type AuditActor = Pick<Actor, 'kind' | 'id'> & Partial<Pick<Actor, 'name' | 'roles' | 'institution' | 'reach'>>;

/** One entry of the audit log before it is written: a request and its answer, or a security event. */
export interface Access {
  readonly at: Date;
  /** A request unless said. */
  readonly event?: 'request' | SecurityEventCode;
  readonly actor: AuditActor;
  readonly method: string;
  /** Path with its query, what identifies people hashed: what exactly was asked. */
  readonly path: string;
  readonly route: string;
  readonly status: number;
  readonly requestId: string;
  /** Of the caller, as the server sees it. */
  readonly address?: string;
  readonly touched?: Touched;
  readonly note?: string;
}
