import { type MarkName, StatusMark } from '@songhua/ui/status-mark.tsx';
import { useTranslation } from 'react-i18next';
import type { PersonState } from '../contract.ts';

const marks: Readonly<Record<PersonState, MarkName>> = { single: 'none', linked: 'met', provisional: 'unknown' };

/** Whether a person is one registration, several, or somebody yet to be found out. */
export function PersonStateMark({ state }: { readonly state: PersonState }) {
  const { t } = useTranslation('identity');
  return <StatusMark status={marks[state]} said={t(`person-state.${state}`)} />;
}
