import { ApiProblem, request } from '@songhua/ui/api.ts';
import { useLanguage } from '@songhua/ui/text.ts';
import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useState } from 'react';

type Method = 'POST' | 'PATCH' | 'PUT' | 'DELETE';

/** Writes through the API, keeps why it failed, and asks anew for what is in view. Null: it failed. */
export function useWrite() {
  const language = useLanguage();
  const queries = useQueryClient();
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const write = useCallback(
    async <T>(method: Method, path: string, body?: object): Promise<T | null> => {
      setBusy(true);
      setError(null);
      try {
        const answer = await request<T>(`/api/tasks${path}`, { method, language, ...(body && { body }) });
        await queries.invalidateQueries({ predicate: ({ queryKey }) => String(queryKey[1]).startsWith('/api/tasks') });
        return answer;
      } catch (caught) {
        setError(caught);
        return null;
      } finally {
        setBusy(false);
      }
    },
    [language, queries],
  );
  const conflict = error instanceof ApiProblem && error.code === 'tasks.changed-meanwhile' ? error : null;
  return { write, busy, error, conflict, clear: () => setError(null) };
}
