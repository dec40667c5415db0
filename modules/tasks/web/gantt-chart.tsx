import { formatDate } from '@songhua/ui/format.ts';
import { useLanguage } from '@songhua/ui/text.ts';
import { type KeyboardEvent, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Task } from '../contract.ts';
import { type GanttScale, ganttScale, type Scale } from './gantt-scale.ts';

const rowHeight = 30;
/** Rows drawn above and below what is in view. */
const margin = 12;

function Bar({ task, axis }: { readonly task: Task; readonly axis: GanttScale }) {
  const { t } = useTranslation('tasks');
  const language = useLanguage();
  if (task.due === null) return <span className="tasks-bar-none sh-quiet">{t('missing.due')}</span>;
  const end = axis.x(task.due);
  const begin = task.start === null ? end - 8 : axis.x(task.start);
  const dates = `${task.start ? formatDate(task.start, language) : '…'} – ${formatDate(task.due, language)}`;
  const state = task.late > 0 ? 'late' : task.given ? task.state : 'not-given';
  const late = task.late > 0 ? ` · ${t('due.late', { count: task.late })}` : '';
  const words = `${dates} · ${task.given ? `${t(`state.${task.state}`)} ${task.percent}%` : t('state.not-given')}${late}`;
  return (
    <span
      className={`tasks-bar tasks-bar-${state} ${task.start === null ? 'tasks-bar-point' : ''}`}
      style={{ insetInlineStart: begin, width: Math.max(8, end - begin) }}
      title={words}
    >
      <span style={{ width: `${task.percent}%` }} />
      <span className="sh-visually-hidden">{words}</span>
    </span>
  );
}

interface GanttChartProps {
  readonly tasks: readonly Task[];
  readonly today: string;
  readonly scale: Scale;
  /** Search text that keeps the filters. */
  readonly kept: string;
}

/** Bars over an axis of months. Only rows in view are drawn; arrow keys walk the rows, Enter opens one, the axis and names stay in view. */
export function GanttChart({ tasks, today, scale, kept }: GanttChartProps) {
  const { t } = useTranslation('tasks');
  const language = useLanguage();
  const box = useRef<HTMLDivElement>(null);
  const [top, setTop] = useState(0);
  const [height, setHeight] = useState(600);
  const [focused, setFocused] = useState<number | null>(null);
  const axis = useMemo(() => ganttScale(tasks, today, scale), [tasks, today, scale]);
  useLayoutEffect(() => {
    const element = box.current;
    if (!element) return;
    const observer = new ResizeObserver(() => setHeight(element.clientHeight));
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  // Today a little right of the middle: what is due lies before it, what comes after it.
  useLayoutEffect(() => {
    const element = box.current;
    if (!element) return;
    const names = Number.parseFloat(getComputedStyle(element).getPropertyValue('--tasks-names')) || 0;
    element.scrollLeft = axis.x(today) - (element.clientWidth - names) * 0.7;
  }, [axis, today]);
  const from = Math.max(0, Math.floor(top / rowHeight) - margin);
  const to = Math.min(tasks.length, Math.ceil((top + height) / rowHeight) + margin);
  // The row to be focused may not be drawn yet: it is scrolled to first.
  useEffect(() => {
    if (focused === null) return;
    const link = box.current?.querySelector<HTMLElement>(`[data-row="${focused}"] a`);
    if (link) {
      link.focus();
      setFocused(null);
    }
  });
  const walk = (event: KeyboardEvent<HTMLElement>): void => {
    const step = { ArrowDown: 1, ArrowUp: -1, PageDown: 15, PageUp: -15 }[event.key];
    const row = event.target instanceof HTMLElement ? event.target.closest<HTMLElement>('[data-row]') : null;
    if (!step || !row) return;
    event.preventDefault();
    const next = Math.min(tasks.length - 1, Math.max(0, Number(row.dataset['row']) + step));
    const element = box.current;
    if (
      element &&
      (next * rowHeight < element.scrollTop || (next + 2) * rowHeight > element.scrollTop + element.clientHeight - 40)
    )
      element.scrollTo({ top: Math.max(0, next * rowHeight - element.clientHeight / 2) });
    setFocused(next);
  };
  return (
    <section
      ref={box}
      className="tasks-gantt-box"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
      tabIndex={0}
      aria-label={t('gantt.region')}
      onScroll={(event) => setTop(event.currentTarget.scrollTop)}
      onKeyDown={walk}
    >
      <div className="tasks-gantt-sheet" style={{ width: `calc(var(--tasks-names) + ${axis.width}px)` }}>
        <div className="tasks-gantt-head" aria-hidden="true">
          <span className="tasks-gantt-name">{t('column.title')}</span>
          <span className="tasks-gantt-axis">
            {axis.ticks.map(({ at, year, month }) => (
              <span key={at} style={{ insetInlineStart: at }}>
                {scale === 'year' ? year : language === 'zh' ? `${year}年${month}月` : `${month}/${year}`}
              </span>
            ))}
          </span>
        </div>
        <ul className="tasks-gantt-rows" style={{ height: tasks.length * rowHeight }}>
          {tasks.slice(from, to).map((task, n) => (
            <li key={task.id} data-row={from + n} style={{ top: (from + n) * rowHeight }}>
              <span className="tasks-gantt-name">
                <Link
                  to={`/tasks/${encodeURIComponent(task.id)}${kept}`}
                  title={`${task.title[language]} · ${task.areaName[language]}`}
                >
                  {task.title[language]}
                </Link>
                <span className="sh-quiet">{task.areaName[language]}</span>
              </span>
              <span className="tasks-gantt-line">
                <Bar task={task} axis={axis} />
              </span>
            </li>
          ))}
          <span className="tasks-gantt-ticks" aria-hidden="true">
            {axis.ticks.map(({ at }) => (
              <span key={at} style={{ insetInlineStart: at }} />
            ))}
            <span className="tasks-gantt-today" style={{ insetInlineStart: axis.x(today) }} />
          </span>
        </ul>
      </div>
    </section>
  );
}
