import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Access, ActorMemory } from '@songhua/access';
import type { Streams } from '@songhua/events';
import type { Facts } from '@songhua/health';
import type { Actor, Clock, Language, RecordStore } from '@songhua/kernel';
import type { FastifyInstance } from 'fastify';
import type Provider from 'oidc-provider';
import type pg from 'pg';
import type { Config } from '../config.ts';
import type { House } from '../discover.ts';
import type { Join } from './join-requests.ts';
import type { Tallies } from './tallies.ts';

/** What the HTTP part is built from. */
export interface Server {
  readonly app: FastifyInstance;
  readonly config: Config;
  readonly house: House;
  readonly pool: pg.Pool;
  readonly records: RecordStore;
  readonly provider: Provider;
  /** Answers what the provider is asked, with the keys of the moment. */
  readonly answerAuth: (request: IncomingMessage, response: ServerResponse) => Promise<void>;
  readonly streams: Streams;
  /** Who stands behind which token, remembered while changes are heard of. */
  readonly actors: ActorMemory;
  readonly clock: Clock;
  /** Has shares of requests done together with those of others. */
  readonly join: Join;
  /** The key under which search terms are hashed in the audit log. */
  readonly termKey: string;
  /** Writes down who saw what; resolves when it is committed. */
  readonly logAccess: (access: Access) => Promise<void>;
  /** Tests hold every answer to its schema. */
  readonly checkAnswers: boolean;
  /** Whether the primary is gone and a standby answers, which takes no writes. */
  readonly isReadOnly: () => boolean;
  /** What was answered since it was last told. */
  readonly tallies: Tallies;
  /** Told what is known of the installation, for the metrics. */
  tellMetrics: (facts: Facts) => void;
  /** Has the events worker look at once; set when events start. */
  wake: () => void;
  /** False once shutdown began: /readyz says so and a balancer looks elsewhere. */
  ready: boolean;
}

declare module 'fastify' {
  interface FastifyRequest {
    actor: Actor;
    language: Language;
  }
  interface FastifyContextConfig {
    readonly bodyLimit?: number;
    /** The route reads the body as text. */
    readonly raw?: boolean;
    /** The route takes the body as a file. */
    readonly bytes?: boolean;
  }
}
