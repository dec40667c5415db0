import { useTranslation } from 'react-i18next';
import type { ModelDetail } from '../contract.ts';

interface ThresholdScaleProps {
  readonly thresholds: ModelDetail['thresholds'];
  /** Where one pair stands, in bits. */
  readonly weight?: number;
}

/** Bits shown on either side of the thresholds. */
const margin = 10;

/** No, ask, link: the three outcomes on one line with the bits at which they part, and where a pair stands on it. */
export function ThresholdScale({ thresholds: { link, review }, weight }: ThresholdScaleProps) {
  const { t } = useTranslation('identity');
  const [from, to] = [review - margin, link + margin];
  const at = (bits: number): string => `${((Math.min(to, Math.max(from, bits)) - from) / (to - from)) * 100}%`;
  const said = t('model.thresholds', { review, link });
  return (
    <figure className="identity-thresholds">
      <div className="identity-line" aria-hidden="true">
        <span style={{ left: 0, width: at(review) }} className="identity-line-no">
          {t('model.no')}
        </span>
        <span style={{ left: at(review), width: `calc(${at(link)} - ${at(review)})` }} className="identity-line-review">
          {t('model.review')}
        </span>
        <span style={{ left: at(link), right: 0 }} className="identity-line-link">
          {t('model.link')}
        </span>
        {weight !== undefined && <i style={{ left: at(weight) }} />}
      </div>
      <figcaption className="sh-quiet">
        {weight !== undefined && `${t('model.stands', { weight: weight.toFixed(1) })} `}
        {said}
      </figcaption>
    </figure>
  );
}
