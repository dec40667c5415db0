import { useAddress } from '@songhua/ui/address.ts';
import { Button, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import type { History } from '../contract.ts';
import { DayRange } from './day-range.tsx';

/** Names in the address that belong to the history of a task; the list behind the page does not take them over. */
export const historyNames = ['hfield', 'hby', 'hfrom', 'huntil', 'hsort', 'hoffset', 'hlimit'] as const;
const filters = ['hfield', 'hby', 'hfrom', 'huntil'] as const;

interface HistoryFiltersProps {
  readonly choices: Pick<History, 'fields' | 'people'> | undefined;
}

/** Which changes: of what, by whom, between which days. */
export function HistoryFilters({ choices }: HistoryFiltersProps) {
  const { t } = useTranslation('tasks');
  const { get, set } = useAddress();
  const choice = (name: 'hfield' | 'hby', items: readonly { readonly value: string; readonly label: string }[]) => (
    <Select
      allowClear
      size="small"
      className="tasks-filter"
      aria-label={t(`column.${name === 'hby' ? 'by' : 'field'}`)}
      placeholder={t(`column.${name === 'hby' ? 'by' : 'field'}`)}
      value={get(name) ?? null}
      popupMatchSelectWidth={false}
      options={[...items]}
      onChange={(value: string | undefined) => set({ [name]: value ?? null, hoffset: null })}
    />
  );
  return (
    <>
      {choice(
        'hfield',
        (choices?.fields ?? []).map((one) => ({ value: one, label: t(`field.${one}`, { defaultValue: one }) })),
      )}
      {choice(
        'hby',
        (choices?.people ?? []).map((one) => ({ value: one ?? '-', label: one ?? t('plan-file') })),
      )}
      <DayRange from="hfrom" until="huntil" offset="hoffset" />
      {filters.some((name) => get(name)) && (
        <Button
          type="link"
          size="small"
          onClick={() => set(Object.fromEntries([...filters, 'hoffset'].map((name) => [name, null])))}
        >
          {t('filter.clear')}
        </Button>
      )}
    </>
  );
}
