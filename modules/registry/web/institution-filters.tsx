import { institutionClasses } from '@songhua/engine-city/institution.ts';
import { useAddress } from '@songhua/ui/address.ts';
import { formatNumber } from '@songhua/ui/format.ts';
import { SearchBox } from '@songhua/ui/search-box.tsx';
import { useLanguage } from '@songhua/ui/text.ts';
import { Button, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Facets } from '../contract.ts';
import './registry.css';

export const facetNames = ['class', 'kind', 'level', 'ownership'] as const;

/** A kind may be asked for by the name of its class; the box then says the class. */
const titleKey = (name: (typeof facetNames)[number], value: string): string =>
  name === 'kind' && value !== 'other' && institutionClasses.some((one) => one === value) ? `class.${value}` : `${name}.${value}`;
const classCount = (facets: Facets, value: string): number => facets.class[value] ?? 0;

/** Search and filters of the list; each lives in the address, each value with its count under the other filters. */
export function InstitutionFilters({ facets }: { readonly facets: Facets | undefined }) {
  const { t } = useTranslation('registry');
  const language = useLanguage();
  const { get, set } = useAddress();
  const active = [...facetNames, 'q'].some((name) => get(name));
  return (
    <>
      <SearchBox label={t('filter.q')} className="registry-search" />
      {facetNames.map((name) => {
        const chosen = get(name) ?? null;
        const counts = facets?.[name] ?? {};
        const values = Object.entries({
          // Before the counts arrive the choice is already named, never shown as its bare code.
          ...(chosen && !(chosen in counts) && { [chosen]: facets ? classCount(facets, chosen) : 0 }),
          ...counts,
        })
          .filter(([value, count]) => count > 0 || value === chosen)
          .sort(([, a], [, b]) => b - a);
        return (
          <Select
            key={name}
            allowClear
            className="registry-facet"
            aria-label={t(`filter.${name}`)}
            placeholder={t(`filter.${name}`)}
            value={chosen}
            popupMatchSelectWidth={false}
            optionLabelProp="name"
            options={values.map(([value, count]) => ({
              value,
              name: t(titleKey(name, value)),
              label: (
                <span className="registry-option">
                  {t(titleKey(name, value))} <span className="sh-quiet">{formatNumber(count, 0, language)}</span>
                </span>
              ),
            }))}
            onChange={(value: string | undefined) => set({ [name]: value ?? null, offset: null })}
          />
        );
      })}
      {active && (
        <Button
          type="link"
          size="small"
          onClick={() => set({ q: null, class: null, kind: null, level: null, ownership: null, offset: null })}
        >
          {t('filter.clear')}
        </Button>
      )}
    </>
  );
}
