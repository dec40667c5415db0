import { DetailDrawer } from '@songhua/ui/detail-drawer.tsx';
import { Loaded } from '@songhua/ui/problem-notice.tsx';
import { useApi } from '@songhua/ui/query.ts';
import { type Language, useLanguage } from '@songhua/ui/text.ts';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import type { ResidentRecord } from '../contract.ts';
import { useDetailAddress, useViewAddress } from './addresses.ts';
import { codesOf, describeEntry, registrationOf } from './describe-entry.ts';
import { recordPath } from './record-path.ts';
import { useRecord } from './use-record.ts';
import { sayMoment } from './when.ts';
import './detail.css';

type Resource = Readonly<Record<string, unknown>> & { readonly encounter?: { readonly reference?: string } };

/** A date, or from one to another; either end may be open. */
const isSpan = (value: string): boolean => value.split(' – ').every((one) => /^(?:\d{4}(?:-\d{2}){0,2}(?:T\S*)?)?$/.test(one));
const saySpan = (value: string, language: Language): string =>
  value
    .split(' – ')
    .map((one) => (one === '' ? '' : sayMoment(one, language)))
    .join(' – ');

/** One resource in words, with the visit and the course that it belongs to, and as it is stored. */
export default function EntryDrawer() {
  const { t } = useTranslation('resident-record');
  const language = useLanguage();
  const { patient = '', type = '', id = '' } = useParams();
  const viewAt = useViewAddress();
  const addressOf = useDetailAddress();
  const resource = useApi<Resource>(`/fhir/R4/${encodeURIComponent(type)}/${encodeURIComponent(id)}`, {}, { stays: true });
  const record = useRecord<ResidentRecord>(recordPath(patient));
  const title = t(`type.${type}`, { defaultValue: type });
  return (
    <DetailDrawer title={title} back={`/record/${patient}`}>
      <Loaded query={resource} rows={8}>
        {(found) => {
          const codes = codesOf(found);
          const course = record.data?.results.find(({ code }) => code !== null && codes.includes(code));
          const registration = registrationOf(found);
          const told = record.data?.registrations.find((one) => one.patient === registration);
          const visit = found.encounter?.reference;
          return (
            <div className="record-detail">
              <dl className="record-facts">
                {describeEntry(found).map(({ key, value }) => (
                  <div key={key}>
                    <dt>{t(`entry.${key}`)}</dt>
                    <dd>
                      {key === 'status'
                        ? t(`status.${value}`, { defaultValue: value })
                        : isSpan(value)
                          ? saySpan(value, language)
                          : value}
                    </dd>
                  </div>
                ))}
                {told && (
                  <div>
                    <dt>{t('entry.registration')}</dt>
                    <dd>{told.institution.name}</dd>
                  </div>
                )}
              </dl>
              <p className="sh-row sh-no-print">
                {course && <Link to={viewAt('results', { codes: course.key })}>{t('entry.course')}</Link>}
                {visit?.startsWith('Encounter/') && <Link to={addressOf({ resource: visit })}>{t('entry.visit')}</Link>}
              </p>
              <details className="sh-no-print">
                <summary>{t('entry.stored')}</summary>
                <pre className="sh-code record-stored">{JSON.stringify(found, null, 2)}</pre>
              </details>
            </div>
          );
        }}
      </Loaded>
    </DetailDrawer>
  );
}
