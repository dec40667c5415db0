import { type Query, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';

export type Connection = { readonly state: 'live' | 'lost'; readonly since: Date };

/** Browsers give up on a stream that was answered with an error; we knock again, ever more slowly, up to this. */
const longestWait = 30_000;

/**
 * Listens to `/events`; whatever happened, what the page shows is asked anew, but for what `stays` (`useApi`). Returns whether the line is up.
 *
 *   live --error--> lost --(the browser or we reconnect)--> live + everything asked anew, for what was missed
 */
export function useEvents(): Connection {
  const queries = useQueryClient();
  const [connection, setConnection] = useState<Connection>({ state: 'live', since: new Date() });
  useEffect(() => {
    let source: EventSource | undefined;
    let again: ReturnType<typeof setTimeout> | undefined;
    let soon: ReturnType<typeof setTimeout> | undefined;
    let wait = 1000;
    let wasLost = false;
    const refresh = () => {
      clearTimeout(soon);
      const moves: (query: Query) => boolean = ({ meta }) => meta?.['stays'] !== true;
      soon = setTimeout(() => void queries.invalidateQueries({ queryKey: ['api'], predicate: moves }), 150);
    };
    // That the line is up is no news: what the page shows was asked a moment ago.
    const hear = ({ data }: MessageEvent<string>) => {
      if (!data.includes('"events.connected"')) refresh();
    };
    const open = () => {
      source = new EventSource('/events');
      source.onopen = () => {
        wait = 1000;
        if (wasLost) refresh();
        wasLost = false;
        setConnection({ state: 'live', since: new Date() });
      };
      source.onmessage = hear;
      source.onerror = () => {
        if (!wasLost) setConnection({ state: 'lost', since: new Date() });
        wasLost = true;
        if (source?.readyState !== EventSource.CLOSED) return;
        // Refused, not lost: the sign-in may have ended, which the session tells.
        void queries.invalidateQueries({ queryKey: ['api', '/api/session'] });
        again = setTimeout(open, wait);
        wait = Math.min(wait * 2, longestWait);
      };
    };
    open();
    return () => {
      clearTimeout(again);
      clearTimeout(soon);
      source?.close();
    };
  }, [queries]);
  return connection;
}
