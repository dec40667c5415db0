import { useChoices } from '@songhua/ui/address.ts';
import { useLanguage } from '@songhua/ui/text.ts';
import { Form, Input, InputNumber, Select } from 'antd';
import { useTranslation } from 'react-i18next';

interface FieldProps {
  readonly name: string | string[];
  readonly label: string;
  readonly required?: boolean;
  readonly help?: string;
}

const rule = (required = false) => (required ? [{ required: true }] : []);

export const TextField = ({ most = 200, rows, ...field }: FieldProps & { readonly most?: number; readonly rows?: number }) => (
  <Form.Item
    name={field.name}
    label={field.label}
    extra={field.help}
    rules={field.required ? [{ required: true, whitespace: true }] : []}
  >
    {rows ? <Input.TextArea autoSize={{ minRows: rows, maxRows: 10 }} maxLength={most} /> : <Input maxLength={most} />}
  </Form.Item>
);

export const CountField = ({ least = 0, ...field }: FieldProps & { readonly least?: number }) => (
  <Form.Item name={field.name} label={field.label} extra={field.help} rules={rule(field.required)}>
    <InputNumber min={least} max={10_000_000} className="em-number" />
  </Form.Item>
);

/** Date and time in Beijing. */
export const MomentField = (field: FieldProps) => (
  <Form.Item name={field.name} label={field.label} extra={field.help} rules={rule(field.required)}>
    <Input type="datetime-local" min="1900-01-01T00:00" max="2200-12-31T23:59" />
  </Form.Item>
);

export const DayField = (field: FieldProps) => (
  <Form.Item name={field.name} label={field.label} extra={field.help} rules={rule(field.required)}>
    <Input type="date" min="1900-01-01" max="2200-12-31" />
  </Form.Item>
);

/** One of several words; `of` is where their texts stand. */
export function ChoiceField({
  of,
  values,
  clear,
  ...field
}: FieldProps & { of: string; values: readonly string[]; clear?: boolean }) {
  const { t } = useTranslation('emergency');
  const options = values.map((value) => ({ value, label: t(`${of}.${value}`) }));
  return (
    <Form.Item name={field.name} label={field.label} extra={field.help} rules={rule(field.required)}>
      <Select allowClear={clear ?? false} options={options} showSearch={{ optionFilterProp: 'label' }} />
    </Form.Item>
  );
}

export function AreaField({ name, label }: FieldProps) {
  const { areas } = useChoices();
  const language = useLanguage();
  const options = areas
    .filter(({ level }) => level === 'city' || level === 'county')
    .map((area) => ({ value: area.code, label: area.name[language] }));
  return (
    <Form.Item name={name} label={label} rules={rule(true)}>
      <Select showSearch={{ optionFilterProp: 'label' }} options={options} />
    </Form.Item>
  );
}
