import { useLanguage, useText } from '@songhua/ui/text.ts';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Mine, ResidentRecord } from '../contract.ts';
import { useOwnAddress } from './addresses.ts';
import { AllergyLine } from './allergy-line.tsx';
import { FlagMark } from './marks.tsx';
import { MineAccesses } from './mine-accesses.tsx';
import { MineResults } from './mine-results.tsx';
import { useMineAddress } from './mine-tabs.tsx';
import { Section } from './section.tsx';
import { Titled } from './titled.tsx';
import { sayDay, saySpan } from './when.ts';

interface GlanceProps {
  readonly record: ResidentRecord;
  readonly words: Mine['words'];
}

function Flags({ record, words }: GlanceProps) {
  const { t } = useTranslation('resident-record');
  const text = useText();
  if (record.flags.length === 0) return null;
  return (
    <Section title={t('head.flags')} count={record.flags.length}>
      <ul className="mine-list">
        {record.flags.map((flag) => {
          const word = words?.flags[flag.code];
          return (
            <li key={flag.code}>
              <FlagMark flag={flag} />
              {word && <p className="sh-quiet">{text(word)}</p>}
            </li>
          );
        })}
      </ul>
    </Section>
  );
}

function Taking({ record, words }: GlanceProps) {
  const { t } = useTranslation('resident-record');
  const language = useLanguage();
  const text = useText();
  const addressOf = useOwnAddress();
  const current = record.medicines.filter(({ state }) => state === 'current');
  const active = record.problems.filter(({ state }) => state === 'active');
  return (
    <>
      <Section title={t('section.medicines')} count={current.length}>
        {words?.sections['medicines'] && <p className="sh-quiet">{text(words.sections['medicines'])}</p>}
        {current.length === 0 ? (
          <p>{t('none.medicines')}</p>
        ) : (
          <ul className="mine-list">
            {current.map(({ key, name, dosage, until, sources: [source] }) => (
              <li key={key}>
                <Titled source={source} title={name} addressOf={addressOf} /> {dosage}
                {until && <span className="sh-quiet"> {t('until', { day: sayDay(until, language) })}</span>}
              </li>
            ))}
          </ul>
        )}
      </Section>
      <Section title={t('mine.problems')} count={active.length}>
        {words?.sections['problems'] && <p className="sh-quiet">{text(words.sections['problems'])}</p>}
        {active.length === 0 ? (
          <p>{t('none.problems')}</p>
        ) : (
          <ul className="mine-list">
            {active.map(({ key, name, first, unconfirmed, sources: [source] }) => (
              <li key={key}>
                <Titled source={source} title={name} addressOf={addressOf} />
                {unconfirmed && ` ${t('unconfirmed')}`}
                {first && <span className="sh-quiet"> {t('head.since', { day: sayDay(first, language) })}</span>}
              </li>
            ))}
          </ul>
        )}
      </Section>
    </>
  );
}

function Lately({ record }: { readonly record: ResidentRecord }) {
  const { t } = useTranslation('resident-record');
  const language = useLanguage();
  const addressOf = useMineAddress();
  const ownOf = useOwnAddress();
  const [stay] = record.admissions;
  const [dose] = record.immunisations;
  return (
    <Section title={t('mine.lately')}>
      <ul className="mine-list">
        <li>
          {t('mine.last-stay')}{' '}
          <Titled
            source={stay?.source}
            title={stay ? (stay.diagnoses[0] ?? stay.department ?? t('kind.admission')) : t('none.admissions')}
            addressOf={ownOf}
          />
          {stay && (
            <span className="sh-quiet">
              {' '}
              {saySpan(stay.from, stay.until, language)} · {stay.source.institution.name}
            </span>
          )}
        </li>
        <li>
          {t('mine.last-dose')} <Titled source={dose?.source} title={dose?.name ?? t('none.immunisations')} addressOf={ownOf} />
          {dose?.source.at && <span className="sh-quiet"> {sayDay(dose.source.at, language)}</span>}
        </li>
      </ul>
      <Link className="sh-no-print" to={addressOf('visits')}>
        {t('mine.every-visit')}
      </Link>
    </Section>
  );
}

/** My health at a glance: what must not be given, what to watch, what I take, what lies outside its range, who looked. */
export function MineGlance({ record, words }: GlanceProps) {
  const { t } = useTranslation('resident-record');
  const text = useText();
  const addressOf = useOwnAddress();
  return (
    <>
      <AllergyLine state={record.allergyState} allergies={record.allergies} addressOf={addressOf} />
      <div className="record-overview">
        <div className="record-column">
          <MineResults results={record.results} words={words} outside />
          <Lately record={record} />
        </div>
        <div className="record-column">
          <Taking record={record} words={words} />
          <Flags record={record} words={words} />
        </div>
      </div>
      <MineAccesses patient={record.patient} />
      {words && words.advice.length > 0 && (
        <Section title={t('mine.advice')}>
          <ul className="mine-list">
            {words.advice.map((one) => (
              <li key={one.en}>{text(one)}</li>
            ))}
          </ul>
        </Section>
      )}
    </>
  );
}
