import { useLanguage } from '@songhua/ui/text.ts';
import { useTranslation } from 'react-i18next';
import type { ReviewDetail } from '../contract.ts';
import { sayInstitution, sayName, sayWho } from './say-person.ts';

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

/** Who else is registered at the same address or phone: a twin, a spouse, a child may be whom one of the two is taken for. */
export function ReviewHousehold({ review: { household } }: { readonly review: ReviewDetail }) {
  const { t } = useTranslation('identity');
  const language = useLanguage();
  return (
    <section className="identity-section">
      <h2>{t('review.household')}</h2>
      {household.length === 0 ? (
        <p className="sh-quiet">{t('review.household-none')}</p>
      ) : (
        <ul className="identity-household">
          {household.map((near) => (
            <li key={near.patient}>
              <strong>{sayName(t, near.name)}</strong> {sayWho(t, language, near)}
              <span className="sh-quiet"> {sayInstitution(near.institution)}</span>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
