import { request } from '@songhua/ui/api.ts';
import { useLanguage } from '@songhua/ui/text.ts';
import { useAtRest } from '@songhua/ui/use-at-rest.ts';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { CandidateList } from '../contract.ts';
import { type Draft, toCandidates } from './registration.ts';

/** Who the person in the form may be, asked when the fingers rest; nothing while too little is typed. */
export function useCandidates(draft: Draft) {
  const language = useLanguage();
  const said = toCandidates(draft);
  const typed = said ? JSON.stringify(said) : '';
  const [asked, setAsked] = useState('');
  useAtRest(typed, setAsked);
  return useQuery<CandidateList>({
    queryKey: ['candidates', asked, language],
    queryFn: ({ signal }) =>
      request<CandidateList>('/api/identity/candidates', { method: 'POST', body: JSON.parse(asked) as object, language, signal }),
    enabled: asked !== '' && typed !== '',
    placeholderData: (former) => (typed === '' ? undefined : former),
    staleTime: 10_000,
  });
}
