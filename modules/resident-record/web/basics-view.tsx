import { useLanguage, useText } from '@songhua/ui/text.ts';
import { useTranslation } from 'react-i18next';
import type { BasicFact, ResidentRecord } from '../contract.ts';
import { CutNote } from './cut-note.tsx';
import { Section } from './section.tsx';
import { sayDay } from './when.ts';
import './detail.css';

/** Basic information, each fact with what other registrations say otherwise. */
export function Basics({ basics }: { readonly basics: readonly BasicFact[] }) {
  const { t } = useTranslation('resident-record');
  const text = useText();
  return (
    <Section title={t('section.basics')}>
      {basics.length === 0 ? (
        <p className="sh-quiet">{t('none.basics')}</p>
      ) : (
        <dl className="record-facts">
          {basics.map(({ key, title, value, others }) => (
            <div key={key}>
              <dt>{text(title)}</dt>
              <dd>
                {text(value)}
                {others.map((other) => (
                  <span key={`${other.institution.name} ${other.value.zh}`} className="sh-quiet record-other">
                    {t('basics.other', { institution: other.institution.name, value: text(other.value) })}
                  </span>
                ))}
              </dd>
            </div>
          ))}
        </dl>
      )}
    </Section>
  );
}

function Registrations({ record }: { readonly record: ResidentRecord }) {
  const { t } = useTranslation('resident-record');
  return (
    <Section title={t('section.registrations')} count={record.registrations.length}>
      <ul className="record-rows">
        {record.registrations.map(({ patient, institution, name, number, active, provisional }) => (
          <li key={patient}>
            <span className="record-row-main">
              <strong>{institution.name}</strong> {name}
              {number && <span className="sh-quiet"> {number}</span>}
              {provisional && <span className="record-open-mark"> {t('basics.provisional')}</span>}
              {!active && <span className="sh-quiet"> {t('basics.inactive')}</span>}
            </span>
            <span className="record-source sh-code">{patient}</span>
          </li>
        ))}
      </ul>
    </Section>
  );
}

function Institutions({ record }: { readonly record: ResidentRecord }) {
  const { t } = useTranslation('resident-record');
  const language = useLanguage();
  return (
    <Section title={t('section.institutions')} count={record.institutions.length}>
      <ul className="record-rows">
        {record.institutions.map(({ id, name, resources, latest }) => (
          <li key={id ?? name}>
            <span className="record-row-main">{name}</span>
            <span className="record-source">
              <span>{t('basics.resources', { count: resources })}</span>
              {latest && <span>{sayDay(latest, language)}</span>}
            </span>
          </li>
        ))}
      </ul>
    </Section>
  );
}

/** Who this is as each institution has it, and which institutions told this record. */
export const BasicsView = ({ record }: { readonly record: ResidentRecord }) => (
  <>
    <div className="record-overview">
      <Basics basics={record.basics} />
      <div className="record-column">
        <Registrations record={record} />
        <Institutions record={record} />
      </div>
    </div>
    <CutNote cut={record.cut} />
  </>
);
