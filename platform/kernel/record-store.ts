import type { Actor } from './actor.ts';
import type { Result } from './result.ts';
import type { Tx } from './tx.ts';

/** A FHIR R4 resource as a client or module hands it in; `id` may be missing before it is created. */
export interface Resource {
  readonly resourceType: string;
  readonly id?: string;
  readonly [element: string]: unknown;
}

/** A FHIR resource as the store keeps it. */
export interface StoredResource extends Resource {
  readonly id: string;
  readonly meta: {
    readonly versionId: string;
    readonly lastUpdated: string;
    readonly tag?: readonly { readonly system?: string; readonly code?: string }[];
    readonly [element: string]: unknown;
  };
}

/**
 * What modules mostly look for: by id, identifier (`system|value`, `value`), name (its beginning) and type (`system|code`, `code`),
 * latest first. Values are FHIR search values, with their escapes.
 */
export interface SearchQuery {
  readonly id?: readonly string[];
  readonly identifier?: string;
  readonly name?: string;
  readonly type?: string;
  /** `next` of the page before: a walk over everything that stays quick and stable however long it is. */
  readonly after?: string;
  readonly limit: number;
  readonly offset?: number;
}

/** One version of a resource, and what it took the place of. */
export interface ResourceVersion {
  readonly type: string;
  readonly id: string;
  readonly version: string;
  /** When it was written, as an ISO instant. */
  readonly at: string;
  /** Null: then it was deleted. */
  readonly resource: StoredResource | null;
  /** Null when nothing stood there before, or it had been deleted. */
  readonly before: StoredResource | null;
}

/** A page of what a FHIR search found. */
export interface FoundPage {
  readonly resources: readonly StoredResource[];
  /** What came along by `_include` and `_revinclude`. */
  readonly included: readonly StoredResource[];
  /** When it was asked for, or when the page holds everything. */
  readonly total?: number;
  /** The whole query of the next page. */
  readonly next?: string;
}

/**
 * The store as somebody asks it: what they do not reach (`Actor.reach`) is as if it were not there, in answers, totals and refusals alike, and
 * they write only where a way of theirs leads.
 */
export interface ReachedStore extends Pick<RecordStore, 'create' | 'update' | 'remove' | 'read' | 'search'> {
  /** As `RecordStore.find`, at the moment of whoever asks. */
  find(tx: Tx, query: string): Promise<Result<FoundPage>>;
}

/** The one way to FHIR resources: each write also runs the modules' projections in the same transaction. */
export interface RecordStore {
  create(tx: Tx, resource: Resource, now: Date): Promise<Result<StoredResource>>;
  /** Creates the resource under its own id when it is not there yet. `ifMatch` is a version id. */
  update(tx: Tx, resource: Resource, now: Date, ifMatch?: string): Promise<Result<StoredResource>>;
  /** Deletes the resource; its history stays. False when there was none. */
  remove(tx: Tx, type: string, id: string, now: Date): Promise<Result<boolean>>;
  /** As `remove`, for many, none named twice; those that are not there are passed over. */
  removeAll(tx: Tx, resources: readonly { readonly type: string; readonly id: string }[], now: Date): Promise<Result<null>>;
  /**
   * Stores many under their own ids by the road of imports, fully validated: all or none, errors by position. Nothing is said of what was
   * stored; for registers and whatever else comes by the thousand.
   */
  load(
    tx: Tx,
    resources: readonly (Resource & { readonly id: string })[],
    now: Date,
  ): Promise<Result<{ readonly created: number; readonly updated: number }>>;
  /** Creates or updates many at once; ids are given by the caller. */
  saveAll(
    tx: Tx,
    resources: readonly (Resource & { readonly id: string })[],
    now: Date,
  ): Promise<Result<readonly StoredResource[]>>;
  read(tx: Tx, type: string, id: string): Promise<StoredResource | null>;
  search(
    tx: Tx,
    type: string,
    query: SearchQuery,
  ): Promise<{ readonly total: number; readonly items: readonly StoredResource[]; readonly next?: string }>;
  /**
   * A FHIR search, as the address of a type answers it: `Observation?patient=Patient/a,Patient/b&code=…&_count=50`, latest first unless it
   * sorts. Resources are whole, whatever `_elements` and `_summary` say; in somebody's name they are masked as lists are. Refuses what that
   * address refuses. Dates that are near another (`ap`) are so as of now.
   */
  find(tx: Tx, query: string, now: Date): Promise<Result<FoundPage>>;
  /**
   * The versions of these resources, deletions included, newest first; those of one moment in an order that never changes. `changes`: only
   * what came after a first version.
   */
  versions(
    tx: Tx,
    of: readonly { readonly type: string; readonly id: string }[],
    page: { readonly limit: number; readonly offset?: number; readonly changes?: boolean },
  ): Promise<{ readonly total: number; readonly items: readonly ResourceVersion[] }>;
  /**
   * The store as this actor asks it at this moment. All else here is the system's own work, which reaches everything: whoever hands a person's
   * records out to somebody asks in their name.
   */
  as(actor: Actor, now: Date): ReachedStore;
}
