import { EvidenceMark } from '@songhua/ui/evidence-mark.tsx';
import { useTranslation } from 'react-i18next';
import type { Facility, Ward } from '../contract.ts';
import { DecideProposal } from './conversions.tsx';
import { WordsField } from './fields.tsx';
import { FormDialog } from './form-dialog.tsx';
import { ConversionMark, Occupancy } from './marks.tsx';
import { WardForm } from './ward-form.tsx';
import { WardSteps } from './ward-steps.tsx';

interface WardProps {
  readonly ward: Ward;
  readonly facility: Facility;
}

function Actions({ ward, facility }: WardProps) {
  const { t } = useTranslation('surge');
  const { conversion, to } = ward;
  if (!facility.mayManage) return null;
  if (conversion?.state === 'proposed') return <DecideProposal conversion={conversion} />;
  if (conversion)
    return (
      <FormDialog<{ reason: string }>
        title={t('decide.undone')}
        sending={({ reason }) => ({
          path: `/conversions/${conversion.id}/moves`,
          body: { to: 'undone', reason, version: conversion.version },
        })}
      >
        <WordsField name="reason" label={t('reason')} area />
      </FormDialog>
    );
  return (
    <span className="sh-row">
      {to !== null && (
        <FormDialog<{ reason: string }>
          title={t('ward.order', { to: t(`kind.${to}`) })}
          primary
          sending={({ reason }) => ({ path: `/wards/${ward.id}/conversions`, body: { reason, version: ward.version } })}
        >
          <p className="sh-quiet">{t('ward.order-help', { hours: ward.leadHours ?? 0 })}</p>
          <WordsField name="reason" label={t('reason')} area />
        </FormDialog>
      )}
      <WardForm institution={facility.institution} ward={ward} />
    </span>
  );
}

function WardCard({ ward, facility }: WardProps) {
  const { t } = useTranslation('surge');
  const { conversion } = ward;
  return (
    <li>
      <p className="su-ward">
        <strong>{ward.name}</strong>
        <span>{t('ward.is', { beds: ward.beds, kind: t(`kind.${ward.now}`) })}</span>
        <EvidenceMark evidence={ward.evidence} />
      </p>
      <p className="sh-quiet">
        {ward.to === null ? t('ward.fixed') : t('ward.converts', { to: t(`kind.${ward.to}`), hours: ward.leadHours ?? 0 })}
        {ward.quick && ` · ${t('ward.opens-quickly')}`}
      </p>
      <p>
        <Occupancy figures={ward.occupancy} beds={ward.beds} />
      </p>
      {conversion && (
        <>
          <p>
            <ConversionMark conversion={conversion} /> <span className="sh-quiet">{conversion.reason}</span>
          </p>
          <WardSteps conversion={conversion} mayReport={facility.mayReport} />
        </>
      )}
      <Actions ward={ward} facility={facility} />
    </li>
  );
}

/** Wards with what is under way first. */
export function WardList({ facility }: { readonly facility: Facility }) {
  const { t } = useTranslation('surge');
  const rank = ({ conversion, to }: Ward): number => (conversion ? 0 : to === null ? 2 : 1);
  const wards = facility.wards.toSorted((one, other) => rank(one) - rank(other));
  if (wards.length === 0) return <p className="sh-quiet">{t('ward.none')}</p>;
  return (
    <ul className="su-cards" aria-label={t('facility.wards')}>
      {wards.map((ward) => (
        <WardCard key={ward.id} ward={ward} facility={facility} />
      ))}
    </ul>
  );
}
