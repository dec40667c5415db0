import { ApiProblem, request } from '@songhua/ui/api.ts';
import { useLanguage, useText } from '@songhua/ui/text.ts';
import { useQueryClient } from '@tanstack/react-query';
import { App } from 'antd';
import { useState } from 'react';

/** Sends something to `/api/access/…`, says what was refused and refreshes what is in view. */
export function usePost() {
  const language = useLanguage();
  const text = useText();
  const queries = useQueryClient();
  const { message } = App.useApp();
  const [busy, setBusy] = useState(false);
  const post = async (path: string, body: object): Promise<boolean> => {
    setBusy(true);
    try {
      await request(`/api/access/${path}`, { method: 'POST', body, language });
      return true;
    } catch (error) {
      void message.error(error instanceof ApiProblem ? sayProblem(error, text) : String(error));
      return false;
    } finally {
      setBusy(false);
      await queries.invalidateQueries();
    }
  };
  return { busy, post };
}

/** The server's words, and those of each field. */
const sayProblem = (problem: ApiProblem, text: ReturnType<typeof useText>): string =>
  [text(problem.texts), ...problem.errors.map(({ message }) => text(message))].join(' ');
