import { StatusShape } from '@songhua/ui/status-mark.tsx';
import { useLanguage } from '@songhua/ui/text.ts';
import { useTranslation } from 'react-i18next';
import type { Allergy, ResidentRecord } from '../contract.ts';
import type { DetailAddress } from './addresses.ts';
import { Titled } from './titled.tsx';

/** What somebody must not be given, in red with its shape and word; that nobody asked is not the same as none. */
export function AllergyLine({
  state,
  allergies,
  addressOf = () => null,
}: {
  readonly state: ResidentRecord['allergyState'];
  readonly allergies: readonly Allergy[];
  readonly addressOf?: DetailAddress;
}) {
  const { t } = useTranslation('resident-record');
  const language = useLanguage();
  const list = language === 'zh' ? '、' : ', ';
  const active = allergies.filter((one) => one.state === 'active');
  if (state !== 'known' || active.length === 0) {
    const shape = state === 'not-recorded' ? 'unknown' : 'met';
    return (
      <p className={`record-allergies sh-status-${shape}`}>
        <StatusShape status={shape} />
        {t(`allergy.${state === 'not-recorded' ? 'not-recorded' : 'none'}`)}
      </p>
    );
  }
  return (
    <p className="record-allergies record-allergic">
      <StatusShape status="off-track" />
      <strong>{t('allergy.title')}</strong>
      {active.map(({ key, name, criticality, unconfirmed, reactions, sources: [source] }) => (
        <span key={key}>
          <Titled source={source} title={name} addressOf={addressOf} />
          {[criticality === 'high' && t('allergy.high'), unconfirmed && t('allergy.unconfirmed'), ...reactions]
            .filter(Boolean)
            .map((one, at) => (at === 0 ? ` ${one}` : `${list}${one}`))
            .join('')}
        </span>
      ))}
    </p>
  );
}
