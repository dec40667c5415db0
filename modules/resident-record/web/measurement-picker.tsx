import { useLanguage } from '@songhua/ui/text.ts';
import { Checkbox, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { LatestResult, Measurement } from '../contract.ts';
import { isOutside, ResultMark } from './marks.tsx';
import { sayDay } from './when.ts';

interface PickerProps {
  readonly measurements: readonly Measurement[];
  readonly latest: readonly LatestResult[];
  readonly chosen: readonly string[];
  readonly most: number;
  readonly onChange: (codes: readonly string[]) => void;
}

/** What has been measured, by group, with how often and when last; those chosen are drawn. */
export function MeasurementPicker({ measurements, latest, chosen, most, onChange }: PickerProps) {
  const { t } = useTranslation('resident-record');
  const language = useLanguage();
  const [typed, setTyped] = useState('');
  const states = new Map(latest.map(({ key, interpretation }) => [key, interpretation]));
  const wanted = typed.trim().toLowerCase();
  const groups = Map.groupBy(
    measurements.filter(({ name, code }) => `${name} ${code ?? ''}`.toLowerCase().includes(wanted)),
    ({ group }) => group,
  );
  const toggle = (key: string, on: boolean): void => onChange(on ? [...chosen, key] : chosen.filter((one) => one !== key));
  return (
    <div className="record-picker sh-no-print">
      <Input
        allowClear
        value={typed}
        aria-label={t('result.find')}
        placeholder={t('result.find')}
        onChange={(event) => setTyped(event.target.value)}
      />
      <p className="sh-quiet">{t('result.choose', { most })}</p>
      {[...groups].map(([group, items]) => (
        <fieldset key={group}>
          <legend>{t(`result.group.${group}`)}</legend>
          {items.map(({ key, name, count, last }) => {
            const state = states.get(key) ?? null;
            const on = chosen.includes(key);
            return (
              <Checkbox
                key={key}
                checked={on}
                disabled={!on && chosen.length >= most}
                onChange={(event) => toggle(key, event.target.checked)}
              >
                {name} {isOutside(state) && state && <ResultMark of={state} />}{' '}
                <span className="sh-quiet">
                  {t('result.times', { count })}
                  {last && ` · ${sayDay(last, language)}`}
                </span>
              </Checkbox>
            );
          })}
        </fieldset>
      ))}
    </div>
  );
}
