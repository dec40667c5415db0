import { useAddress } from '@songhua/ui/address.ts';
import { SearchBox } from '@songhua/ui/search-box.tsx';
import { useLanguage } from '@songhua/ui/text.ts';
import { Button, Select, Tag } from 'antd';
import { useTranslation } from 'react-i18next';
import { taskStates } from '../contract.ts';
import { useOptions } from './use-options.ts';
import { noFilters, notGiven, useFilters } from './view.ts';

/** Text, department, chapter, state and due dates, each in the address. `states`: false where the view says the state. */
export function TaskFilters({ states = true }: { readonly states?: boolean }) {
  const { t } = useTranslation('tasks');
  const language = useLanguage();
  const { set } = useAddress();
  const filters = useFilters();
  const { options } = useOptions();
  const choice = (
    name: 'department' | 'chapter' | 'state',
    items: readonly { readonly value: string; readonly label: string }[],
  ) => (
    <Select
      allowClear
      showSearch={{ optionFilterProp: 'label' }}
      className={`tasks-filter tasks-filter-${name}`}
      aria-label={t(`filter.${name}`)}
      placeholder={t(`filter.${name}`)}
      value={filters[name] ?? null}
      popupMatchSelectWidth={false}
      options={[...items]}
      onChange={(value: string | undefined) => set({ [name]: value ?? null, offset: null })}
    />
  );
  const active = Object.values(filters).some((value) => value !== undefined);
  return (
    <>
      <SearchBox label={t('filter.q')} className="tasks-search" />
      {choice('department', options?.departments.map(({ code, name }) => ({ value: code, label: name[language] })) ?? [])}
      {choice('chapter', options?.chapters.map(({ code, name }) => ({ value: code, label: name[language] })) ?? [])}
      {states &&
        choice(
          'state',
          (['active', notGiven, ...taskStates] as const).map((one) => ({ value: one, label: t(`state.${one}`) })),
        )}
      <span className="tasks-dates">
        <span className="sh-quiet">{t('filter.due')}</span>
        {(['dueFrom', 'dueTo'] as const).map((name) => (
          <input
            key={name}
            type="date"
            aria-label={t(`filter.${name}`)}
            title={t(`filter.${name}`)}
            value={filters[name] ?? ''}
            min="2000-01-01"
            max="2200-12-31"
            onChange={(event) => set({ [name]: event.target.value || null, offset: null })}
          />
        ))}
      </span>
      {(['clause', 'origin'] as const).map(
        (name) =>
          filters[name] && (
            <Tag key={name} closable onClose={() => set({ [name]: null, offset: null })}>
              {t(`filter.${name}`, { value: filters[name] })}
            </Tag>
          ),
      )}
      {active && (
        <Button type="link" size="small" onClick={() => set(noFilters)}>
          {t('filter.clear')}
        </Button>
      )}
    </>
  );
}
