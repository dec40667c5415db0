import { useLanguage } from '@songhua/ui/text.ts';
import { useTranslation } from 'react-i18next';
import type { ClauseItem } from '../../contract.ts';

type Embodiment = ClauseItem['embodiedBy'][number];

/** What embodies a clause in a few words: rules and indicators by their id, tasks by their title, the rest by its name. */
export function useEmbodimentName(): (one: Embodiment) => string {
  const { t } = useTranslation('plan');
  const language = useLanguage();
  return ({ kind, ref, title }) => {
    const name =
      kind === 'task'
        ? (title?.[language] ?? ref)
        : kind === 'registry'
          ? t(`register.${ref}`, ref)
          : kind === 'workflow'
            ? t(`function.${ref}`, ref)
            : ref;
    return `${t(`embodiment.${kind}`)} ${name}`;
  };
}
