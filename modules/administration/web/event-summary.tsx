import { cityClock } from '@songhua/ui/format.ts';
import { useTranslation } from 'react-i18next';
import type { EventList } from '../contract.ts';

/** One line: what needs a person, what is retried, what is queued, and when this was so. */
export function EventSummary({ list, failed }: { readonly list: EventList; readonly failed: boolean }) {
  const { t } = useTranslation('administration');
  const { dead = 0, retry = 0, waiting = 0, behind = 0 } = list.counts;
  const queued = waiting + behind;
  const time = cityClock(list.asOf)?.slice(11) ?? list.asOf;
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
