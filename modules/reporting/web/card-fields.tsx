import type { FieldError } from '@songhua/kernel/result.ts';
import { useApi } from '@songhua/ui/query.ts';
import { useLanguage } from '@songhua/ui/text.ts';
import { Form, Input, Select } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { type AreaChoices, ageUnit, belonging, caseKind, course, type DiseaseList, occupation, sex } from '../contract.ts';
import { type BoxName, type CardValues, sections } from './card-values.ts';
import { ExtraFields } from './extra-fields.tsx';

interface CardFieldsProps {
  readonly values: CardValues;
  readonly errors: readonly FieldError[];
  readonly disabled?: boolean;
  readonly onChange: (values: CardValues) => void;
}

const chosen: Partial<Record<BoxName, readonly string[]>> = {
  sex: sex.options,
  ageUnit: ageUnit.options,
  belongs: belonging.options,
  occupation: occupation.options,
  kind: caseKind.options,
  course: course.options,
  hospitalised: ['yes', 'no'],
};
const typed: Partial<Record<BoxName, string>> = {
  born: 'date',
  onset: 'date',
  visited: 'date',
  died: 'date',
  diagnosed: 'datetime-local',
};
const always: readonly string[] = [
  'name',
  'sex',
  'phone',
  'belongs',
  'address',
  'occupation',
  'disease',
  'kind',
  'onset',
  'diagnosed',
  'doctor',
];

interface Option {
  readonly value: string;
  readonly label: string;
}

/** The boxes of a card in the order of the paper, each with what is wrong with it under it. All of it goes by keyboard: lists open by typing. */
export function CardFieldBoxes({ values, errors, disabled, onChange }: CardFieldsProps) {
  const { t } = useTranslation('reporting');
  const language = useLanguage();
  const diseases = useApi<DiseaseList>('/api/reporting/diseases', { on: values.diagnosed.slice(0, 10) || undefined });
  const areas = useApi<AreaChoices>('/api/reporting/areas');
  const disease = diseases.data?.items.find(({ code }) => code === values.disease);
  const nameOf = new Map((areas.data?.items ?? []).map(({ code, name }) => [code, name[language]]));
  const options: Partial<Record<BoxName, readonly Option[]>> = {
    disease: (diseases.data?.items ?? []).map(({ code, name }) => ({ value: code, label: name[language] })),
    subtype: (disease?.subtypes ?? []).map(({ code, name }) => ({ value: code, label: name[language] })),
    town: (areas.data?.items ?? [])
      .filter(({ level }) => level === 'town')
      .map(({ code, parent, name }) => ({ value: code, label: `${nameOf.get(parent ?? '') ?? ''} ${name[language]}` })),
  };
  const isShown = (field: BoxName): boolean => {
    if (field === 'subtype') return (disease?.subtypes.length ?? 0) > 0;
    return field !== 'course' || disease?.course === true;
  };
  const set = (field: BoxName, value: string): void =>
    onChange({ ...values, [field]: value, ...(field === 'disease' && { subtype: '', course: '', extra: {} }) });
  const asked = (disease?.supplements ?? []).filter(({ subtypes }) => !subtypes || subtypes.includes(values.subtype));
  const box = (field: BoxName): ReactNode => {
    const id = `reporting-${field}`;
    const list = options[field] ?? chosen[field]?.map((value) => ({ value, label: t(`${field}.${value}`) }));
    if (list)
      return (
        <Select
          id={id}
          allowClear
          disabled={disabled ?? false}
          showSearch={{ optionFilterProp: 'label' }}
          popupMatchSelectWidth={false}
          value={values[field] || null}
          options={[...list]}
          onChange={(value: string | null | undefined) => set(field, value ?? '')}
        />
      );
    return (
      <Input
        id={id}
        type={typed[field] ?? 'text'}
        disabled={disabled ?? false}
        value={values[field]}
        maxLength={field === 'remark' ? 500 : 200}
        inputMode={field === 'age' ? 'numeric' : 'text'}
        autoComplete="off"
        onChange={({ target }) => set(field, target.value)}
      />
    );
  };
  const item = (field: BoxName): ReactNode => {
    const wrong = errors.find((one) => one.field === field || one.field.endsWith(`.${field}`));
    return (
      <Form.Item
        key={field}
        className={field === 'address' || field === 'remark' || field === 'disease' ? 'reporting-wide' : ''}
        label={t(`field.${field}`)}
        htmlFor={`reporting-${field}`}
        required={always.includes(field)}
        validateStatus={wrong ? 'error' : ''}
        help={wrong?.message[language]}
        style={{ marginBottom: 10 }}
      >
        {box(field)}
      </Form.Item>
    );
  };
  return (
    <div className="reporting-form">
      {sections.map(({ key, fields }) => [
        <h3 key={key}>{t(`section.${key}`)}</h3>,
        ...fields.filter(isShown).map(item),
        key === 'illness' && (
          <ExtraFields
            key="extra"
            supplements={asked}
            said={values.extra}
            errors={errors}
            disabled={disabled ?? false}
            onChange={(extra) => onChange({ ...values, extra })}
          />
        ),
      ])}
      {diseases.data && !diseases.data.verified && (
        <p className="reporting-wide sh-quiet">{t('form.not-verified', { edition: diseases.data.edition })}</p>
      )}
    </div>
  );
}
