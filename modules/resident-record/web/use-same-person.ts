import { ApiProblem, request } from '@songhua/ui/api.ts';
import { useLanguage } from '@songhua/ui/text.ts';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import type { RecordVersion, ResidentRecord } from '../contract.ts';
import { recordPath } from './record-path.ts';

/**
 * Reads an open record anew when its registrations are others than those it was read from. Whatever happens in the city, only the version is
 * asked (`stays` of the record's own queries), so that an open page looks at nobody again for a decision about others.
 */
export function useSamePerson({ patient, version }: Pick<ResidentRecord, 'patient' | 'version'>): void {
  const queries = useQueryClient();
  const language = useLanguage();
  const path = recordPath(patient);
  const { data, error } = useQuery<RecordVersion>({
    queryKey: ['api', `${path}/version`, patient],
    queryFn: ({ signal }) => request<RecordVersion>(`${path}/version`, { language, signal }),
    // The page has just been told: nothing is asked before something happens.
    initialData: { version },
    staleTime: Number.POSITIVE_INFINITY,
  });
  const isGone = error instanceof ApiProblem && error.status === 404;
  const now = isGone ? '' : data.version;
  // Once for each version: should the two never agree, the page does not ask for ever.
  const followed = useRef(version);
  useEffect(() => {
    if (now === version || now === followed.current) return;
    followed.current = now;
    void queries.invalidateQueries({
      predicate: ({ queryKey: [, asked] }) => asked !== `${path}/version` && String(asked).startsWith(path),
    });
  }, [now, version, path, queries]);
}
