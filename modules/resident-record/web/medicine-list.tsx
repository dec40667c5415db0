import { useLanguage } from '@songhua/ui/text.ts';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Medicine } from '../contract.ts';
import { useDetailAddress } from './addresses.ts';
import { Past } from './past.tsx';
import { Section } from './section.tsx';
import { SourcesLine } from './source-line.tsx';
import { sayDay } from './when.ts';

function MedicineRow({ medicine }: { readonly medicine: Medicine }) {
  const { t } = useTranslation('resident-record');
  const language = useLanguage();
  const addressOf = useDetailAddress();
  const [newest] = medicine.sources;
  return (
    <li>
      <span className="record-row-main">
        {newest ? <Link to={addressOf(newest)}>{medicine.name}</Link> : medicine.name}
        {medicine.dosage && <span> {medicine.dosage}</span>}
        {medicine.until && (
          <>
            {' '}
            <span className="sh-quiet record-keep">{t('until', { day: sayDay(medicine.until, language) })}</span>
          </>
        )}
      </span>
      <SourcesLine sources={medicine.sources} />
    </li>
  );
}

const Rows = ({ medicines }: { readonly medicines: readonly Medicine[] }) => (
  <ul className="record-rows">
    {medicines.map((one) => (
      <MedicineRow key={one.key} medicine={one} />
    ))}
  </ul>
);

/** Medicines taken now, with how they are taken; earlier ones below. */
export function MedicineList({ medicines }: { readonly medicines: readonly Medicine[] }) {
  const { t } = useTranslation('resident-record');
  const [current, past] = [
    medicines.filter(({ state }) => state === 'current'),
    medicines.filter(({ state }) => state === 'past'),
  ];
  return (
    <Section title={t('section.medicines')} count={current.length}>
      {current.length === 0 ? <p className="sh-quiet">{t('none.medicines')}</p> : <Rows medicines={current} />}
      <Past count={past.length}>
        <Rows medicines={past} />
      </Past>
    </Section>
  );
}
