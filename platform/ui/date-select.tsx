import { CalendarOutlined } from '@ant-design/icons';
import { Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAddress, useAt, useChoices } from './address.ts';
import { formatDate } from './format.ts';
import { useLanguage } from './text.ts';

/** The date in view: the newest fact, the plan's end, or any day; it lives in the address as `at`. */
export function DateSelect() {
  const { t } = useTranslation('ui');
  const language = useLanguage();
  const { dates } = useChoices();
  const { set } = useAddress();
  const at = useAt();
  const [choosing, setChoosing] = useState(false);
  if (!dates) return null;
  const kind = !at || at === dates.today ? 'today' : at === dates.end ? 'end' : 'any';
  const choose = (next: 'today' | 'end' | 'any') => {
    setChoosing(next === 'any');
    if (next !== 'any') set({ at: next === 'end' ? dates.end : null }, false);
  };
  // Facts may be older than the plan, as its baseline is.
  const [first = dates.start] = [dates.today, dates.start].sort();
  const any = choosing || kind === 'any';
  const entry = (value: 'today' | 'end', iso: string) => ({ value, label: `${t(`date.${value}`)} ${formatDate(iso, language)}` });
  return (
    <>
      <Select
        className="sh-date"
        aria-label={t('date.label')}
        prefix={<CalendarOutlined aria-hidden="true" />}
        value={any ? 'any' : kind}
        popupMatchSelectWidth={false}
        options={[entry('today', dates.today), entry('end', dates.end), { value: 'any' as const, label: t('date.any') }]}
        onChange={choose}
      />
      {any && (
        <input
          type="date"
          className="sh-date-input"
          aria-label={t('date.day')}
          value={at ?? dates.today}
          min={first}
          max={dates.end}
          onChange={(event) => {
            const day = event.target.value;
            if (day && day >= first && day <= dates.end) set({ at: day }, true);
          }}
        />
      )}
    </>
  );
}
