import { useAddress, useArea, useKept } from '@songhua/ui/address.ts';
import { ExportLinks } from '@songhua/ui/export-links.tsx';
import { formatDate } from '@songhua/ui/format.ts';
import { Loaded } from '@songhua/ui/problem-notice.tsx';
import { useApi } from '@songhua/ui/query.ts';
import { Empty } from '@songhua/ui/table-states.tsx';
import { useLanguage } from '@songhua/ui/text.ts';
import { Button, Segmented } from 'antd';
import { useTranslation } from 'react-i18next';
import type { TaskList } from '../contract.ts';
import { GanttChart } from './gantt-chart.tsx';
import { type Scale, scales } from './gantt-scale.ts';
import { historyNames } from './history-filters.tsx';
import { TaskFilters } from './task-filters.tsx';
import { useAsked } from './view.ts';

/** More rows than this nobody scrolls through; the table pages. */
const mostRows = 2000;

/** The tasks under the filter as bars from start to due date. The same tasks as a table are one click away. */
export function Gantt() {
  const { t } = useTranslation('tasks');
  const language = useLanguage();
  const area = useArea();
  const kept = useKept(true, historyNames);
  const { get, set } = useAddress();
  const filters = useAsked();
  const asked = { ...filters, area };
  const list = useApi<TaskList>(area ? '/api/tasks/tasks' : null, { ...asked, sort: 'chapter', limit: mostRows });
  const wanted = get('scale');
  const scale: Scale = wanted === 'quarter' || wanted === 'month' ? wanted : 'year';
  return (
    <section className="tasks-gantt" aria-label={t('view.gantt')} aria-busy={list.isFetching}>
      <div className="sh-table-bar">
        <div className="sh-row">
          <TaskFilters />
        </div>
        <div className="sh-row sh-table-actions">
          {list.data && <span className="sh-quiet">{t('gantt.total', { count: list.data.total })}</span>}
          <ExportLinks path="/api/tasks/export" query={{ ...asked, sort: 'chapter' }} />
          <Segmented
            size="small"
            aria-label={t('gantt.scale')}
            value={scale}
            onChange={(next) => set({ scale: next === 'year' ? null : next })}
            options={(Object.keys(scales) as Scale[]).map((one) => ({ value: one, label: t(`gantt.${one}`) }))}
          />
          <Button size="small" onClick={() => set({ view: 'all' }, false)}>
            {t('gantt.table')}
          </Button>
        </div>
      </div>
      <Loaded query={list} rows={12}>
        {(data) =>
          data.items.length === 0 ? (
            <Empty>{t(data.empty ? 'empty.none' : 'empty.filtered')}</Empty>
          ) : (
            <>
              {data.total > data.items.length && <p className="sh-quiet">{t('gantt.cut', { count: mostRows })}</p>}
              <GanttChart tasks={data.items} today={data.today} scale={scale} kept={kept} />
              <p className="tasks-legend sh-quiet">
                <span className="tasks-key tasks-key-done" aria-hidden="true" /> {t('gantt.done')}
                <span className="tasks-key" aria-hidden="true" /> {t('gantt.left')}
                <span className="tasks-key tasks-key-late" aria-hidden="true" /> {t('gantt.late')}
                <span className="tasks-key tasks-key-not-given" aria-hidden="true" /> {t('gantt.not-given')}
                <span className="tasks-key tasks-key-today" aria-hidden="true" />{' '}
                {t('gantt.today', { day: formatDate(data.today, language) })}
              </p>
            </>
          )
        }
      </Loaded>
    </section>
  );
}
