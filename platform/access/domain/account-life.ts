/**
 * The life of an account:
 *
 *   invited --chooses a password with the one-time code--> active
 *   active --an administrator resets it, or its password is given by somebody else--> must-change --chooses one--> active
 *   active, must-change --locked until a moment--> locked --the moment passes, or unlocked--> as before
 *   any --disabled--> disabled --enabled--> as before
 *
 * Wrong passwords lock nobody out: they slow down the browser and address they come from (throttle.ts).
 */
export const accountStates = {
  active: { zh: '正常', en: 'Active' },
  'must-change': { zh: '待更改密码', en: 'Must choose a password' },
  locked: { zh: '已锁定', en: 'Locked' },
  disabled: { zh: '已停用', en: 'Disabled' },
} as const;

export type AccountState = keyof typeof accountStates;

export interface AccountFacts {
  readonly disabledAt: Date | null;
  readonly lockedUntil: Date | null;
  readonly mustChange: boolean;
}

/** What decides first: disabled, then locked, then the password. */
export function stateOf({ disabledAt, lockedUntil, mustChange }: AccountFacts, now: Date): AccountState {
  if (disabledAt) return 'disabled';
  if (lockedUntil && lockedUntil > now) return 'locked';
  return mustChange ? 'must-change' : 'active';
}

/** Roles whose holders need a second factor in production. */
const guarded = new Set(['administrator', 'privacy-officer']);

export const needsSecondFactor = (roles: readonly string[], mode: 'demo' | 'production'): boolean =>
  mode === 'production' && roles.some((role) => guarded.has(role));
