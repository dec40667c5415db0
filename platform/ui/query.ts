import { QueryClient, type UseQueryResult, useQuery } from '@tanstack/react-query';
import { ApiProblem, address, goToSignIn, type QueryValue, request } from './api.ts';
import { type Language, useLanguage } from './text.ts';

const retryable = (error: unknown): boolean => error instanceof ApiProblem && (error.status === 0 || error.status === 503);

/** One client per page: a lost sign-in leads to the sign-in page, an unreachable server is asked again. */
export const makeQueryClient = (): QueryClient =>
  new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 60_000,
        refetchOnWindowFocus: false,
        retry: (count, error) => retryable(error) && count < 3,
        throwOnError: (error) => {
          if (error instanceof ApiProblem && error.status === 401) goToSignIn();
          return false;
        },
      },
    },
  });

interface ReadOptions {
  /** Not asked anew because something happened somewhere, only after a write of this page: each answer is a look at somebody, which is kept. */
  readonly stays?: boolean;
}

/** What is read under, by path and full address: answers speak the reader's language in places, in the other one they are others. */
const keyOf = (path: string | null, at: string, language: Language) => ['api', path, at, language] as const;

/** Reads an address before anything is drawn, for the first that reads it there. Settles when it was answered, or could not be. */
export const readFirst = (client: QueryClient, path: string, language: Language): Promise<unknown> =>
  client.prefetchQuery({
    queryKey: keyOf(path, path, language),
    queryFn: ({ signal }) => request(path, { language, signal }),
    meta: { stays: false },
  });

/** Reads one address of the API. While only parameters change, the former answer stays in view. `null` asks nothing. */
export function useApi<T>(
  path: string | null,
  query: Readonly<Record<string, QueryValue>> = {},
  { stays = false }: ReadOptions = {},
): UseQueryResult<T, ApiProblem> {
  const language = useLanguage();
  const at = path === null ? '' : address(path, query);
  return useQuery<T, ApiProblem>({
    queryKey: keyOf(path, at, language),
    queryFn: ({ signal }) => request<T>(at, { language, signal }),
    enabled: path !== null,
    meta: { stays },
    placeholderData: (former, query) => (query?.queryKey[1] === path ? former : undefined),
  });
}
