import { useAddress } from '@songhua/ui/address.ts';
import { formatNumber } from '@songhua/ui/format.ts';
import { useLanguage } from '@songhua/ui/text.ts';
import { Segmented, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { type OfferKind, type OfferList, offerKinds, offerState } from '../contract.ts';
import './registry.css';

const usual = { what: 'service', code: 'fever-clinic' } as const;

/** `service:fever-clinic` as the address has it; what is no choice is asked all the same, and refused in words. */
export function readOffer(text: string | undefined): { readonly what: OfferKind; readonly code: string } {
  const [kind = '', code = ''] = (text ?? '').split(':');
  const what = offerKinds.find((one) => one === kind);
  return what && code ? { what, code } : usual;
}

const classes = ['hospital', 'primary', 'public-health', 'other'] as const;

/** What is looked for, in which class, and in which state; all of it lives in the address. */
export function OfferFilters({ choices }: { readonly choices: OfferList['items'] | undefined }) {
  const { t } = useTranslation('registry');
  const language = useLanguage();
  const { get, set } = useAddress();
  const { what, code } = readOffer(get('offer'));
  const options = offerKinds.map((kind) => ({
    label: t(`offer.${kind}`),
    title: t(`offer.${kind}`),
    options: (choices ?? [])
      .filter((one) => one.kind === kind)
      .map((one) => ({
        value: `${kind}:${one.code}`,
        name: one.title[language],
        search: `${one.title.zh} ${one.title.en} ${one.code}`.toLowerCase(),
        label: (
          <span className="registry-option">
            {one.title[language]} <span className="sh-quiet">{formatNumber(one.offered, 0, language)}</span>
          </span>
        ),
      })),
  }));
  return (
    <div className="sh-row sh-no-print registry-offers">
      <Select
        className="registry-offer"
        aria-label={t('services.what')}
        loading={!choices}
        value={choices ? `${what}:${code}` : null}
        options={options}
        optionLabelProp="name"
        popupMatchSelectWidth={300}
        showSearch={{
          filterOption: (typed, option) => {
            const { search } = (option ?? {}) as { readonly search?: string };
            return search?.includes(typed.trim().toLowerCase()) ?? false;
          },
        }}
        onChange={(value: string) => set({ offer: value === `${usual.what}:${usual.code}` ? null : value, offset: null }, false)}
      />
      <Select
        allowClear
        className="registry-facet"
        aria-label={t('filter.class')}
        placeholder={t('filter.class')}
        value={get('class') ?? null}
        popupMatchSelectWidth={false}
        options={classes.map((value) => ({ value, label: t(`class.${value}`) }))}
        onChange={(value: string | undefined) => set({ class: value ?? null, offset: null })}
      />
      <Segmented
        size="small"
        aria-label={t('services.state')}
        value={offerState.options.find((one) => one === get('state')) ?? 'all'}
        onChange={(next) => set({ state: next === 'all' ? null : next, offset: null })}
        options={[
          { value: 'all', label: t('services.all') },
          ...offerState.options.map((value) => ({ value, label: t(`services.${value}`) })),
        ]}
      />
    </div>
  );
}
