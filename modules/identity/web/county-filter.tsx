import { useAddress } from '@songhua/ui/address.ts';
import { useApi } from '@songhua/ui/query.ts';
import { useText } from '@songhua/ui/text.ts';
import { Select } from 'antd';
import { useTranslation } from 'react-i18next';
import type { CountyList } from '../contract.ts';

/** The county of the institutions that registered them; kept in the address as `county`. Nothing where the registry names none. */
export function CountyFilter() {
  const { t } = useTranslation('identity');
  const text = useText();
  const { get, set } = useAddress();
  const counties = useApi<CountyList>('/api/identity/counties').data?.items ?? [];
  if (counties.length === 0) return null;
  return (
    <Select
      allowClear
      className="identity-filter"
      aria-label={t('county')}
      placeholder={t('county')}
      popupMatchSelectWidth={false}
      showSearch={{ optionFilterProp: 'label' }}
      value={get('county') ?? null}
      options={counties.map(({ code, name }) => ({ value: code, label: text(name) }))}
      onChange={(value: string | undefined) => set({ county: value ?? null, offset: null })}
    />
  );
}
