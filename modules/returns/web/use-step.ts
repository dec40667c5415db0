import { request } from '@songhua/ui/api.ts';
import { useLanguage } from '@songhua/ui/text.ts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { SubmissionDetail } from '../contract.ts';

interface Asked {
  readonly step: string;
  readonly more?: object;
}

/** Takes a step on a return as it was seen: who comes second is told, and sees what it is now. */
export function useStep({ id, version, state }: Pick<SubmissionDetail, 'id' | 'version' | 'state'>) {
  const language = useLanguage();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ step, more = {} }: Asked) =>
      request<SubmissionDetail>(`/api/returns/submissions/${id}/${step}`, {
        method: 'POST',
        body: { version, state, ...more },
        language,
      }),
    onSuccess: (answer) => {
      // What is in view follows at once: the next step is decided by what this one came to.
      const path = `/api/returns/submissions/${id}`;
      queries.setQueryData(['api', path, path, language], answer);
    },
    onSettled: () => {
      void queries.invalidateQueries({ queryKey: ['api'] });
    },
  });
}
