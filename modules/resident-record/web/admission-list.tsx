import { useLanguage } from '@songhua/ui/text.ts';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Admission, Procedure } from '../contract.ts';
import { useDetailAddress } from './addresses.ts';
import { Past } from './past.tsx';
import { Section } from './section.tsx';
import { SourceLine } from './source-line.tsx';
import { saySpan } from './when.ts';

const few = 4;

function AdmissionRow({ admission }: { readonly admission: Admission }) {
  const { t } = useTranslation('resident-record');
  const language = useLanguage();
  const addressOf = useDetailAddress();
  const { from, until, days, department, diagnoses, disposition, source } = admission;
  const named = diagnoses[0] ?? department ?? t('kind.admission');
  return (
    <li>
      <span className="record-row-main">
        <Link to={addressOf(source)}>{named}</Link>
        {diagnoses.length > 1 && <span className="sh-quiet"> {t('admission.more', { count: diagnoses.length - 1 })}</span>}
        <span className="sh-quiet">
          {' '}
          {[
            saySpan(from, until, language),
            until === null ? t('admission.open') : days !== null && t('admission.days', { count: days }),
            diagnoses.length > 0 && department,
            disposition,
          ]
            .filter(Boolean)
            .join(' · ')}
        </span>
      </span>
      <SourceLine source={source} day={false} />
    </li>
  );
}

const Rows = ({ admissions }: { readonly admissions: readonly Admission[] }) => (
  <ul className="record-rows">
    {admissions.map((one) => (
      <AdmissionRow key={one.id} admission={one} />
    ))}
  </ul>
);

/** Stays in hospital, newest first, each with its front page one click away; procedures below. */
export function AdmissionList({
  admissions,
  procedures,
}: {
  readonly admissions: readonly Admission[];
  readonly procedures: readonly Procedure[];
}) {
  const { t } = useTranslation('resident-record');
  const addressOf = useDetailAddress();
  return (
    <Section className="record-later" title={t('section.admissions')} count={admissions.length}>
      {admissions.length === 0 ? (
        <p className="sh-quiet">{t('none.admissions')}</p>
      ) : (
        <Rows admissions={admissions.slice(0, few)} />
      )}
      <Past count={Math.max(0, admissions.length - few)}>
        <Rows admissions={admissions.slice(few)} />
      </Past>
      {procedures.length > 0 && (
        <>
          <h3>{t('section.procedures')}</h3>
          <ul className="record-rows">
            {procedures.slice(0, few).map(({ name, source }) => (
              <li key={source.resource}>
                <span className="record-row-main">
                  <Link to={addressOf(source)}>{name}</Link>
                </span>
                <SourceLine source={source} />
              </li>
            ))}
          </ul>
        </>
      )}
    </Section>
  );
}
