import { DetailDrawer } from '@songhua/ui/detail-drawer.tsx';
import { formatDate, formatTime } from '@songhua/ui/format.ts';
import { Loaded } from '@songhua/ui/problem-notice.tsx';
import { useApi } from '@songhua/ui/query.ts';
import { useMay } from '@songhua/ui/session.ts';
import { useLanguage } from '@songhua/ui/text.ts';
import { Alert, Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import type { TaskDetail } from '../contract.ts';
import { GiveButton } from './give-button.tsx';
import { historyNames } from './history-filters.tsx';
import { Missing } from './missing.tsx';
import { NoticeMark, Told } from './notices-table.tsx';
import { DueMark, Progress, StateMark } from './state-mark.tsx';
import { TaskEdit } from './task-edit.tsx';
import { TaskEvidence } from './task-evidence.tsx';
import { TaskHistory } from './task-history.tsx';
import { TaskMilestones } from './task-milestones.tsx';
import { TaskMoves } from './task-moves.tsx';
import { TaskNotes } from './task-notes.tsx';
import { TaskSiblings } from './task-siblings.tsx';
import { useOptions } from './use-options.ts';
import './tasks.css';

/** What is asked for, of whom and until when. */
function Facts({ detail: { task, today } }: { readonly detail: TaskDetail }) {
  const { t } = useTranslation('tasks');
  const language = useLanguage();
  const { departmentName } = useOptions();
  const named = (codes: readonly string[]): string => codes.map(departmentName).join(t('and'));
  return (
    <dl className="tasks-terms">
      <dt>{t('column.state')}</dt>
      <dd className="sh-row">
        <StateMark task={task} />
        <Progress task={task} />
        {task.milestones > 0 && <span className="sh-quiet">{t('reached', { reached: task.reached, all: task.milestones })}</span>}
        {task.reason && <span className="sh-quiet">{t('reason', { reason: task.reason })}</span>}
      </dd>
      <dt>{t('column.due')}</dt>
      <dd className="sh-row">
        <Missing text={task.due && formatDate(task.due, language)} reason={t('missing.due')} />
        <DueMark task={task} today={today} />
        {task.assumed.includes('due') && <span className="sh-quiet">{t('assumed.due')}</span>}
        {task.start && <span className="sh-quiet">{t('begins', { day: formatDate(task.start, language) })}</span>}
        {task.doneOn && <span className="sh-quiet">{t('done-on', { day: formatDate(task.doneOn, language) })}</span>}
      </dd>
      <dt>{t('column.responsible')}</dt>
      <dd>
        <Missing text={named(task.responsible)} reason={t('missing.responsible')} />{' '}
        {task.assumed.includes('responsible') && <span className="sh-quiet">{t('assumed.responsible')}</span>}
      </dd>
      <dt>{t('column.supporting')}</dt>
      <dd>
        <Missing text={named(task.supporting)} reason={t('missing.supporting')} />
      </dd>
      <dt>{t('column.assignee')}</dt>
      <dd>
        <Missing text={task.assignee?.name} reason={t('missing.assignee')} />
      </dd>
      <dt>{t('column.area')}</dt>
      <dd>{task.areaName[language]}</dd>
      <dt>{t('column.clauses')}</dt>
      <dd>{task.clauses.length > 0 ? task.clauses.join(' ') : t('own')}</dd>
    </dl>
  );
}

function Notices({ detail: { notices } }: { readonly detail: TaskDetail }) {
  const { t } = useTranslation('tasks');
  const language = useLanguage();
  if (notices.length === 0) return null;
  return (
    <section className="tasks-section">
      <h2>{t('section.notices')}</h2>
      <ul className="tasks-list">
        {notices.map((one) => (
          <li key={`${one.kind} ${one.due} ${one.step}`}>
            <NoticeMark notice={one} />
            <span className="sh-quiet">
              {one.withdrawn && `${t(`withdrawn.${one.withdrawn.why}`)} · `}
              {formatTime(one.at, language)} · {t('column.told')} <Told told={one.told} />
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Body({ detail }: { readonly detail: TaskDetail }) {
  const { t } = useTranslation('tasks');
  const mayManage = useMay('tasks.manage');
  const [editing, setEditing] = useState(false);
  const { task, mayEdit, moves } = detail;
  const closed = task.state === 'done' || task.state === 'cancelled';
  return (
    <>
      {task.retired && <Alert type="info" showIcon title={t('retired-long')} />}
      <Facts detail={detail} />
      {mayEdit && !editing && (
        <div className="sh-row tasks-actions">
          {mayManage && !task.given && <GiveButton detail={detail} />}
          <TaskMoves detail={detail} />
          {!closed && <Button onClick={() => setEditing(true)}>{t('edit')}</Button>}
        </div>
      )}
      {editing && (
        <TaskEdit detail={detail} manages={mayManage || moves.includes('cancelled')} onClose={() => setEditing(false)} />
      )}
      <TaskMilestones detail={detail} />
      <TaskNotes detail={detail} />
      <TaskEvidence detail={detail} />
      <TaskSiblings detail={detail} />
      <Notices detail={detail} />
      <TaskHistory id={task.id} />
    </>
  );
}

/** One task over the list: how it stands, its steps, notes, evidence, the other counties, and every change. */
export default function TaskPage() {
  const { t } = useTranslation('tasks');
  const language = useLanguage();
  const { id = '' } = useParams();
  const detail = useApi<TaskDetail>(`/api/tasks/tasks/${encodeURIComponent(id)}`);
  return (
    <DetailDrawer title={detail.data?.task.title[language] ?? t('task.title')} back="/tasks" own={historyNames}>
      <Loaded query={detail} rows={10}>
        {(data) => <Body key={data.task.id} detail={data} />}
      </Loaded>
    </DetailDrawer>
  );
}
