import type { StatusName } from '@songhua/ui/status.ts';
import { StatusShape } from '@songhua/ui/status-mark.tsx';
import { useTranslation } from 'react-i18next';
import type { OfferRow } from '../contract.ts';

const shapes: Readonly<Record<OfferRow['state'], StatusName>> = { offered: 'met', absent: 'off-track', unknown: 'unknown' };

/** Offered, known not to be, or not known: shape, word and colour. */
export function OfferMark({ state }: { readonly state: OfferRow['state'] }) {
  const { t } = useTranslation('registry');
  return (
    <span className={`sh-status sh-status-${shapes[state]}`}>
      <StatusShape status={shapes[state]} />
      {t(`services.${state}`)}
    </span>
  );
}
