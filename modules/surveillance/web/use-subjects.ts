import { useApi } from '@songhua/ui/query.ts';
import { useLanguage } from '@songhua/ui/text.ts';

interface Subjects {
  readonly items: readonly { readonly code: string; readonly name: { readonly zh: string; readonly en: string } }[];
}

/** Diseases, syndromes and kinds of events to choose from. */
export function useSubjects(): readonly { readonly value: string; readonly label: string }[] {
  const language = useLanguage();
  const found = useApi<Subjects>('/api/surveillance/subjects');
  return (found.data?.items ?? []).map(({ code, name }) => ({ value: code, label: name[language] }));
}
