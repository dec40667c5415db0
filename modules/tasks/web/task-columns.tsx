import type { Column } from '@songhua/ui/data-table.tsx';
import { formatDate } from '@songhua/ui/format.ts';
import type { Language } from '@songhua/ui/text.ts';
import type { TFunction } from 'i18next';
import { Link } from 'react-router';
import type { Task } from '../contract.ts';
import { Missing } from './missing.tsx';
import { DueMark, Progress, StateMark } from './state-mark.tsx';

interface Means {
  readonly t: TFunction<'tasks'>;
  readonly language: Language;
  readonly today: string;
  /** Search text that keeps the filters. */
  readonly kept: string;
  readonly departmentName: (code: string) => string;
}

export const taskColumns = ({ t, language, today, kept, departmentName }: Means): Column<Task>[] => [
  {
    key: 'title',
    title: t('column.title'),
    sort: 'title',
    rowHeader: true,
    render: (task) => (
      <>
        <Link to={`/tasks/${encodeURIComponent(task.id)}${kept}`}>{task.title[language]}</Link>
        <span className="tasks-under">
          {task.clauses.length > 0 ? t('clauses', { list: task.clauses.join(' ') }) : t('own')}
          {task.retired && ` · ${t('retired')}`}
        </span>
      </>
    ),
  },
  { key: 'area', title: t('column.area'), sort: 'area', keep: true, render: (task) => task.areaName[language] },
  {
    key: 'responsible',
    title: t('column.responsible'),
    rank: 2,
    render: (task) => <Missing text={task.responsible.map(departmentName).join(t('and'))} reason={t('missing.responsible')} />,
  },
  {
    key: 'assignee',
    title: t('column.assignee'),
    keep: true,
    rank: 3,
    render: (task) => <Missing text={task.assignee?.name} reason={t('missing.assignee')} />,
  },
  {
    key: 'due',
    title: t('column.due'),
    sort: 'due',
    keep: true,
    render: (task) => (
      <>
        <Missing text={task.due && formatDate(task.due, language)} reason={t('missing.due')} />
        <span className="tasks-under-mark">
          <DueMark task={task} today={today} />
        </span>
      </>
    ),
  },
  {
    key: 'state',
    title: t('column.state'),
    sort: 'state',
    keep: true,
    rank: 2,
    render: (task) => <StateMark task={task} />,
  },
  {
    key: 'percent',
    title: t('column.percent'),
    sort: 'percent',
    keep: true,
    render: (task) => <Progress task={task} />,
  },
  {
    key: 'milestones',
    title: t('column.milestones'),
    keep: true,
    rank: 3,
    hidden: true,
    render: ({ milestones, reached }) => (
      <Missing text={milestones > 0 && `${reached} / ${milestones}`} reason={t('missing.milestones')} />
    ),
  },
  {
    key: 'supporting',
    title: t('column.supporting'),
    rank: 3,
    hidden: true,
    render: (task) => <Missing text={task.supporting.map(departmentName).join(t('and'))} reason={t('missing.supporting')} />,
  },
];
