import { useAddress } from '@songhua/ui/address.ts';
import { useLanguage } from '@songhua/ui/text.ts';
import { Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { countiesOf, useAreas } from './use-areas.ts';

/** The county in view, in the address as everywhere, for those whose top bar has no areas. */
export function AreaFilter() {
  const { t } = useTranslation('surveillance');
  const { get, set } = useAddress();
  const { areas, inBar } = useAreas();
  const language = useLanguage();
  const counties = countiesOf(areas);
  if (inBar || counties.length < 2) return null;
  return (
    <Select
      allowClear
      className="sv-filter"
      aria-label={t('field.area')}
      placeholder={t('field.area')}
      value={get('area') ?? null}
      popupMatchSelectWidth={false}
      options={counties.map(({ code, name }) => ({ value: code, label: name[language] }))}
      onChange={(area: string | undefined) => set({ area: area ?? null, offset: null })}
    />
  );
}
