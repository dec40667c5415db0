import { useAddress } from '@songhua/ui/address.ts';
import { useApi } from '@songhua/ui/query.ts';
import { useLanguage } from '@songhua/ui/text.ts';
import { Select } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { channels, type MethodList, type SeriesView } from '../contract.ts';
import { useAreas } from './use-areas.ts';
import { useSubjects } from './use-subjects.ts';

interface Props {
  readonly asked: { readonly channel: string; readonly subject: string; readonly step: 'day' | 'week'; readonly method: string };
  readonly county: string;
  readonly town: string | undefined;
  /** What is in view, whose days stand in the fields until others are chosen. */
  readonly found: SeriesView | undefined;
}

function Field({ id, label, children }: { readonly id: string; readonly label: string; readonly children: ReactNode }) {
  return (
    <div>
      <label className="sv-label" htmlFor={id}>
        {label}
      </label>
      {children}
    </div>
  );
}

/** Which series, over which days, by which method; all of it stands in the address. */
export function SeriesChoice({ asked, county, town, found }: Props) {
  const { t } = useTranslation('surveillance');
  const language = useLanguage();
  const { get, set } = useAddress();
  const { areas } = useAreas();
  const subjects = useSubjects();
  const methods = useApi<MethodList>('/api/surveillance/detection/methods').data?.items ?? [];
  const towns = areas.filter(({ level, parent }) => level === 'town' && parent === county);
  const choice = (name: string, label: string, value: string, options: readonly { value: string; label: string }[]) => (
    <Field id={`sv-${name}`} label={label}>
      <Select
        id={`sv-${name}`}
        className="sv-number"
        showSearch={{ optionFilterProp: 'label' }}
        popupMatchSelectWidth={false}
        value={value}
        options={[...options]}
        onChange={(next: string) =>
          set(name === 'town' ? { area: next || county } : name === 'step' ? { step: next, from: null } : { [name]: next })
        }
      />
    </Field>
  );
  const day = (name: 'from' | 'until') => (
    <Field id={`sv-${name}`} label={t(`series.${name}`)}>
      <input
        id={`sv-${name}`}
        type="date"
        className="sv-date sv-number"
        min="1900-01-01"
        max="2100-12-31"
        value={get(name) ?? found?.[name] ?? ''}
        onChange={({ target }) => set({ [name]: target.value })}
      />
    </Field>
  );
  return (
    <div className="sv-facts sh-no-print">
      {choice(
        'channel',
        t('series.channel'),
        asked.channel,
        channels.map((value) => ({ value, label: t(`channel.${value}`) })),
      )}
      {choice('subject', t('series.subject'), asked.subject, subjects)}
      {towns.length > 0 &&
        choice('town', t('series.town'), town ?? '', [
          { value: '', label: t('series.all-towns') },
          ...towns.map(({ code, name }) => ({ value: code, label: name[language] })),
        ])}
      {choice(
        'step',
        t('series.step'),
        asked.step,
        ['week', 'day'].map((value) => ({ value, label: t(`detect.steps.${value}`) })),
      )}
      {choice('method', t('series.method'), asked.method, [
        ...methods
          .filter(({ steps }) => steps.includes(asked.step))
          .map((one) => ({ value: one.name, label: one.title[language] })),
        { value: 'none', label: t('series.none') },
      ])}
      {day('from')}
      {day('until')}
    </div>
  );
}
