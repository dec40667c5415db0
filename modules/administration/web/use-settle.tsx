import { usePost } from '@songhua/ui/use-write.ts';
import { App, Button } from 'antd';
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';

type Deed = 'retry' | 'set-aside' | 'take-back' | 'correct';

const path = '/api/administration/events';

const noticeSeconds = 10;

/** Does something about an event, says how it went and refreshes what is in view. What was set aside can be undone from the notice. */
export function useSettle() {
  const { t } = useTranslation('administration');
  const { message, notification } = App.useApp();
  const { busy, post } = usePost();
  const settle = useCallback(
    async (deed: Deed, id: string, body: object): Promise<boolean> =>
      (await post(`${path}/${encodeURIComponent(id)}/${deed}`, body)) !== null,
    [post],
  );
  return {
    busy,
    retry: async (id: string, handler: string): Promise<void> => {
      if (await settle('retry', id, { handler })) void message.success(t('act.retried'));
    },
    retryAll: async (which: object): Promise<void> => {
      const answer = await post<{ readonly retried: number }>(`${path}/retry`, which);
      if (answer) void message.success(t('events.retried-all', { count: answer.retried }));
    },
    takeBack: async (id: string, handler: string): Promise<void> => {
      if (await settle('take-back', id, { handler })) void message.success(t('act.take-back-done'));
    },
    setAside: async (id: string, handler: string, reason: string): Promise<boolean> => {
      if (!(await settle('set-aside', id, { handler, reason }))) return false;
      const key = `${id} ${handler}`;
      notification.success({
        key,
        title: t('act.set-aside-done'),
        duration: noticeSeconds,
        placement: 'bottomLeft',
        closable: false,
        actions: (
          <Button
            size="small"
            type="primary"
            onClick={() => {
              notification.destroy(key);
              void settle('take-back', id, { handler });
            }}
          >
            {t('act.undo')}
          </Button>
        ),
      });
      return true;
    },
    correct: async (id: string, payload: unknown, reason: string, seen: number): Promise<boolean> => {
      const done = await settle('correct', id, { payload, reason, seen });
      if (done) void message.success(t('act.corrected'));
      return done;
    },
  };
}

export type Settle = ReturnType<typeof useSettle>;
