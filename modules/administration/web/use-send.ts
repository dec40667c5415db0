import { ApiProblem, request } from '@songhua/ui/api.ts';
import { useLanguage, useText } from '@songhua/ui/text.ts';
import { useQueryClient } from '@tanstack/react-query';
import { App } from 'antd';
import { useCallback, useState } from 'react';

/** Sends something about accesses; says how it went, and has what is in view read anew. False when it was refused. */
export function useSend() {
  const language = useLanguage();
  const text = useText();
  const queries = useQueryClient();
  const { message } = App.useApp();
  const [busy, setBusy] = useState(false);
  const send = useCallback(
    async (path: string, body: object, done: string): Promise<boolean> => {
      setBusy(true);
      try {
        await request(`/api/administration${path}`, { method: 'POST', body, language });
        void message.success(done);
        return true;
      } catch (error) {
        void message.error(error instanceof ApiProblem ? text(error.texts) : String(error), 8);
        return false;
      } finally {
        setBusy(false);
        await queries.invalidateQueries({ queryKey: ['api'] });
      }
    },
    [language, message, queries, text],
  );
  return { busy, send };
}
