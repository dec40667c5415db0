import { type Actor, may, ok, type Result, refuse, type Tx } from '@songhua/kernel';
import type { Run, RunHead } from '../contract.ts';
import { judgeExpectations, rounded } from '../domain/judge-expectations.ts';
import { drillHours } from '../domain/measure-time.ts';
import { findRun, listHappened, listPlayed, listRemarks, type StoredRun } from '../store/runs.ts';

/** What a list says of a run. */
export function headOf(run: StoredRun, now: Date): RunHead {
  const { id, script, state, speed, participants, startedBy, startedAt, endedAt, version } = run;
  return {
    ...{ id, title: script.title, state, speed, participants, startedBy, version },
    startedAt: startedAt.toISOString(),
    endedAt: endedAt?.toISOString() ?? null,
    hours: rounded(drillHours(run, endedAt ?? now)),
  };
}

/** A run with how everything expected of it stands at `now`. */
export async function loadRun(tx: Tx, actor: Actor, id: string, now: Date): Promise<Result<Run>> {
  const stored = await findRun(tx, id);
  if (!stored) return refuse('drill.unknown-run', { id });
  const [played, happened] = [await listPlayed(tx, id), await listHappened(tx, id)];
  const head = headOf(stored, now);
  const asked = { played, happened, now: head.hours, ended: stored.state === 'ended' };
  return ok({
    ...head,
    script: stored.script,
    ...{ played, happened },
    judged: judgeExpectations(stored.script.expectations, asked),
    remarks: await listRemarks(tx, id),
    mayManage: may(actor, 'drill.manage'),
  });
}
