import { ApiProblem } from '@songhua/ui/api.ts';
import { useState } from 'react';
import type { TaskDetail } from '../contract.ts';
import { chosenOf, conflictsOf } from './merge-edits.ts';
import { useWrite } from './use-write.ts';

interface Sent {
  readonly changes: Readonly<Record<string, unknown>>;
  readonly reason?: string | undefined;
}

/**
 * Sends changes of a task. When the same field was changed meanwhile it holds what was sent until the reader has chosen:
 *
 *   idle --send--> sending --stands--> idle
 *                     └--same field--> choosing --choose--> sending (with the newer version)
 *                                          └--cancel--> idle, the form still holds what was typed
 */
export function useEdit(id: string) {
  const { write, busy, error, conflict, clear } = useWrite();
  const [held, setHeld] = useState<Sent | null>(null);
  const send = async (version: number, sent: Sent): Promise<boolean> => {
    setHeld(sent);
    const { changes, reason } = sent;
    const answer = await write<TaskDetail>('PATCH', `/tasks/${encodeURIComponent(id)}`, {
      version,
      changes,
      ...(reason && { reason }),
    });
    if (answer) setHeld(null);
    return answer !== null;
  };
  const refused = conflict instanceof ApiProblem && held ? conflictsOf(conflict.errors, held.changes) : null;
  return {
    busy,
    /** What failed otherwise than by somebody else's change. */
    error: conflict ? null : error,
    send,
    conflicts: refused?.conflicts ?? null,
    choose: async (theirs: ReadonlySet<string>): Promise<boolean> => {
      if (!refused || refused.version === null || !held) return false;
      const changes = chosenOf(held.changes, theirs);
      if (Object.keys(changes).length > 0) return send(refused.version, { ...held, changes });
      clear();
      setHeld(null);
      return true;
    },
    cancel: (): void => {
      clear();
      setHeld(null);
    },
  };
}
