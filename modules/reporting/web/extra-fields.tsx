import type { FieldError } from '@songhua/kernel/result.ts';
import { useLanguage } from '@songhua/ui/text.ts';
import { Form, Input, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Supplement } from '../contract.ts';

interface ExtraProps {
  readonly supplements: readonly Supplement[];
  readonly said: Readonly<Record<string, string>>;
  readonly errors: readonly FieldError[];
  readonly disabled: boolean;
  readonly onChange: (said: Readonly<Record<string, string>>) => void;
}

/** What the supplementary card of the disease asks for, as the list of supplements says it. */
export function ExtraFields({ supplements, said, errors, disabled, onChange }: ExtraProps) {
  const { t } = useTranslation('reporting');
  const language = useLanguage();
  const set = (key: string, value: string): void =>
    onChange(Object.fromEntries(Object.entries({ ...said, [key]: value }).filter(([, one]) => one !== '')));
  return supplements.map(({ title, fields, verified }) => [
    <h3 key={title.zh}>
      {title[language]}
      {!verified && <span className="sh-quiet"> · {t('form.extra-not-verified')}</span>}
    </h3>,
    ...fields.map(({ key, title: name, type, unit, options, required }) => {
      const id = `reporting-${key}`;
      const wrong = errors.find(({ field }) => field.endsWith(`extra.${key}`));
      return (
        <Form.Item
          key={key}
          label={unit ? `${name[language]} (${unit})` : name[language]}
          htmlFor={id}
          required={required ?? false}
          validateStatus={wrong ? 'error' : ''}
          help={wrong?.message[language]}
          style={{ marginBottom: 10 }}
        >
          {type === 'choice' ? (
            <Select
              id={id}
              allowClear
              disabled={disabled}
              popupMatchSelectWidth={false}
              value={said[key] ?? null}
              options={(options ?? []).map((one) => ({ value: one.code, label: one.name[language] }))}
              onChange={(value: string | null | undefined) => set(key, value ?? '')}
            />
          ) : (
            <Input
              id={id}
              type={type === 'day' ? 'date' : 'text'}
              inputMode={type === 'number' ? 'decimal' : 'text'}
              disabled={disabled}
              maxLength={200}
              autoComplete="off"
              value={said[key] ?? ''}
              onChange={({ target }) => set(key, target.value)}
            />
          )}
        </Form.Item>
      );
    }),
  ]);
}
