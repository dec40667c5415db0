import { useAddress } from '@songhua/ui/address.ts';
import { SearchBox } from '@songhua/ui/search-box.tsx';
import { Button, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Timeline } from '../contract.ts';
import { DayField } from './day-field.tsx';
import './timeline.css';

const names = ['kind', 'institution', 'from', 'until', 'q'] as const;

/** Which kinds, which institution, which days, which words: all in the address, each choice with its count. */
export function TimelineFilters({ timeline }: { readonly timeline: Timeline }) {
  const { t } = useTranslation('resident-record');
  const { get, set } = useAddress();
  const kinds = get('kind')?.split(',') ?? [];
  const isFiltered = names.some((name) => get(name));
  return (
    <div className="record-filters sh-no-print">
      <Select
        mode="multiple"
        allowClear
        maxTagCount="responsive"
        className="record-filter"
        aria-label={t('timeline.kinds')}
        placeholder={t('timeline.kinds')}
        value={kinds}
        popupMatchSelectWidth={false}
        options={timeline.kinds.map(({ kind, count }) => ({ value: kind, label: `${t(`kind.${kind}`)} ${count}` }))}
        onChange={(chosen: string[]) => set({ kind: chosen.join(',') })}
      />
      <Select
        allowClear
        className="record-filter"
        aria-label={t('timeline.institution')}
        placeholder={t('timeline.institution')}
        value={get('institution') ?? null}
        popupMatchSelectWidth={false}
        options={timeline.institutions
          .filter(({ id }) => id !== null)
          .map(({ id, name, count }) => ({ value: id, label: `${name} ${count}` }))}
        onChange={(chosen: string | null) => set({ institution: chosen })}
      />
      <DayField name="from" label={t('timeline.from')} />
      <DayField name="until" label={t('timeline.until')} />
      <SearchBox label={t('timeline.search')} className="record-filter" />
      {isFiltered && (
        <Button type="link" onClick={() => set(Object.fromEntries(names.map((name) => [name, null])))}>
          {t('timeline.clear')}
        </Button>
      )}
      <span className="sh-quiet" role="status">
        {t('timeline.total', { count: timeline.total })}
        {timeline.undated > 0 && ` · ${t('timeline.undated-count', { count: timeline.undated })}`}
      </span>
    </div>
  );
}
