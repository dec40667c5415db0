import { formatTime } from '@songhua/ui/format.ts';
import { type MarkName, StatusMark } from '@songhua/ui/status-mark.tsx';
import { useLanguage } from '@songhua/ui/text.ts';
import { useTranslation } from 'react-i18next';
import type { CardItem } from '../contract.ts';
import { remaining } from './say-remaining.ts';

const marks: Readonly<Record<CardItem['timing'], MarkName>> = {
  open: 'on-track',
  soon: 'behind',
  overdue: 'off-track',
  done: 'met',
  late: 'behind',
};

/** How long the county still has to review what was reported; from then on the city may. */
export function ReviewMark({ reviewBy, asOf }: { readonly reviewBy: string | null; readonly asOf: string }) {
  const { t } = useTranslation('reporting');
  const language = useLanguage();
  if (reviewBy === null) return '—';
  const { key, days, hours, minutes } = remaining(reviewBy, asOf);
  const span = days > 0 ? t('clock.days', { days, hours }) : t('clock.hours', { hours, minutes });
  const why = t('clock.review-why', { by: formatTime(reviewBy, language) });
  return <StatusMark status={key === 'over' ? 'off-track' : 'on-track'} said={t(`clock.${key}`, { span })} why={why} />;
}

/** How a card stands to its clock: what is not reported yet says how long is left. */
export function ClockMark({
  card,
  asOf,
}: {
  readonly card: Pick<CardItem, 'timing' | 'due' | 'reported' | 'state'>;
  readonly asOf: string;
}) {
  const { t } = useTranslation('reporting');
  const language = useLanguage();
  if (card.state === 'dismissed') return <StatusMark status="none" said={t('state.dismissed')} />;
  const isOpen = card.reported === null;
  const { key, days, hours, minutes } = remaining(card.due, asOf);
  const span = days > 0 ? t('clock.days', { days, hours }) : t('clock.hours', { hours, minutes });
  const said = isOpen ? t(`clock.${key}`, { span }) : t(`timing.${card.timing}`);
  return <StatusMark status={marks[card.timing]} said={said} why={t('clock.why', { due: formatTime(card.due, language) })} />;
}
