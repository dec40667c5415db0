import { ApiProblem, request } from '@songhua/ui/api.ts';
import { useText } from '@songhua/ui/text.ts';
import { useWrite } from '@songhua/ui/use-write.ts';
import { useQueryClient } from '@tanstack/react-query';
import { App, Button } from 'antd';
import { useCallback, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { Decided } from '../contract.ts';

/** Seconds for which the way back is offered at hand; later it is on the person's page. */
const offered = 12;

/**
 * Decides on the spot and offers to take it back at once. A decision is never held back: a colleague sees it, and closing the page loses nothing;
 * taking it back is a decision of its own that restores what was before.
 */
export function useDecide() {
  const { t } = useTranslation('identity');
  const text = useText();
  const { notification, message } = App.useApp();
  const queries = useQueryClient();
  const { write, busy, error, clear } = useWrite();
  const undoing = useRef(new Set<string>());
  const undo = useCallback(
    async (id: string, after?: () => void) => {
      if (undoing.current.has(id)) return;
      undoing.current.add(id);
      try {
        await request<Decided>(`/api/identity/decisions/${id}/undo`, { method: 'POST', body: { reason: t('undo.at-once') } });
        notification.destroy(id);
        void message.success(t('undo.done'));
        after?.();
      } catch (caught) {
        void message.error(caught instanceof ApiProblem ? text(caught.texts) : t('undo.failed'), 8);
      } finally {
        undoing.current.delete(id);
        await queries.invalidateQueries({ queryKey: ['api'] });
      }
    },
    [message, notification, queries, t, text],
  );
  const decide = useCallback(
    async (path: string, body: object, said: string, undone?: () => void): Promise<Decided | null> => {
      const answer = await write<Decided>('POST', path, body);
      if (!answer) return null;
      const { id } = answer.decision;
      notification.success({
        key: id,
        title: said,
        duration: offered,
        showProgress: true,
        placement: 'bottomLeft',
        actions: (
          <Button size="small" type="primary" onClick={() => void undo(id, undone)}>
            {t('undo.action')}
          </Button>
        ),
      });
      return answer;
    },
    [notification, t, undo, write],
  );
  return { decide, busy, error, clear };
}
