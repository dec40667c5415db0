import { DetailDrawer } from '@songhua/ui/detail-drawer.tsx';
import { formatDate, formatTime } from '@songhua/ui/format.ts';
import { Loaded } from '@songhua/ui/problem-notice.tsx';
import { useApi } from '@songhua/ui/query.ts';
import { useLanguage } from '@songhua/ui/text.ts';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import type { SignalDetail } from '../contract.ts';
import { ClockMark, StateMark } from './marks.tsx';
import { SignalActions } from './signal-actions.tsx';
import { SignalEvidence } from './signal-evidence.tsx';
import { SignalRelated } from './signal-related.tsx';
import { SignalSteps } from './signal-steps.tsx';
import { signalTitle } from './signal-title.ts';
import './surveillance.css';

function Facts({ detail: { signal, now } }: { readonly detail: SignalDetail }) {
  const { t } = useTranslation('surveillance');
  const language = useLanguage();
  const { from, to, event, townName, place } = signal;
  const facts: readonly (readonly [string, string | null])[] = [
    ['channel', `${t(`channel.${signal.channel}`)} · ${t(`source.${signal.source}`)}`],
    ['area', [signal.areaName[language], townName?.[language], place].filter(Boolean).join(' ')],
    ['window', from === to ? formatDate(to, language) : `${formatDate(from, language)} – ${formatDate(to, language)}`],
    ['observed', String(signal.observed)],
    ['expected', signal.expected === null ? null : String(Math.round(signal.expected * 10) / 10)],
    ['p', signal.p === null ? null : signal.p.toPrecision(2)],
    ['method', signal.method?.startsWith('form/') ? null : signal.method],
    ['raised', [formatTime(signal.raisedAt, language), signal.raisedBy].filter(Boolean).join(' · ')],
    ['owner', signal.owner?.name ?? null],
    ['outcome', signal.outcome && t(`outcome.${signal.outcome}`)],
  ];
  return (
    <>
      <p className="sv-marks">
        <StateMark state={signal.state} />
        <ClockMark signal={signal} now={Date.parse(now)} />
        {event && (
          <Link to={`/emergency/events/${event.id}`}>
            {t('signal.event', { number: event.number, state: t(`event-state.${event.state}`) })}
          </Link>
        )}
        {signal.mergedInto && <Link to={`/surveillance/signals/${signal.mergedInto}`}>{t('signal.merged-into')}</Link>}
      </p>
      {signal.said && <p className="sv-said">{signal.said}</p>}
      <dl className="sv-facts">
        {facts.map(([name, value]) =>
          value ? (
            <div key={name}>
              <dt>{t(`field.${name}`)}</dt>
              <dd>{value}</dd>
            </div>
          ) : null,
        )}
      </dl>
    </>
  );
}

/** One signal over the board: what it says, what can be done, what was done. */
export default function SignalDrawer() {
  const { t } = useTranslation('surveillance');
  const language = useLanguage();
  const { id = '' } = useParams();
  const query = useApi<SignalDetail>(`/api/surveillance/signals/${encodeURIComponent(id)}`);
  const title = query.data ? `#${query.data.signal.number} ${signalTitle(query.data.signal, language)}` : t('signal.one');
  return (
    <DetailDrawer title={title} back="/surveillance">
      <Loaded query={query}>
        {(detail) => (
          <>
            <Facts detail={detail} />
            <SignalActions key={detail.signal.id} detail={detail} />
            <SignalEvidence detail={detail} />
            <SignalRelated detail={detail} />
            <SignalSteps detail={detail} />
          </>
        )}
      </Loaded>
    </DetailDrawer>
  );
}
