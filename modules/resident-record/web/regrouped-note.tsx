import { Alert } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ResidentRecord } from '../contract.ts';
import { useSamePerson } from './use-same-person.ts';

/** Says that the record in view has been joined with others, or taken apart, since it was opened: what stands here is told anew. */
export function RegroupedNote({ record }: { readonly record: ResidentRecord }) {
  const { registrations } = record;
  const { t } = useTranslation('resident-record');
  useSamePerson(record);
  const [known, setKnown] = useState(registrations);
  const ids = (all: ResidentRecord['registrations']) => all.map(({ patient }) => patient).toSorted();
  if (ids(known).join() === ids(registrations).join()) return null;
  const gone = known.filter(({ patient }) => !ids(registrations).includes(patient));
  return (
    <Alert
      type="warning"
      showIcon
      closable={{ 'aria-label': t('regrouped.close'), onClose: () => setKnown(registrations) }}
      title={t('regrouped.title', { before: known.length, count: registrations.length })}
      description={
        gone.length > 0
          ? t('regrouped.gone', { institutions: gone.map(({ institution }) => institution.name).join('、') })
          : t('regrouped.more')
      }
    />
  );
}
