import { Form, Input, InputNumber, Select } from 'antd';
import { useTranslation } from 'react-i18next';

interface Labelled {
  readonly name: string | (string | number)[];
  readonly label: string;
  readonly optional?: boolean;
  readonly help?: string;
}

const needed = (optional = false) => [{ required: !optional }];

export const WordsField = ({ name, label, optional, help, most = 1000, area }: Labelled & { most?: number; area?: boolean }) => (
  <Form.Item name={name} label={label} extra={help} rules={optional ? [] : [{ required: true, whitespace: true }]}>
    {area ? <Input.TextArea autoSize={{ minRows: 2, maxRows: 8 }} maxLength={most} /> : <Input maxLength={most} />}
  </Form.Item>
);

export const NumberField = ({
  name,
  label,
  optional,
  help,
  min = 0,
  max = 10_000,
  step = 1,
}: Labelled & { min?: number; max?: number; step?: number }) => (
  <Form.Item name={name} label={label} extra={help} rules={needed(optional)}>
    <InputNumber min={min} max={max} step={step} className="su-number" />
  </Form.Item>
);

/** One of several words, whose texts stand under `of`. */
export function WordField({ name, label, optional, help, of, values }: Labelled & { of: string; values: readonly string[] }) {
  const { t } = useTranslation('surge');
  return (
    <Form.Item name={name} label={label} extra={help} rules={needed(optional)}>
      <Select allowClear={optional ?? false} options={values.map((value) => ({ value, label: t(`${of}.${value}`) }))} />
    </Form.Item>
  );
}
