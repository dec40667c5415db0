import { ApiProblem, request } from '@songhua/ui/api.ts';
import { useLanguage } from '@songhua/ui/text.ts';
import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useRef, useState } from 'react';
import type { TaskDetail } from '../contract.ts';

type Method = 'POST' | 'PATCH' | 'PUT' | 'DELETE';

const isDetail = (answer: unknown): answer is TaskDetail =>
  typeof answer === 'object' && answer !== null && 'task' in answer && 'milestones' in answer;
const ofTasks = {
  predicate: ({ queryKey }: { readonly queryKey: readonly unknown[] }) => String(queryKey[1]).startsWith('/api/tasks'),
};

/**
 * Writes through the API, keeps why it failed, and asks anew for what is in view. Null: it failed, or the very same is still on its way
 * (a second press before the first was answered). An answer that is the task itself is shown at once: nobody waits for the lists.
 */
export function useWrite() {
  const language = useLanguage();
  const queries = useQueryClient();
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const running = useRef(new Set<string>());
  const write = useCallback(
    async <T>(method: Method, path: string, body?: object): Promise<T | null> => {
      const same = `${method} ${path} ${JSON.stringify(body)}`;
      if (running.current.has(same)) return null;
      running.current.add(same);
      setBusy(true);
      setError(null);
      try {
        const answer = await request<T>(`/api/tasks${path}`, { method, language, ...(body && { body }) });
        if (!isDetail(answer)) await queries.invalidateQueries(ofTasks);
        else {
          const shown = { queryKey: ['api', `/api/tasks/tasks/${encodeURIComponent(answer.task.id)}`] };
          // What was asked before the change would be older than its answer.
          await queries.cancelQueries(shown);
          queries.setQueriesData(shown, answer);
          void queries.invalidateQueries(ofTasks);
        }
        return answer;
      } catch (caught) {
        setError(caught);
        return null;
      } finally {
        running.current.delete(same);
        setBusy(running.current.size > 0);
      }
    },
    [language, queries],
  );
  const conflict = error instanceof ApiProblem && error.code === 'tasks.changed-meanwhile' ? error : null;
  return { write, busy, error, conflict, clear: () => setError(null) };
}
