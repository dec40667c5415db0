import { useApi } from '@songhua/ui/query.ts';
import { StatusMark } from '@songhua/ui/status-mark.tsx';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Received } from '../contract.ts';

/** On the first page of those to whom the emergency command has sent something that nobody there has acknowledged; else nothing. */
export default function Reminder() {
  const { t } = useTranslation('emergency');
  const { data } = useApi<Received>('/api/emergency/received');
  if (!data || data.waiting === 0) return null;
  return (
    <p role="note" className="sh-reminder">
      <StatusMark status="off-track" said={t('remind.text', { count: data.waiting })} />{' '}
      <Link to="/emergency/received">{t('remind.go')}</Link>
    </p>
  );
}
