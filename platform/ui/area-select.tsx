import { EnvironmentOutlined } from '@ant-design/icons';
import { Select } from 'antd';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useAddress, useArea, useChoices } from './address.ts';
import type { AreaNode } from './page-route.ts';
import { useText } from './text.ts';

interface Entry {
  readonly node: AreaNode;
  readonly depth: number;
}

/** The tree as a list, each area after the one it lies in. Towns are left to the pages that filter by them. */
function inTreeOrder(areas: readonly AreaNode[]): Entry[] {
  const known = new Set(areas.map((one) => one.code));
  const childrenOf = (parent: string | null): readonly AreaNode[] =>
    areas.filter(
      (one) => one.level !== 'town' && (parent === null ? one.parent === null || !known.has(one.parent) : one.parent === parent),
    );
  const walk = (parent: string | null, depth: number): Entry[] =>
    childrenOf(parent).flatMap((node) => [{ node, depth }, ...walk(node.code, depth + 1)]);
  return walk(null, 0);
}

/** The area in view; it lives in the address as `area`. */
export function AreaSelect() {
  const { t } = useTranslation('ui');
  const text = useText();
  const { areas, home } = useChoices();
  const { set } = useAddress();
  const area = useArea();
  const options = useMemo(
    () =>
      inTreeOrder(areas).map(({ node, depth }) => ({
        value: node.code,
        name: text(node.name),
        label: <span style={{ paddingInlineStart: depth * 14 }}>{text(node.name)}</span>,
        search: `${node.name.zh} ${node.name.en} ${node.code}`.toLowerCase(),
      })),
    [areas, text],
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
