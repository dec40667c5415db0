import { ApiProblem, request } from '@songhua/ui/api.ts';
import { useLanguage, useText } from '@songhua/ui/text.ts';
import { useQueryClient } from '@tanstack/react-query';
import { App } from 'antd';
import { useCallback, useState } from 'react';

/** Posts, says what went wrong field by field, and has everything in view read anew. Null when it was refused. */
export function usePost() {
  const language = useLanguage();
  const text = useText();
  const queries = useQueryClient();
  const { message } = App.useApp();
  const [busy, setBusy] = useState(false);
  const post = useCallback(
    async <T>(path: string, body: object = {}): Promise<T | null> => {
      setBusy(true);
      try {
        return await request<T>(path, { method: 'POST', body, language });
      } catch (error) {
        const fields = error instanceof ApiProblem ? error.errors.map((one) => text(one.message)) : [];
        const said = error instanceof ApiProblem ? text(error.texts) : String(error);
        void message.error([said, ...fields].join(' '), 8);
        return null;
      } finally {
        setBusy(false);
        await queries.invalidateQueries({ queryKey: ['api'] });
      }
    },
    [language, message, queries, text],
  );
  return { busy, post };
}
