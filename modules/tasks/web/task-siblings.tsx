import { useKept } from '@songhua/ui/address.ts';
import { formatDate } from '@songhua/ui/format.ts';
import { useLanguage } from '@songhua/ui/text.ts';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { TaskDetail } from '../contract.ts';
import { historyNames } from './history-filters.tsx';
import { DueMark, Progress, StateMark } from './state-mark.tsx';

/** The same task in each of its areas, side by side. */
export function TaskSiblings({ detail: { task, siblings, today } }: { readonly detail: TaskDetail }) {
  const { t } = useTranslation('tasks');
  const language = useLanguage();
  const kept = useKept(true, historyNames);
  if (siblings.length < 2) return null;
  return (
    <section className="tasks-section">
      <h2>{t('section.siblings', { count: siblings.length })}</h2>
      <div className="sh-table">
        <table>
          <caption className="sh-visually-hidden">{t('section.siblings', { count: siblings.length })}</caption>
          <thead>
            <tr>
              {(['area', 'state', 'percent', 'due'] as const).map((one) => (
                <th key={one} scope="col">
                  {t(`column.${one}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {siblings.map((one) => (
              <tr key={one.id} className={one.id === task.id ? 'sh-current' : undefined}>
                <th scope="row">
                  {one.id === task.id ? (
                    one.areaName[language]
                  ) : (
                    <Link to={`/tasks/${encodeURIComponent(one.id)}${kept}`}>{one.areaName[language]}</Link>
                  )}
                </th>
                <td>
                  <StateMark task={one} />
                </td>
                <td>
                  <Progress task={one} />
                </td>
                <td className="sh-keep">
                  {one.due ? formatDate(one.due, language) : '—'} <DueMark task={{ ...one, level: 0 }} today={today} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}
