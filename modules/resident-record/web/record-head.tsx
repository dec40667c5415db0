import { StatusShape } from '@songhua/ui/status-mark.tsx';
import { useLanguage, useText } from '@songhua/ui/text.ts';
import { useTranslation } from 'react-i18next';
import type { Head, ResidentRecord } from '../contract.ts';
import { AllergyCheck } from './allergy-check.tsx';
import { AllergyLine } from './allergy-line.tsx';
import { FlagMark } from './marks.tsx';
import { RecordActions } from './record-actions.tsx';
import { sayDay } from './when.ts';

function Who({ head }: { readonly head: Head }) {
  const { t } = useTranslation('resident-record');
  const language = useLanguage();
  const text = useText();
  const facts = [
    t(`sex.${head.sex}`),
    head.age && text(head.age.text),
    head.birthDate && t('head.born', { day: sayDay(head.birthDate, language) }),
    head.number && t('head.number', { number: head.number }),
    head.bloodType && t('head.blood', { type: head.bloodType }),
  ].filter(Boolean);
  return (
    <div className="record-who">
      <h1>{head.name}</h1>
      {facts.map((fact) => (
        <span key={fact}>{fact}</span>
      ))}
      {head.died !== null && (
        <strong className="record-died">
          <StatusShape status="off-track" />
          {head.died ? t('head.died-on', { day: sayDay(head.died, language) }) : t('head.died')}
        </strong>
      )}
      {head.synthetic && <span className="sh-evidence sh-evidence-synthetic">{t('head.synthetic')}</span>}
    </div>
  );
}

/** The line that stays: who this is, what they must not be given, what to bear in mind, and who told it. */
export function RecordHead({ record }: { readonly record: ResidentRecord }) {
  const { t } = useTranslation('resident-record');
  const language = useLanguage();
  const text = useText();
  const list = language === 'zh' ? '、' : ', ';
  // The blood type stands in the line above.
  const flags = record.flags.filter(({ kind }) => kind !== 'blood-type' || record.head.bloodType === null);
  return (
    <header className="record-head">
      <div className="record-head-top">
        <Who head={record.head} />
        <RecordActions record={record} />
      </div>
      <AllergyLine state={record.allergyState} allergies={record.allergies} />
      <AllergyCheck check={record.medicineCheck} />
      {flags.length > 0 && (
        <ul className="record-flags" aria-label={t('head.flags')}>
          {flags.map((flag) => (
            <li key={flag.code}>
              <FlagMark
                flag={flag}
                why={[
                  text(flag.title),
                  flag.since && t('head.since', { day: sayDay(flag.since, language) }),
                  ...new Set(flag.follows.map(({ institution }) => institution.name)),
                ]
                  .filter(Boolean)
                  .join('\n')}
              />
            </li>
          ))}
        </ul>
      )}
      <p className="record-from sh-quiet">
        {t('head.sources', { count: record.institutions.length })}{' '}
        {record.institutions
          .slice(0, 4)
          .map(({ name, resources }) => t('head.source', { name, count: resources }))
          .join(list)}
        {record.institutions.length > 4 && t('head.more')}
        {record.registrations.length > 1 && ` · ${t('head.registrations', { count: record.registrations.length })}`}
      </p>
    </header>
  );
}
