import { useAddress } from '@songhua/ui/address.ts';
import { formatNumber } from '@songhua/ui/format.ts';
import { useLanguage } from '@songhua/ui/text.ts';
import { Button, Segmented, Select, Tag } from 'antd';
import { useTranslation } from 'react-i18next';
import { type EventList, type StateFilter, stateFilter, statesMeant } from '../contract.ts';

/** The state asked for in the address; what needs attention unless said. */
export function useStateAsked(): StateFilter {
  const { get } = useAddress();
  const parsed = stateFilter.safeParse(get('state'));
  return parsed.success ? parsed.data : 'attention';
}

/** State, handler and type, each in the address; states with their counts under the other filters. */
export function EventFilters({ list }: { readonly list: EventList | undefined }) {
  const { t } = useTranslation('administration');
  const language = useLanguage();
  const { get, set } = useAddress();
  const state = useStateAsked();
  const count = (one: StateFilter): string => {
    if (!list || one === 'all') return '';
    const states = statesMeant[one];
    const sum = states.reduce((total, name) => total + (list.counts[name] ?? 0), 0);
    const plus = states.some((name) => (list.counts[name] ?? 0) >= list.countedTo) ? '+' : '';
    return ` ${formatNumber(sum, 0, language)}${plus}`;
  };
  const subject = get('subject');
  const active = get('handler') || get('type') || subject;
  return (
    <>
      <Segmented
        size="small"
        aria-label={t('filter.state')}
        value={state}
        onChange={(next) => set({ state: next === 'attention' ? null : next, offset: null })}
        options={stateFilter.options.map((one) => ({ value: one, label: `${t(`filter.${one}`)}${count(one)}` }))}
      />
      <Select
        allowClear
        className="administration-filter"
        aria-label={t('filter.handler')}
        placeholder={t('filter.handler')}
        value={get('handler') ?? null}
        popupMatchSelectWidth={false}
        options={(list?.handlers ?? []).map(({ handler, title }) => ({ value: handler, label: title?.[language] ?? handler }))}
        onChange={(value: string | undefined) => set({ handler: value ?? null, offset: null })}
      />
      <Select
        allowClear
        className="administration-filter"
        aria-label={t('filter.type')}
        placeholder={t('filter.type')}
        value={get('type') ?? null}
        popupMatchSelectWidth={false}
        options={(list?.types ?? []).map((type) => ({ value: type, label: type }))}
        onChange={(value: string | undefined) => set({ type: value ?? null, offset: null })}
      />
      {subject && (
        <Tag closable onClose={() => set({ subject: null, offset: null })}>
          {t('filter.subject', { subject })}
        </Tag>
      )}
      {active && (
        <Button type="link" size="small" onClick={() => set({ handler: null, type: null, subject: null, offset: null })}>
          {t('filter.clear')}
        </Button>
      )}
    </>
  );
}
