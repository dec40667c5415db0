import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';

/** A failure tells no page of itself: while the page is looked at, it asks every so often, ms. */
const every = 10_000;

/** Asks anew for the events in view, as long as somebody looks at them. */
export function useRefresh(): void {
  const queries = useQueryClient();
  useEffect(() => {
    const timer = setInterval(() => {
      if (document.hidden) return;
      void queries.invalidateQueries({
        predicate: ({ queryKey }) => String(queryKey[1]).startsWith('/api/administration/events'),
      });
    }, every);
    return () => clearInterval(timer);
  }, [queries]);
}
