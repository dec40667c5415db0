import { useApi } from '@songhua/ui/query.ts';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import type { CityStatus } from '../contract.ts';

/** How often a page asks while the city comes in, ms. */
const every = 3_000;

/** How far the city is; asked again as long as it changes and somebody looks. */
export function useCity() {
  const queries = useQueryClient();
  const query = useApi<CityStatus>('/api/city/status');
  const state = query.data?.state;
  const moves = state === 'running' || state === 'waiting';
  useEffect(() => {
    if (!moves) return;
    const timer = setInterval(() => {
      if (document.hidden) return;
      void queries.invalidateQueries({ predicate: ({ queryKey }) => String(queryKey[1]).startsWith('/api/city/') });
    }, every);
    return () => clearInterval(timer);
  }, [moves, queries]);
  return query;
}
