import type pg from 'pg';
import type { Actor } from './actor.ts';
import type { Clock } from './clock.ts';
import type { Distribution } from './distribution.ts';
import type { ProblemTable } from './problem.ts';
import type { RecordStore, Resource, StoredResource } from './record-store.ts';
import type { FieldError, Result, Text } from './result.ts';
import type { Route } from './route.ts';
import type { ServedType } from './served.ts';
import type { Tx } from './tx.ts';

/** Who somebody is at work, or that they are a resident. A person may hold several; what each sees says @songhua/access. */
export const roles = {
  planner: { zh: '规划人员', en: 'Planner' },
  administrator: { zh: '系统管理员', en: 'Administrator' },
  viewer: { zh: '查阅人员', en: 'Viewer' },
  doctor: { zh: '临床医生', en: 'Doctor' },
  nurse: { zh: '护士', en: 'Nurse' },
  'family-doctor': { zh: '家庭医生', en: 'Family doctor' },
  cdc: { zh: '疾控人员', en: 'Disease-control officer' },
  'privacy-officer': { zh: '隐私保护专员', en: 'Privacy officer' },
  registrar: { zh: '居民注册管理员', en: 'Registrar' },
  resident: { zh: '居民', en: 'Resident' },
} as const satisfies Record<string, Text>;

export type Role = keyof typeof roles;

/** `module.verb`, and which roles hold it from the start. */
export interface Permission {
  readonly code: string;
  readonly title: Text;
  readonly roles: readonly Role[];
}

/** One thing that happened, in the past tense: `registry.institutions-changed`. */
export interface DomainEvent {
  readonly id: string;
  readonly type: string;
  readonly payload: unknown;
  readonly at: Date;
  /** What it happened to, e.g. `Patient/123`. Events of one subject reach a handler in the order they were appended. */
  readonly subject?: string;
}

/** An event type a module appends. Pages of actors who hold `permission` hear of it by server-sent events. */
export interface EventType {
  readonly type: string;
  readonly permission: string;
}

/**
 * A reaction to an event. What it writes through `tx` happens exactly once per event, however often the reaction is
 * interrupted, tried again or found twice; what it does to the world outside may happen more often. Several events may
 * share a transaction. It reaches the events of one subject in their order; events without a subject in any order.
 */
export interface Subscription {
  readonly name: string;
  readonly event: string;
  /** What it does, for the people who look after events that could not be handled. */
  readonly title?: Text;
  /** Tries before the event is laid before a person; the server's setting unless said. */
  readonly tries?: number;
  /** Longest time for one event, ms; a minute unless said. Longer counts as a failure. */
  readonly limitMs?: number;
  readonly handle: (tx: Tx, event: DomainEvent, records: RecordStore) => Promise<void>;
}

/** A change of a resource, as it is judged before it is made. */
export interface ProposedChange {
  readonly resource: Resource & { readonly id: string };
  /** What stands there now; null when nothing does. */
  readonly before: StoredResource | null;
  /** In whose name it is made. */
  readonly writer: Actor;
}

/** Typed rows that a module derives from resources, written in the resources' own transaction. */
export interface Projection {
  readonly name: string;
  readonly types: readonly string[];
  /**
   * What in such a resource breaks a rule of this module (its own extensions and codes, never what is foreign to it).
   * Anything returned refuses the write, with fields named from the resource's root.
   */
  readonly check?: (resource: Resource, now: Date) => readonly FieldError[];
  /**
   * What of a change its writer may not do, although a way of theirs leads there. Asked of everybody who does not reach everything, of a
   * change whose resource they may change as it stands; anything returned refuses the write (403), with fields named from the resource's root.
   */
  readonly mayWrite?: (change: ProposedChange, now: Date) => readonly FieldError[];
  /** Who reaches whom follows from it: what is written together with such resources is judged by what they then say. */
  readonly decidesReach?: true;
  /** `writerOf` says in whose name each of these resources was written. */
  readonly apply: (tx: Tx, resources: readonly StoredResource[], writerOf: (resource: StoredResource) => Actor) => Promise<void>;
  /** Takes away the rows of resources of these types that were just deleted; without it they stay. */
  readonly forget?: (tx: Tx, removed: readonly { readonly type: string; readonly id: string }[], now: Date) => Promise<void>;
}

/** One entry of the left navigation. Shown to those who hold the permission. `icon` is a name the shell knows. */
export interface MenuItem {
  readonly path: `/${string}`;
  readonly title: Text;
  readonly permission: string;
  /** Position in the list, smaller first. */
  readonly order: number;
  readonly icon?: string;
  /** What one does there, for the start page of those who have no page of their own. */
  readonly summary?: Text;
  /** Who holds the permission lands here, when nobody's page stands at `/` for them; of several the first in the list. */
  readonly home?: true;
}

/** What a module may use while the server starts. */
export interface StartContext {
  readonly pool: pg.Pool;
  readonly records: RecordStore;
  readonly now: Date;
  /** Absolute folder that holds `plans/`. */
  readonly root: string;
  /** Ids of the modules of this house. */
  readonly modules: readonly string[];
  readonly settings: {
    readonly registry: 'synthetic' | 'institutions' | 'empty';
    readonly mode: 'demo' | 'production';
    /** Share of the synthetic city's residents that a first start brings in; 0: none. */
    readonly cityScale: number;
  };
  readonly progress: (text: Text, done: number, total: number) => void;
}

/** Work done once the schema is there and before the server listens; must be safe to repeat. */
export interface StartTask {
  readonly name: string;
  /** Names of start tasks (of any module) that must have run before. */
  readonly after?: readonly string[];
  readonly run: (context: StartContext) => Promise<void>;
}

/** What work beside the server may use. */
export interface BackgroundContext extends Omit<StartContext, 'now' | 'progress'> {
  readonly clock: Clock;
  readonly newId: () => string;
  /** Names this process where it holds a lease. */
  readonly holder: string;
  /** Aborted when the server stops: the work then ends soon, and what it holds is free for others. */
  readonly signal: AbortSignal;
  /** Requests that are being answered at this moment. */
  readonly waiting: () => number;
  /** Resolves after so many ms, at once when the server stops. */
  readonly rest: (ms: number) => Promise<void>;
  /** For the log. */
  readonly tell: (facts: Readonly<Record<string, unknown>>, message: string) => void;
}

/** Work that goes on beside a listening server, in every process, until it stops or has nothing more to do. What it throws is logged, and it begins anew. */
export interface BackgroundWork {
  readonly name: string;
  readonly run: (context: BackgroundContext) => Promise<void>;
}

/** What a job may use each time it runs, beside its transaction. */
export interface JobContext {
  readonly now: Date;
  readonly records: RecordStore;
  readonly newId: () => string;
}

/**
 * Work that comes round by itself, once each `everyMs` in all processes together. What it writes through `tx` is committed with the mark
 * that it ran, or not at all; it may be tried again after a failure and must do no harm when it is run more often.
 */
export interface Job {
  /** `module.what-it-does`. */
  readonly name: string;
  readonly title: Text;
  /** From the begin of one run to the next, ms. */
  readonly everyMs: number;
  /** Longest time for one run, ms, after which another process may begin it anew; five minutes unless said. */
  readonly limitMs?: number;
  readonly run: (tx: Tx, context: JobContext) => Promise<void>;
}

/** A command of `npm run songhua -- …`. Returns the exit code. */
export interface Command {
  /** Words, e.g. `plan check`. */
  readonly name: string;
  readonly usage: string;
  readonly summary: Text;
  /** Refuses wrong arguments before a database is opened for them; throws what `parseArgs` throws. */
  readonly check?: (args: readonly string[]) => Promise<Result<unknown>>;
  readonly run: (args: readonly string[], context: StartContext & { readonly print: (line: string) => void }) => Promise<number>;
}

/** Everything a module says about itself. Nothing outside its folder lists it. */
export interface ModuleManifest {
  readonly id: string;
  readonly title: Text;
  readonly permissions: readonly Permission[];
  readonly routes: readonly Route[];
  readonly problems: ProblemTable;
  readonly menu: readonly MenuItem[];
  readonly events?: readonly EventType[];
  readonly subscriptions?: readonly Subscription[];
  readonly projections?: readonly Projection[];
  /** Types of FHIR R4 that it answers in the record store's place. */
  readonly serves?: readonly ServedType[];
  readonly start?: readonly StartTask[];
  readonly jobs?: readonly Job[];
  readonly background?: readonly BackgroundWork[];
  readonly commands?: readonly Command[];
  readonly distribution?: Distribution;
}
