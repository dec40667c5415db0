import { useTranslation } from 'react-i18next';
import type { ReviewDetail } from '../contract.ts';
import { sayInstitution } from './say-person.ts';

/** What follows from a link: whose registrations become one person's, and at how many institutions. */
export function ReviewOutlook({ review: { one, other } }: { readonly review: ReviewDetail }) {
  const { t } = useTranslation('identity');
  const all = [one, other, ...one.others, ...other.others];
  const registrations = new Set(all.map(({ patient }) => patient)).size;
  const institutions = new Set(all.map(({ institution }) => sayInstitution(institution)).filter(Boolean));
  return (
    <p className="identity-outlook">
      {t('review.outlook', { registrations, count: institutions.size })}
      {one.others.length + other.others.length > 0 &&
        ` ${t('review.outlook-more', { names: [...institutions].join(t('list')) })}`}
    </p>
  );
}
