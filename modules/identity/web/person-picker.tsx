import { useApi } from '@songhua/ui/query.ts';
import { useLanguage } from '@songhua/ui/text.ts';
import { useAtRest } from '@songhua/ui/use-at-rest.ts';
import { Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ListedPerson, PeopleList } from '../contract.ts';
import { sayInstitution, sayName, sayWho } from './say-person.ts';

interface Picked {
  readonly patient: string;
  readonly name: string;
}

interface PersonPickerProps<Value extends Picked> {
  readonly label: string;
  /** Whom not to offer: the person that another is looked for. */
  readonly without: string;
  readonly value: Value | null;
  readonly onChange: (person: ListedPerson | null) => void;
}

/** Another person of the index, found by name, whole number or whole phone. */
export function PersonPicker<Value extends Picked>({ label, without, value, onChange }: PersonPickerProps<Value>) {
  const { t } = useTranslation('identity');
  const language = useLanguage();
  const [typed, setTyped] = useState('');
  const [asked, setAsked] = useState('');
  useAtRest(typed, setAsked);
  const found = useApi<PeopleList>(asked ? '/api/identity/people' : null, { q: asked, limit: 20 });
  const items = asked ? (found.data?.items ?? []).filter(({ person }) => person !== without) : [];
  const isGone = value !== null && !items.some(({ patient }) => patient === value.patient);
  return (
    <>
      <label htmlFor="identity-other" className="identity-label">
        {label}
      </label>
      <Select
        id="identity-other"
        allowClear
        className="identity-wide"
        placeholder={t('people.search')}
        showSearch={{ filterOption: false, onSearch: setTyped }}
        loading={found.isFetching}
        notFoundContent={asked && !found.isFetching ? t('people.none-found') : t('link.type')}
        value={value?.patient ?? null}
        optionLabelProp="title"
        options={[
          ...(isGone ? [{ value: value.patient, title: sayName(t, value.name), label: sayName(t, value.name) }] : []),
          ...items.map((one) => ({
            value: one.patient,
            title: sayName(t, one.name),
            label: (
              <>
                {sayName(t, one.name)} <span className="sh-quiet">{one.number}</span>
                <span className="identity-under">
                  {sayWho(t, language, one)} · {one.institutions.map(sayInstitution).join(t('list'))}
                </span>
              </>
            ),
          })),
        ]}
        onChange={(patient: string | undefined) => onChange(items.find((one) => one.patient === patient) ?? null)}
      />
    </>
  );
}
