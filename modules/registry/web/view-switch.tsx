import { EnvironmentOutlined, UnorderedListOutlined } from '@ant-design/icons';
import { useAddress } from '@songhua/ui/address.ts';
import { Segmented } from 'antd';
import { useTranslation } from 'react-i18next';

/** Table alone, or the map above it; the choice lives in the address. */
export function useMapView(): boolean {
  return useAddress().get('view') === 'map';
}

export function ViewSwitch() {
  const { t } = useTranslation('registry');
  const { set } = useAddress();
  const map = useMapView();
  return (
    <Segmented
      size="small"
      aria-label={t('map.view')}
      value={map ? 'map' : 'table'}
      onChange={(next) => set({ view: next === 'map' ? 'map' : null })}
      options={[
        { value: 'table', label: t('map.table'), icon: <UnorderedListOutlined aria-hidden="true" /> },
        { value: 'map', label: t('map.map'), icon: <EnvironmentOutlined aria-hidden="true" /> },
      ]}
    />
  );
}
