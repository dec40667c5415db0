import { ApiProblem } from '@songhua/ui/api.ts';
import { useWrite as useApiWrite } from '@songhua/ui/use-write.ts';
import { useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import type { TaskDetail } from '../contract.ts';

type Method = Parameters<ReturnType<typeof useApiWrite>['write']>[0];

const isDetail = (answer: unknown): answer is TaskDetail =>
  typeof answer === 'object' && answer !== null && 'task' in answer && 'milestones' in answer;
const ofTasks = ([, path]: readonly unknown[]): boolean => String(path).startsWith('/api/tasks');

/** Writes tasks; see `useWrite` of the house. An answer that is the task itself is shown at once: nobody waits for the lists. */
export function useWrite() {
  const queries = useQueryClient();
  const { write: send, busy, error, clear } = useApiWrite(ofTasks);
  const write = useCallback(
    <T>(method: Method, path: string, body?: object): Promise<T | null> =>
      send<T>(method, `/api/tasks${path}`, body, async (answer, refresh) => {
        if (!isDetail(answer)) return refresh();
        const shown = { queryKey: ['api', `/api/tasks/tasks/${encodeURIComponent(answer.task.id)}`] };
        // What was asked before the change would be older than its answer.
        await queries.cancelQueries(shown);
        queries.setQueriesData(shown, answer);
        void refresh();
      }),
    [queries, send],
  );
  const conflict = error instanceof ApiProblem && error.code === 'tasks.changed-meanwhile' ? error : null;
  return { write, busy, error, conflict, clear };
}
