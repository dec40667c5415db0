import { useAddress } from '@songhua/ui/address.ts';
import type { QueryValue } from '@songhua/ui/api.ts';
import { AreaMap } from '@songhua/ui/map/area-map.tsx';
import { Loaded } from '@songhua/ui/problem-notice.tsx';
import { useApi } from '@songhua/ui/query.ts';
import { Segmented } from 'antd';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { AreaCountList } from '../contract.ts';

const measures = ['institutions', 'beds', 'staff'] as const;

/** Counts of the filter by county; choosing one narrows the list below to it, choosing it again widens it. */
export function InstitutionsMap({ filters }: { readonly filters: Readonly<Record<string, QueryValue>> }) {
  const { t } = useTranslation('registry');
  const { get, set } = useAddress();
  const measure = measures.find((one) => one === get('count')) ?? 'institutions';
  const selected = get('area');
  const counts = useApi<AreaCountList>('/api/registry/area-counts', filters);
  const items = counts.data?.items;
  const marks = useMemo(
    () => (items ?? []).map((item) => ({ area: item.area, value: item[measure], reason: t(`missing.${measure}`) })),
    [items, measure, t],
  );
  return (
    <section className="registry-map" aria-label={t('map.institutions')}>
      <p className="sh-row sh-no-print">
        <Segmented
          size="small"
          aria-label={t('map.count')}
          value={measure}
          onChange={(next) => set({ count: next === 'institutions' ? null : next })}
          options={measures.map((value) => ({ value, label: t(`map.${value}`) }))}
        />
        <span className="sh-quiet">{t('map.choose')}</span>
      </p>
      <Loaded query={counts} rows={8}>
        {() => (
          <AreaMap
            name={t('map.by-area', { what: t(`map.${measure}`) })}
            kind="count"
            marks={marks}
            valueTitle={t(`map.${measure}`)}
            unit={t(`unit.${measure}`)}
            selected={selected}
            onSelect={(area) => set({ area: area === selected ? null : area, offset: null }, false)}
          />
        )}
      </Loaded>
    </section>
  );
}
