import { StatusShape } from '@songhua/ui/status-mark.tsx';
import { useLanguage } from '@songhua/ui/text.ts';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { MedicineCheck } from '../contract.ts';
import { useDetailAddress } from './addresses.ts';
import { sayDay } from './when.ts';

type Conflict = MedicineCheck['conflicts'][number];

/** One allergy beside one medicine, both with who told them. */
function Pair({ conflict: { allergy, medicine, how, code } }: { readonly conflict: Conflict }) {
  const { t } = useTranslation('resident-record');
  const language = useLanguage();
  const addressOf = useDetailAddress();
  const list = language === 'zh' ? '，' : ', ';
  const told = (source: Conflict['allergy']['source']) =>
    [source.at && sayDay(source.at, language), source.institution.name].filter(Boolean).join(' ');
  return (
    <li>
      {t('check.allergic')} <Link to={addressOf(allergy.source)}>{allergy.name}</Link>
      <span className="sh-quiet">
        {' '}
        {[
          allergy.criticality === 'high' && t('allergy.high'),
          allergy.unconfirmed && t('allergy.unconfirmed'),
          told(allergy.source),
        ]
          .filter(Boolean)
          .join(list)}
      </span>{' '}
      {t(`check.${medicine.state}`)} <Link to={addressOf(medicine.source)}>{medicine.name}</Link>
      <span className="sh-quiet">
        {' '}
        {told(medicine.source)} · {t(`check.${how}`, { code })}
      </span>
    </li>
  );
}

/** Allergies and medicines that meet by their codes, and what could not be compared. It says what the record says and advises nothing. */
export function AllergyCheck({ check }: { readonly check: MedicineCheck }) {
  const { t } = useTranslation('resident-record');
  const language = useLanguage();
  const list = language === 'zh' ? '、' : ', ';
  const { conflicts, of, unchecked } = check;
  const left = [...unchecked.allergies, ...unchecked.medicines];
  const named = (names: readonly string[]) => ({ names: names.slice(0, 6).join(list), count: names.length });
  // That nothing is said here has a reason, and it is told: nobody may take silence for a comparison.
  const why = of.allergies === 0 ? 'no-allergies' : of.medicines === 0 ? 'no-medicines' : null;
  if (why)
    return (
      <section className="record-check" aria-label={t('check.title')}>
        <p className="sh-quiet">{t(`check.${why}`)}</p>
      </section>
    );
  return (
    <section className="record-check" aria-label={t('check.title')}>
      {conflicts.length > 0 && (
        <>
          <p className="record-allergic">
            <StatusShape status="off-track" />
            <strong>{t('check.meets', { count: conflicts.length })}</strong>
          </p>
          <ul>
            {conflicts.map((one) => (
              <Pair key={`${one.allergy.source.resource} ${one.medicine.source.resource}`} conflict={one} />
            ))}
          </ul>
        </>
      )}
      {conflicts.length === 0 && of.pairs > 0 && <p className="sh-quiet">{t('check.none', { count: of.pairs })}</p>}
      {left.length > 0 && (
        <p className="sh-quiet">
          <StatusShape status="unknown" />
          {t('check.unchecked', named(left))}
        </p>
      )}
      {unchecked.combinations.length > 0 && (
        <p className="sh-quiet">
          <StatusShape status="unknown" />
          {t('check.combinations', named(unchecked.combinations))}
        </p>
      )}
    </section>
  );
}
