import { App, Button } from 'antd';
import { useCallback, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiProblem } from './api.ts';
import { useText } from './text.ts';

const seconds = 8;

/** Removal that can be taken back: the row goes at once, the deed is done after 8 s unless undone. Leaving the page takes it back. */
export function useUndo() {
  const { t } = useTranslation('ui');
  const text = useText();
  const { notification, message } = App.useApp();
  const [pending, setPending] = useState<readonly string[]>([]);
  const timers = useRef(new Map<string, ReturnType<typeof setTimeout>>());
  useEffect(() => {
    const running = timers.current;
    return () => {
      for (const [id, timer] of running) {
        clearTimeout(timer);
        notification.destroy(id);
      }
    };
  }, [notification]);
  const start = useCallback(
    (id: string, said: string, deed: () => Promise<void>) => {
      const forget = () => {
        clearTimeout(timers.current.get(id));
        timers.current.delete(id);
        notification.destroy(id);
        setPending((now) => now.filter((one) => one !== id));
      };
      setPending((now) => [...now, id]);
      timers.current.set(
        id,
        setTimeout(() => {
          deed()
            .catch((error: unknown) => message.error(error instanceof ApiProblem ? text(error.texts) : t('problem.unexpected')))
            .finally(forget);
        }, seconds * 1000),
      );
      notification.info({
        key: id,
        title: said,
        duration: seconds,
        showProgress: true,
        closable: false,
        placement: 'bottomLeft',
        actions: (
          <Button size="small" type="primary" onClick={forget}>
            {t('undo')}
          </Button>
        ),
      });
    },
    [notification, message, t, text],
  );
  return { pending, start };
}
