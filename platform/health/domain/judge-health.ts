import type { HealthPart, HealthState } from '../contract.ts';
import type { Facts } from './facts.ts';
import { judgeDatabase, judgeDisk, judgeProcesses, judgeReplication } from './judge-machine.ts';
import { judgeAudit, judgeBackup, judgeKeys, judgeSignIn } from './judge-safety.ts';
import { judgeErrors, judgeJobs, judgeOutbox, judgeSearch } from './judge-work.ts';
import { worstOf } from './say.ts';

const judges = [
  judgeDatabase,
  judgeReplication,
  judgeDisk,
  judgeProcesses,
  judgeBackup,
  judgeAudit,
  judgeKeys,
  judgeSignIn,
  judgeOutbox,
  judgeJobs,
  judgeSearch,
  judgeErrors,
];

/** The state of each part by what is known of it, and the worst of them for the whole. */
export function judgeHealth(facts: Facts): { readonly state: HealthState; readonly parts: readonly HealthPart[] } {
  const parts = judges.map((judge) => judge(facts));
  return { state: worstOf(parts.map(({ state }) => state)), parts };
}
