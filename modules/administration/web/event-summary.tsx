import { useLanguage } from '@songhua/ui/text.ts';
import { useTranslation } from 'react-i18next';
import type { EventList } from '../contract.ts';

const clock = (iso: string, language: string): string =>
  new Intl.DateTimeFormat(language === 'zh' ? 'zh-CN' : 'en-GB', { timeStyle: 'medium' }).format(new Date(iso));

/** One line: what needs a person, what is retried, what is queued, and when this was so. */
export function EventSummary({ list, failed }: { readonly list: EventList; readonly failed: boolean }) {
  const { t } = useTranslation('administration');
  const language = useLanguage();
  const { dead = 0, retry = 0, waiting = 0, behind = 0 } = list.counts;
  const queued = waiting + behind;
  const time = clock(list.asOf, language);
  return (
    <>
      {dead > 0 && (
        <strong className="administration-dead">{t(behind > 0 ? 'events.dead' : 'events.dead-plain', { count: dead })} </strong>
      )}
      {retry > 0 && `${t('events.retry', { count: retry })} `}
      {dead + retry === 0 && `${t('events.none-failed')} `}
      {queued > 0 && `${t('events.queued', { count: queued })} `}
      <span>{t(failed ? 'events.stale' : 'events.as-of', { time })}</span>
    </>
  );
}
