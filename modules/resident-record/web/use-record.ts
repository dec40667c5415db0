import { type ApiProblem, address, type QueryValue, request } from '@songhua/ui/api.ts';
import { useLanguage } from '@songhua/ui/text.ts';
import { type UseQueryResult, useQuery } from '@tanstack/react-query';

/** As `useApi`, for a record: whatever happens somewhere does not look at it again. */
export function useRecord<T>(path: string, query: Readonly<Record<string, QueryValue>> = {}): UseQueryResult<T, ApiProblem> {
  const language = useLanguage();
  const at = address(path, query);
  return useQuery<T, ApiProblem>({
    queryKey: ['api', path, at, language],
    queryFn: ({ signal }) => request<T>(at, { language, signal }),
    meta: { stays: true },
    placeholderData: (former, before) => (before?.queryKey[1] === path ? former : undefined),
  });
}
