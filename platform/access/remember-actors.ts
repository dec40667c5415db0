import type { Actor } from '@songhua/kernel';

/** Channel on which the database says that an account, a token or a session changed (migrations/0002_changes.sql). */
export const accessChannel = 'songhua_access';

/**
 * Who stands behind a token, kept for a short while by the processes that hear of changes:
 *
 *   deaf --listening--> hearing --lost--> deaf          deaf: nothing is remembered, every request asks the database
 *   hearing --any change--> hearing, with nothing remembered
 *   hearing --people regrouped--> hearing, without those who are one of them, act for one, or have one in view
 */
export interface ActorMemory {
  /** The connection on which changes are heard is there, or is lost. */
  hears(yes: boolean): void;
  /** Something changed: everybody is asked for anew. */
  forget(): void;
  /** These Patients (ids) are one person with others than before; none named: anybody. */
  forgetPeople(patients: readonly string[]): void;
  /** The actor remembered for a token, or what `ask` answers. */
  actor(token: string, now: number, ask: () => Promise<Known>): Promise<Actor>;
}

export interface Known {
  readonly actor: Actor;
  /** Moment at which the token expires, ms since 1970; undefined for one that is not valid, which is not remembered. */
  readonly expires?: number;
  /** `Patient/…` whose records its ways lead to by their own names. */
  readonly patients?: readonly string[];
}

/** Longest a token is trusted without asking, ms: what a notice lost on the way can cost. */
const longest = 30_000;
const mostRemembered = 10_000;

export function createActorMemory(): ActorMemory {
  const known = new Map<string, { readonly actor: Actor; readonly until: number }>();
  /** Of some of them, whose records they are about: few are about any. */
  const about = new Map<string, readonly string[]>();
  let hearing = false;
  let changes = 0;
  const forget = (): void => {
    changes += 1;
    known.clear();
    about.clear();
  };
  return {
    hears: (yes) => {
      hearing = yes;
      forget();
    },
    forget,
    forgetPeople: (patients) => {
      if (patients.length === 0) return forget();
      changes += 1;
      const changed = new Set(patients.map((id) => `Patient/${id}`));
      for (const [token, ones] of about)
        if (ones.some((one) => changed.has(one))) {
          known.delete(token);
          about.delete(token);
        }
    },
    actor: async (token, now, ask) => {
      const remembered = known.get(token);
      if (remembered && remembered.until > now) return remembered.actor;
      const before = changes;
      const { actor, expires, patients = [] } = await ask();
      // What was read before a change may be what has changed.
      if (hearing && expires !== undefined && before === changes && known.size < mostRemembered) {
        known.set(token, { actor, until: Math.min(now + longest, expires) });
        if (patients.length > 0) about.set(token, patients);
        else about.delete(token);
      } else if (known.size >= mostRemembered) {
        known.clear();
        about.clear();
      }
      return actor;
    },
  };
}
