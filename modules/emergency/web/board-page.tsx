import { useKept } from '@songhua/ui/address.ts';
import { PageHead } from '@songhua/ui/page-head.tsx';
import { Loaded } from '@songhua/ui/problem-notice.tsx';
import { useApi } from '@songhua/ui/query.ts';
import { useLanguage } from '@songhua/ui/text.ts';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import type { Board } from '../contract.ts';
import { BoardActions } from './board-actions.tsx';
import { BoardCalls } from './board-calls.tsx';
import { BoardLog } from './board-log.tsx';
import { BoardMap } from './board-map.tsx';
import { BoardNotices } from './board-notices.tsx';
import { BoardPool } from './board-pool.tsx';
import { BoardReports } from './board-reports.tsx';
import { BoardTasks } from './board-tasks.tsx';
import { GradingPanel } from './grading-panel.tsx';
import { ClockMark, LevelMark, StateMark } from './marks.tsx';
import { sayMoment } from './when.ts';
import './emergency.css';

/** Level, state and the clocks stand first: what a commander asks when entering the room. */
function Head({ board }: { readonly board: Board }) {
  const { t } = useTranslation('emergency');
  const language = useLanguage();
  const { event, responses, clocks } = board;
  const running = responses.find(({ endedAt }) => endedAt === null);
  return (
    <section className="em-head" aria-label={t('board.now')}>
      <p className="em-level">
        <LevelMark level={event.level} />
        <StateMark state={event.state} />
      </p>
      <dl className="em-figures">
        {(['cases', 'deaths', 'exposed'] as const).map((one) => (
          <div key={one}>
            <dt>{t(`count.${one}`)}</dt>
            <dd>{event[one] ?? '—'}</dd>
          </div>
        ))}
        <div>
          <dt>{t('field.tasks')}</dt>
          <dd className={event.tasks.late > 0 ? 'em-late' : undefined}>
            {event.tasks.done}/{event.tasks.total}
          </dd>
        </div>
      </dl>
      <p className="em-marks">
        {clocks.map((clock) => (
          <ClockMark key={clock.step} clock={clock} />
        ))}
      </p>
      {running && (
        <p className="sh-quiet">
          {t('board.response', {
            plan: running.planTitle[language],
            level: running.level,
            at: sayMoment(running.startedAt, language),
          })}
        </p>
      )}
      {event.source.warning && <p className="sh-quiet">{t('board.from-warning', { warning: event.source.warning })}</p>}
    </section>
  );
}

/** The command board of one event. News come by the event stream, so that tasks and log are as they are now. */
export default function BoardPage() {
  const { t } = useTranslation('emergency');
  const language = useLanguage();
  const { id = '' } = useParams();
  const kept = useKept();
  const query = useApi<Board>(`/api/emergency/events/${encodeURIComponent(id)}`);
  return (
    <Loaded query={query} rows={12}>
      {(board) => (
        <>
          <PageHead
            title={board.event.title}
            lead={[
              board.event.number,
              t(`kind.${board.event.kind}`),
              board.event.agent,
              board.event.areaName[language],
              board.event.place,
            ]
              .filter(Boolean)
              .join(' · ')}
          >
            <Link className="sh-no-print" to={`/emergency${kept}`}>
              {t('board.back')}
            </Link>
            <Link to={`/emergency/events/${id}/situation`}>{t('situation.title')}</Link>
          </PageHead>
          <Head board={board} />
          <BoardActions board={board} />
          <BoardMap board={board} />
          <div className="em-board">
            <div>
              <BoardTasks board={board} />
              <BoardReports board={board} />
              <BoardCalls board={board} />
              <BoardNotices board={board} />
            </div>
            <div>
              <GradingPanel board={board} />
              <BoardLog board={board} />
              <BoardPool board={board} />
            </div>
          </div>
        </>
      )}
    </Loaded>
  );
}
