import { EnvironmentOutlined } from '@ant-design/icons';
import { Select } from 'antd';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useAddress, useArea, useChoices } from './address.ts';
import { orderAreas } from './order-areas.ts';
import { useText } from './text.ts';

/** The area in view; it lives in the address as `area`. */
export function AreaSelect() {
  const { t } = useTranslation('ui');
  const text = useText();
  const { areas, home } = useChoices();
  const { set } = useAddress();
  const area = useArea();
  const options = useMemo(
    () =>
      orderAreas(areas, area).map(({ node, depth }) => ({
        value: node.code,
        name: text(node.name),
        label: <span style={{ paddingInlineStart: depth * 14 }}>{text(node.name)}</span>,
        search: `${node.name.zh} ${node.name.en} ${node.code}`.toLowerCase(),
      })),
    [areas, area, text],
  );
  return (
    <Select
      className="sh-area"
      aria-label={t('area.label')}
      prefix={<EnvironmentOutlined aria-hidden="true" />}
      value={area || null}
      options={options}
      optionLabelProp="name"
      popupMatchSelectWidth={220}
      showSearch={{ filterOption: (typed, option) => option?.search.includes(typed.trim().toLowerCase()) ?? false }}
      onChange={(code: string) => set({ area: code === home ? null : code, offset: null }, false)}
    />
  );
}
