/**
 * The life of an account:
 *
 *   invited --chooses a password with the one-time code--> active
 *   active --an administrator resets it, or its password is given by somebody else--> must-change --chooses one--> active
 *   active, must-change --locked until a moment--> locked --the moment passes, or unlocked--> as before
 *   any --disabled--> disabled --enabled--> as before
 *
 * What decides first: disabled, then locked, then the password (store/account-list.ts says it in SQL).
 * Wrong passwords lock nobody out: they slow down the browser and address they come from (throttle.ts).
 */
export const accountStates = {
  active: { zh: '正常', en: 'Active' },
  'must-change': { zh: '待更改密码', en: 'Must choose a password' },
  locked: { zh: '已锁定', en: 'Locked' },
  disabled: { zh: '已停用', en: 'Disabled' },
} as const;

export type AccountState = keyof typeof accountStates;

/** Roles whose holders need a second factor in production. */
const guarded = new Set(['administrator', 'privacy-officer', 'registrar']);

export const isGuarded = (roles: readonly string[]): boolean => roles.some((role) => guarded.has(role));

export const needsSecondFactor = (roles: readonly string[], mode: 'demo' | 'production'): boolean =>
  mode === 'production' && isGuarded(roles);
