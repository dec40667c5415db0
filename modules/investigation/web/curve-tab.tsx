import { useAddress } from '@songhua/ui/address.ts';
import { Chart } from '@songhua/ui/chart.tsx';
import { AreaMap } from '@songhua/ui/map/area-map.tsx';
import { ProblemNotice } from '@songhua/ui/problem-notice.tsx';
import { useApi } from '@songhua/ui/query.ts';
import { useLanguage } from '@songhua/ui/text.ts';
import { Segmented, Select } from 'antd';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { type Curve, curveGroup } from '../contract.ts';
import { curveOption, curveTable, stepsOf } from './curve-option.ts';
import type { TabProps } from './tab-props.ts';

/** When people fell ill, by any grouping, and where they live. */
export default function CurveTab({ view }: TabProps) {
  const { t } = useTranslation('investigation');
  const language = useLanguage();
  const { get, set } = useAddress();
  const step = get('step') === 'week' ? 'week' : 'day';
  const by = get('by') === 'reported' ? 'reported' : 'onset';
  const group = get('group') ?? 'none';
  const { data, error } = useApi<Curve>(`/api/investigation/outbreaks/${view.outbreak.id}/curve`, { by, step, group });
  const marks = useMemo(() => (data?.towns ?? []).map(({ town, count }) => ({ area: town, value: count })), [data]);
  if (!data) return error ? <ProblemNotice error={error} /> : <div className="sh-skeleton iv-skeleton" />;
  const words = {
    language,
    cases: t('figure.cases'),
    at: t(`curve.${step}`),
    nameOf: (one: Curve['groups'][number]) => one.name?.[language] ?? t('figure.cases'),
  };
  const steps = stepsOf(data, step);
  return (
    <section aria-label={t('tab.curve')}>
      <div className="sh-row iv-bar sh-no-print">
        <Segmented<string>
          size="small"
          aria-label={t('curve.by')}
          value={by}
          options={['onset', 'reported'].map((value) => ({ value, label: t(`field.${value}`) }))}
          onChange={(value) => set({ by: value === 'onset' ? null : value })}
        />
        <Segmented<string>
          size="small"
          aria-label={t('curve.step')}
          value={step}
          options={['day', 'week'].map((value) => ({ value, label: t(`curve.${value}`) }))}
          onChange={(value) => set({ step: value === 'day' ? null : value })}
        />
        <Select
          className="iv-filter"
          aria-label={t('curve.group')}
          value={group}
          options={curveGroup.options.map((value) => ({ value, label: t(`group.${value}`) }))}
          onChange={(value: string) => set({ group: value === 'none' ? null : value })}
        />
      </div>
      {data.points.length === 0 ? (
        <p>{t('curve.empty')}</p>
      ) : (
        <Chart
          name={t('tab.curve')}
          option={(palette) => curveOption(data, steps, palette, words)}
          table={curveTable(data, words)}
          height={300}
          note={data.undated > 0 ? t('curve.undated', { count: data.undated }) : undefined}
        />
      )}
      {marks.length > 0 && (
        <>
          <h2>{t('map')}</h2>
          <AreaMap name={t('map')} kind="count" marks={marks} valueTitle={t('figure.cases')} />
        </>
      )}
    </section>
  );
}
