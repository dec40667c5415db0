import { useApi } from '@songhua/ui/query.ts';
import { useMay } from '@songhua/ui/session.ts';
import { StatusMark } from '@songhua/ui/status-mark.tsx';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { WorkSummary } from '../contract.ts';

/** On the first page of whoever reports: what is overdue, due soon or came back. Disease control lands on a page of its own that says so. */
export default function Reminder() {
  const { t } = useTranslation('reporting');
  const reviews = useMay('reporting.review');
  const { data } = useApi<WorkSummary>(reviews ? null : '/api/reporting/cards/summary');
  if (!data) return null;
  const { overdue, soon, returned } = data;
  const said = Object.entries({ overdue, soon, returned })
    .filter(([, count]) => count > 0)
    .map(([key, count]) => t(`remind.${key}`, { count }));
  if (said.length === 0) return null;
  return (
    <p role="note" className="sh-reminder">
      <StatusMark status={overdue > 0 ? 'off-track' : 'behind'} said={said.join(t('list'))} />{' '}
      <Link to="/reporting/cards">{t('remind.go')}</Link>
    </p>
  );
}
