import { type MarkName, StatusMark } from '@songhua/ui/status-mark.tsx';
import { useTranslation } from 'react-i18next';
import type { AccountState } from '../contract.ts';

const shapes: Readonly<Record<AccountState, MarkName>> = {
  active: 'met',
  'must-change': 'behind',
  locked: 'off-track',
  disabled: 'none',
};

/** The state of an account as shape, word and colour, with what it means. */
export function AccountStateMark({ state }: { readonly state: AccountState }) {
  const { t } = useTranslation('administration');
  return <StatusMark status={shapes[state]} said={t(`account-state.${state}`)} why={t(`account-state-long.${state}`)} />;
}
