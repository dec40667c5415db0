import { useAddress, useArea } from '@songhua/ui/address.ts';
import { PageHead } from '@songhua/ui/page-head.tsx';
import { useApi } from '@songhua/ui/query.ts';
import { useMay } from '@songhua/ui/session.ts';
import { Segmented } from 'antd';
import { useTranslation } from 'react-i18next';
import type { TaskList } from '../contract.ts';
import { Gantt } from './gantt.tsx';
import { LetterButton } from './letter-button.tsx';
import { NewTask } from './new-task.tsx';
import { NoticesTable } from './notices-table.tsx';
import { SettingsButton } from './settings-dialog.tsx';
import { SummaryTable } from './summary-table.tsx';
import { TaskTable } from './task-table.tsx';
import { noFilters, noNotices, useView, type View, views } from './view.ts';
import './tasks.css';

/** What of mine is late or due next? Whoever has no task of his own sees what is late, else all. */
export default function TasksPage() {
  const { t } = useTranslation('tasks');
  const { set } = useAddress();
  const area = useArea();
  const asked = useView();
  const mayEdit = useMay('tasks.edit');
  const mayManage = useMay('tasks.manage');
  const mine = useApi<TaskList>('/api/tasks/tasks', { mine: true, state: 'active', limit: 1 });
  const all = useApi<TaskList>(area ? '/api/tasks/tasks' : null, { area, limit: 1 });
  const counts = all.data?.counts;
  const own = mine.data?.total;
  const settled = mine.data && all.data;
  const fallback: View = own === 0 && counts ? (counts.late > 0 ? 'late' : 'all') : 'mine';
  const view = asked ?? (settled || mine.error ? fallback : undefined);
  const notice = asked === undefined && own === 0 && !all.data?.empty && (
    <p className="tasks-notice">{t(view === 'late' ? 'mine.none-late' : 'mine.none')}</p>
  );
  const numbers: Partial<Record<View, number | undefined>> = { mine: own, late: counts?.late };
  const go = (next: View): void =>
    set(
      { view: next, sort: null, offset: null, ...noNotices, ...(next === 'mine' || next === 'notices' ? noFilters : {}) },
      false,
    );
  return (
    <>
      <PageHead
        title={t('title')}
        lead={
          counts && !all.data?.empty
            ? t('lead', {
                active: counts.active,
                late: counts.late,
                soon: counts.soon,
                notGiven: counts.notGiven,
                reported: counts.reported,
                done: counts.done,
              })
            : t('lead-none')
        }
      >
        <LetterButton today={all.data?.today} />
        {mayManage && <SettingsButton />}
        {mayEdit && <NewTask />}
      </PageHead>
      <div className="tasks-views sh-no-print">
        <Segmented
          aria-label={t('views')}
          {...(view && { value: view })}
          onChange={(next) => go(next)}
          options={views.map((one) => ({
            value: one,
            label: `${t(`view.${one}`)}${numbers[one] ? ` ${numbers[one]}` : ''}`,
          }))}
        />
      </div>
      {(view === 'mine' || view === 'all' || view === 'late') && (
        <TaskTable key={view} view={view} notice={notice} empty={t(`empty.${view}`)} />
      )}
      {(view === 'department' || view === 'chapter' || view === 'area') && <SummaryTable key={view} by={view} />}
      {view === 'gantt' && <Gantt />}
      {view === 'notices' && <NoticesTable />}
    </>
  );
}
