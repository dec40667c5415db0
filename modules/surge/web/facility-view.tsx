import { EvidenceMark } from '@songhua/ui/evidence-mark.tsx';
import { PageHead } from '@songhua/ui/page-head.tsx';
import { useLanguage } from '@songhua/ui/text.ts';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Facility } from '../contract.ts';
import { Times } from './conversions.tsx';
import { EquipmentForm } from './equipment-form.tsx';
import { ConversionMark, Moment } from './marks.tsx';
import { OccupancyForm } from './occupancy-form.tsx';
import { WardForm } from './ward-form.tsx';
import { WardList } from './ward-list.tsx';
import './surge.css';

/** A hospital: its wards and their conversions, what was measured, the form of a day's use, and the log. */
export function FacilityView({ facility, links }: { readonly facility: Facility; readonly links?: ReactNode }) {
  const { t } = useTranslation('surge');
  const language = useLanguage();
  const beds = facility.wards.reduce((sum, ward) => sum + ward.beds, 0);
  return (
    <>
      <PageHead
        title={facility.name}
        lead={[
          t(`facility-kind.${facility.kind}`),
          t(`status.${facility.status}`),
          facility.areaName[language],
          t('facility.beds', { wards: facility.wards.length, beds }),
        ].join(' · ')}
      >
        {links}
        <EvidenceMark evidence={facility.evidence} />
        {facility.mayManage && <WardForm institution={facility.institution} />}
      </PageHead>
      <Times times={facility.times} />
      <WardList facility={facility} />
      {facility.mayReport && facility.wards.length > 0 && <OccupancyForm facility={facility} />}
      {facility.mayReport && <EquipmentForm facility={facility} />}
      {facility.past.length > 0 && (
        <section aria-label={t('facility.past')}>
          <h2>{t('facility.past')}</h2>
          <ul className="su-list">
            {facility.past.map((one) => (
              <li key={one.id}>
                {one.wardName} <ConversionMark conversion={one} /> <Moment at={one.endedAt} /> {one.endedBy} · {one.endReason}
              </li>
            ))}
          </ul>
        </section>
      )}
      <section aria-label={t('facility.log')}>
        <h2>{t('facility.log')}</h2>
        <ul className="su-list">
          {facility.log.map((line) => (
            <li key={line.n}>
              <Moment at={line.at} /> {line.by ?? t('system')}
              {line.ward && ` · ${line.ward}`} · {line.text[language]}
            </li>
          ))}
        </ul>
      </section>
    </>
  );
}
