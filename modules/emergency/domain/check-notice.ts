import { ok, type Result, refuse } from '@songhua/kernel';
import type { Notice, NoticeDraft } from '../contract.ts';

/** A bulletin goes to somebody; advice to the public is published and advice to government handed over, so these need name nobody. */
export function checkRecipients({ audience, departments, institutions }: NoticeDraft): Result<null> {
  if (audience === 'departments' && departments.length + institutions.length === 0) return refuse('emergency.no-recipient');
  return ok(null);
}

/** draft -> sent or withdrawn; what was sent is not taken back, a further notice corrects it. */
export const checkDecision = ({ title, state }: Pick<Notice, 'title' | 'state'>): Result<null> =>
  state === 'draft' ? ok(null) : refuse('emergency.notice-decided', { title, state });

const departmentOfRole = { planner: ['health', 'headquarters'], cdc: ['cdc'] } as const;

/** The departments for which an account of these roles reads and acknowledges. */
export const departmentsOf = (roles: readonly string[]): readonly string[] =>
  roles.flatMap((role) => (role === 'planner' || role === 'cdc' ? [...departmentOfRole[role]] : []));
