import { useApi } from '@songhua/ui/query.ts';
import { StatusMark } from '@songhua/ui/status-mark.tsx';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Waiting } from '../contract.ts';

/** On the first page of whoever follows up: how many wait today, and the way there. Nothing where nobody waits. */
export default function Reminder() {
  const { t } = useTranslation('investigation');
  const { data } = useApi<Waiting>('/api/investigation/follow-up/waiting');
  if (!data || data.due + data.overdue === 0) return null;
  const said = t(data.overdue > 0 ? 'remind.overdue' : 'remind.due', { count: data.due + data.overdue, overdue: data.overdue });
  return (
    <p role="note" className="sh-reminder">
      <StatusMark status={data.overdue > 0 ? 'off-track' : 'behind'} said={said} />{' '}
      <Link className="sh-reminder-go" to="/investigation/follow-up">
        {t('remind.go')}
      </Link>
    </p>
  );
}
