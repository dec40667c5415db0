import { useApi } from '@songhua/ui/query.ts';

interface Choices {
  readonly institutions: readonly { readonly id: string; readonly name: string }[];
  readonly institution: string | null;
}

/** The institution that the reader acts for now (`Organization/…`); null where there is none, undefined while it is not known. */
export function useInstitution(): { readonly id: string; readonly name: string } | null | undefined {
  const { data } = useApi<Choices>('/api/administration/me/choices');
  if (!data) return undefined;
  return data.institutions.find(({ id }) => id === data.institution) ?? null;
}
