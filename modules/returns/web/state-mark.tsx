import type { StatusName } from '@songhua/ui/status.ts';
import { StatusShape } from '@songhua/ui/status-mark.tsx';
import { useTranslation } from 'react-i18next';
import type { ReturnState } from '../contract.ts';

const shapes: Readonly<Record<ReturnState, StatusName>> = {
  draft: 'unknown',
  submitted: 'on-track',
  returned: 'behind',
  accepted: 'met',
  withdrawn: 'unknown',
  undone: 'off-track',
};

/** The state as shape, word and colour; nothing sent in is a state of its own. */
export function StateMark({ state }: { readonly state: ReturnState | null }) {
  const { t } = useTranslation('returns');
  const shape = state === null ? 'unknown' : shapes[state];
  return (
    <span className={`sh-status sh-status-${shape}`}>
      <StatusShape status={shape} />
      <span>{t(state === null ? 'state.none' : `state.${state}`)}</span>
    </span>
  );
}
