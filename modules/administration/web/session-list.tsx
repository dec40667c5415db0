import { formatTime } from '@songhua/ui/format.ts';
import { useLanguage } from '@songhua/ui/text.ts';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Session } from '../contract.ts';

/** The browser and the system out of what a browser calls itself; the whole of it shows on hover. */
export function deviceOf(agent: string): string {
  const browser = /(Edg|OPR|Firefox|MicroMessenger|Chrome|Safari)\//.exec(agent)?.[1];
  const system = /(Windows|Android|iPhone|iPad|Mac OS X|HarmonyOS|Linux)/.exec(agent)?.[1];
  return (
    [browser === 'Edg' ? 'Edge' : browser, system].filter((part) => part !== undefined).join(' · ') || agent.slice(0, 40) || '—'
  );
}

interface SessionListProps {
  readonly sessions: readonly Session[];
  readonly onEnd: ((session: Session) => void) | null;
}

/** Where somebody is signed in, since when, last seen. */
export function SessionList({ sessions, onEnd }: SessionListProps) {
  const { t } = useTranslation('administration');
  const language = useLanguage();
  if (sessions.length === 0) return <p className="sh-quiet">{t('session.none')}</p>;
  return (
    <ul className="administration-sessions">
      {sessions.map((session) => (
        <li key={session.id}>
          <div>
            <strong title={session.agent}>{deviceOf(session.agent)}</strong> · {session.address}
            {session.own && <span className="administration-own">{t('session.own')}</span>}
            <span className="administration-subject">
              {t('session.times', { since: formatTime(session.since, language), seen: formatTime(session.lastSeen, language) })}
            </span>
          </div>
          {onEnd && !session.own && (
            <Button size="small" onClick={() => onEnd(session)}>
              {t('session.end')}
            </Button>
          )}
        </li>
      ))}
    </ul>
  );
}
