import { useTranslation } from 'react-i18next';
import type { OfferRow } from '../contract.ts';

/** A full disc, a crossed ring, a ring with a question. Not to offer something is no fault, so none of them is red. */
const shapes: Readonly<Record<OfferRow['state'], React.ReactNode>> = {
  offered: <circle cx="8" cy="8" r="6" fill="currentColor" />,
  absent: <path d="M14 8A6 6 0 1 1 2 8a6 6 0 0 1 12 0ZM4 12l8-8" fill="none" stroke="currentColor" strokeWidth="1.6" />,
  unknown: (
    <path
      d="M14 8A6 6 0 1 1 2 8a6 6 0 0 1 12 0ZM6.2 6.4a1.8 1.8 0 1 1 2.6 1.7c-.5.3-.8.6-.8 1.2M8 11.2v.1"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.3"
      strokeLinecap="round"
    />
  ),
};

/** Offered, known not to be, or not known: shape, word and colour. */
export function OfferMark({ state }: { readonly state: OfferRow['state'] }) {
  const { t } = useTranslation('registry');
  return (
    <span className={`sh-status ${state === 'offered' ? 'sh-status-met' : 'sh-quiet'}`}>
      <svg viewBox="0 0 16 16" width="14" height="14" aria-hidden="true">
        {shapes[state]}
      </svg>
      {t(`services.${state}`)}
    </span>
  );
}
