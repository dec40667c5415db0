import type { z } from 'zod';
import type { Actor } from './actor.ts';
import type { Share } from './joint.ts';
import type { RecordStore } from './record-store.ts';
import type { Language, Result, Text } from './result.ts';
import type { Tx, TxMode } from './tx.ts';

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** One request as a route sees it: already authenticated, permitted, parsed, and inside a transaction. */
export interface Call<P, Q, B> {
  readonly tx: Tx;
  readonly records: RecordStore;
  readonly actor: Actor;
  readonly now: Date;
  /** A fresh random id (UUID v4): chance is handed in, as time is. */
  readonly newId: () => string;
  /** The address the caller reached us by, e.g. `https://health.example`; no slash at the end. */
  readonly origin: string;
  readonly language: Language;
  /** Request headers in lower case. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly params: P;
  readonly query: Q;
  readonly body: B;
  /** The request as it came: path and query as written, of a `raw` route the body's text, of a `bytes` route its bytes. */
  readonly raw: { readonly url: string; readonly body: string; readonly bytes?: Buffer };
}

/**
 * What a route's answers tell of residents: people whose records lie in the store, not staff and not institutions.
 *
 * - `none`: nothing about any resident, whoever asks. `server/property/tells-nobody.db.test.ts` asks each such GET with and without somebody who is planted.
 * - `reach`: what the same question is answered over a database that holds only what the asker reaches. Properties draw these routes (checks/asked-routes.ts).
 * - `own`: things of the asker alone: their account, their own record or that of somebody they act for, who looked at it.
 * - `oversight`: residents whoever the asker is to them, because it looks after others' doings; with the reason, for the permission table.
 */
export type People = 'none' | 'reach' | 'own' | { readonly oversight: string };

/**
 * A route announces everything about itself. GET runs in a read-only transaction of one snapshot, the
 * others in a writing one that rolls back when the route refuses.
 * `permission` is a code of this module's manifest; `'signed-in'` and `'public'` are said on purpose.
 */
export interface RouteSpec<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType, R extends z.ZodType> {
  readonly method: Method;
  readonly path: `/${string}`;
  readonly summary: Text;
  /** `fhir`: refusals become OperationOutcomes and bodies are `application/fhir+json`. */
  readonly style?: 'api' | 'fhir';
  /** The handler reads query and body itself, from `raw`: neither is parsed or checked before. */
  readonly raw?: true;
  /**
   * The body is a file, `application/octet-stream`: the handler reads it from `raw.bytes`; all else about it stands in the query. Who may
   * not send one is refused before it is read.
   */
  readonly bytes?: true;
  /** The transaction it runs in, when it is not the one its method says: a POST that only reads, a read of a single statement. */
  readonly transaction?: TxMode;
  readonly permission: string;
  /** What its answers tell of residents. */
  readonly people: People;
  readonly params?: P;
  readonly query?: Q;
  readonly body?: B;
  /** Bytes; 1 MiB unless said. */
  readonly bodyLimit?: number;
  /** Schema of the JSON answer, or `'file'` when the route answers with a file of these types. */
  readonly response: R | { readonly file: readonly string[] };
  /**
   * Reads a request without the database and answers its share of joint work; null when it must go by itself, through `handle`. Both
   * ways give the same answers.
   */
  readonly share?: (call: Omit<Call<z.output<P>, z.output<Q>, z.output<B>>, 'tx'>) => Result<Share | null>;
  readonly handle: (call: Call<z.output<P>, z.output<Q>, z.output<B>>) => Promise<Result<unknown>>;
}

export type Route = RouteSpec<z.ZodType, z.ZodType, z.ZodType, z.ZodType>;

/** Declares a route with its schemas' types flowing into the handler. */
export const route = <P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType, R extends z.ZodType>(
  spec: RouteSpec<P, Q, B, R>,
): Route => spec as unknown as Route;
