import { formatDate } from '@songhua/ui/format.ts';
import { useLanguage } from '@songhua/ui/text.ts';
import { useWrite } from '@songhua/ui/use-write.ts';
import { App } from 'antd';
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import type { ReviewItem } from '../contract.ts';

type Review = Pick<ReviewItem, 'id' | 'version'>;

/** Lays a review aside until a day (ISO), or with null has it wait again; whether it was done. */
export function useDefer() {
  const { t } = useTranslation('identity');
  const language = useLanguage();
  const { message } = App.useApp();
  const { write, busy, error, clear } = useWrite();
  const defer = useCallback(
    async ({ id, version }: Review, until: string | null): Promise<boolean> => {
      const answer = await write('POST', `/api/identity/reviews/${encodeURIComponent(id)}/defer`, { until, version });
      if (!answer) return false;
      const day = until && formatDate(until, language);
      void message.success(day ? t('defer.done', { day }) : t('defer.taken-back'));
      return true;
    },
    [language, message, t, write],
  );
  return { defer, busy, error, clear };
}
