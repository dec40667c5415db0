import { type MarkName, StatusMark } from '@songhua/ui/status-mark.tsx';
import { useTranslation } from 'react-i18next';
import type { ReviewItem } from '../contract.ts';

type Likelihood = 'shared-number' | 'likely' | 'rather' | 'possible';

/** Points from which a pair is called rather likely, and likely: odds of 16 and of 4,096 to 1. */
const from = { rather: 4, likely: 12 } as const;

const marks: Readonly<Record<Likelihood, MarkName>> = {
  'shared-number': 'off-track',
  likely: 'met',
  rather: 'on-track',
  possible: 'behind',
};

/** Two names under one card are a suspicion of their own, whatever the points say. */
function likelihoodOf({ weight, vetoes }: Pick<ReviewItem, 'weight' | 'vetoes'>): Likelihood {
  if (vetoes.includes('shared-number')) return 'shared-number';
  if (weight >= from.likely) return 'likely';
  return weight >= from.rather ? 'rather' : 'possible';
}

interface LikelihoodMarkProps {
  readonly review: Pick<ReviewItem, 'weight' | 'vetoes'>;
  /** The rule that decides is shown on hover, focus and click. */
  readonly explained?: boolean;
}

/** How likely a pair that waits is to be one person, in words that follow its points. */
export function LikelihoodMark({ review, explained = false }: LikelihoodMarkProps) {
  const { t } = useTranslation('identity');
  const likelihood = likelihoodOf(review);
  const why = t(`likelihood-long.${likelihood}`, { ...from });
  return <StatusMark status={marks[likelihood]} said={t(`likelihood.${likelihood}`)} {...(explained && { why })} />;
}
