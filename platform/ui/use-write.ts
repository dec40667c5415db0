import { type QueryKey, useQueryClient } from '@tanstack/react-query';
import { App } from 'antd';
import { useCallback, useRef, useState } from 'react';
import { ApiProblem, request } from './api.ts';
import { useLanguage, useText } from './text.ts';

type Method = 'POST' | 'PATCH' | 'PUT' | 'DELETE';

/** Whether what was read under this key may be another after a write. */
type Stale = (key: QueryKey) => boolean;

const everything: Stale = ([kind]) => kind === 'api';

/**
 * Sends one write at a time of a kind: null when the very same is still on its way, a second press before the first was answered. Throws what
 * was refused.
 */
function useSending(stale: Stale) {
  const language = useLanguage();
  const queries = useQueryClient();
  const [busy, setBusy] = useState(false);
  const running = useRef(new Set<string>());
  const refresh = useCallback(
    () => queries.invalidateQueries({ predicate: ({ queryKey }) => stale(queryKey) }),
    [queries, stale],
  );
  const send = useCallback(
    async <T>(method: Method, path: string, body?: object): Promise<T | null> => {
      const same = `${method} ${path} ${JSON.stringify(body)}`;
      if (running.current.has(same)) return null;
      running.current.add(same);
      setBusy(true);
      try {
        return await request<T>(path, { method, language, ...(body && { body }) });
      } finally {
        running.current.delete(same);
        setBusy(running.current.size > 0);
      }
    },
    [language],
  );
  return { send, busy, refresh };
}

/**
 * Writes through the API, keeps why it failed, and asks anew for what is in view. Null: it failed, or the very same is still on its way.
 * `settle` takes the asking anew into the hands of whoever shows the answer itself.
 */
export function useWrite(stale: Stale = everything) {
  const { send, busy, refresh } = useSending(stale);
  const [error, setError] = useState<unknown>(null);
  const write = useCallback(
    async <T>(
      method: Method,
      path: string,
      body?: object,
      settle?: (answer: T, refresh: () => Promise<void>) => Promise<void>,
    ): Promise<T | null> => {
      setError(null);
      try {
        const answer = await send<T>(method, path, body);
        if (answer !== null) await (settle ? settle(answer, refresh) : refresh());
        return answer;
      } catch (caught) {
        setError(caught);
        return null;
      }
    },
    [send, refresh],
  );
  const clear = useCallback(() => setError(null), []);
  return { write, busy, error, clear };
}

/** Posts, says what went wrong field by field, or `done` when it went well, and has everything in view read anew. Null when it was refused. */
export function usePost() {
  const text = useText();
  const { message } = App.useApp();
  const { send, busy, refresh } = useSending(everything);
  const post = useCallback(
    async <T>(path: string, body: object = {}, done?: string): Promise<T | null> => {
      try {
        const answer = await send<T>('POST', path, body);
        if (answer !== null && done) void message.success(done);
        return answer;
      } catch (error) {
        const said =
          error instanceof ApiProblem ? [error.texts, ...error.errors.map((one) => one.message)].map(text) : [String(error)];
        void message.error(said.join(' '), 8);
        return null;
      } finally {
        await refresh();
      }
    },
    [message, refresh, send, text],
  );
  return { busy, post };
}
