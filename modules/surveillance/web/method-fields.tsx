import { useLanguage } from '@songhua/ui/text.ts';
import { Button, Form, InputNumber, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import type { DetectionSettings, MethodList } from '../contract.ts';

type Method = MethodList['items'][number];
type Chosen = DetectionSettings['methods'][number];

/** Parameters of one method; empty ones are the usual. */
function Parameters({ at, method }: { readonly at: number; readonly method: Method }) {
  const { t } = useTranslation('surveillance');
  const language = useLanguage();
  const name = (value: string): string => (value === 'true' || value === 'false' ? t(`settings.${value}`) : value);
  return (
    <div className="sv-facts">
      {method.parameters.map((one) => (
        <Form.Item
          key={one.name}
          name={[at, 'parameters', one.name]}
          label={one.unit ? `${one.label[language]} (${one.unit[language]})` : one.label[language]}
          extra={t('settings.usual-value', { value: name(String(one.usual)) })}
        >
          {one.kind === 'yes-no' ? (
            <Select allowClear options={[true, false].map((value) => ({ value, label: t(`settings.${value}`) }))} />
          ) : one.kind === 'choice' ? (
            <Select allowClear options={(one.choices ?? []).map((value) => ({ value, label: value }))} />
          ) : (
            <InputNumber
              className="sv-number"
              {...(one.least !== null && { min: one.least < 1e-6 ? 0 : one.least })}
              {...(one.most !== null && { max: one.most })}
              {...(one.kind === 'whole' && { precision: 0 })}
            />
          )}
        </Form.Item>
      ))}
      <p className="sh-quiet">
        {t('settings.source')}: {method.source}
      </p>
    </div>
  );
}

function MethodRow({
  at,
  methods,
  onRemove,
}: {
  readonly at: number;
  readonly methods: readonly Method[];
  readonly onRemove: () => void;
}) {
  const { t } = useTranslation('surveillance');
  const language = useLanguage();
  const form = Form.useFormInstance();
  const chosen: Chosen | undefined = Form.useWatch(['methods', at], { form, preserve: true });
  const method = methods.find(({ name }) => name === chosen?.method);
  const changed = Object.values(chosen?.parameters ?? {}).filter((value) => value !== undefined && value !== null).length;
  const required = [{ required: true, message: '' }];
  return (
    <li className="sv-method">
      <div className="sv-marks">
        <Form.Item name={[at, 'method']} label={t('settings.method-at', { at: at + 1 })} rules={required}>
          <Select
            className="sv-choose"
            showSearch={{ optionFilterProp: 'label' }}
            popupMatchSelectWidth={false}
            options={methods
              .filter(({ steps }) => chosen?.step === undefined || steps.includes(chosen.step))
              .map((one) => ({ value: one.name, label: one.title[language] }))}
            onChange={() => form.setFieldValue(['methods', at, 'parameters'], {})}
          />
        </Form.Item>
        <Form.Item name={[at, 'step']} label={t('settings.step-at', { at: at + 1 })} rules={required}>
          <Select
            options={(['week', 'day'] as const)
              .filter((step) => !method || method.steps.includes(step))
              .map((value) => ({ value, label: t(`detect.steps.${value}`) }))}
          />
        </Form.Item>
        <Button size="small" aria-label={`${t('settings.remove')} ${t('settings.method-at', { at: at + 1 })}`} onClick={onRemove}>
          {t('settings.remove')}
        </Button>
      </div>
      {method && method.parameters.length > 0 && (
        <details>
          <summary>
            {t('settings.parameters')}
            {changed > 0 && t('settings.changed', { count: changed })}
          </summary>
          <Parameters at={at} method={method} />
        </details>
      )}
    </li>
  );
}

/** The methods that judge every night, each by day or week. */
export function MethodFields({ methods }: { readonly methods: readonly Method[] }) {
  const { t } = useTranslation('surveillance');
  return (
    <fieldset className="sv-group">
      <legend>{t('settings.methods')}</legend>
      <Form.List name="methods">
        {(fields, { add, remove }) => (
          <>
            <ol className="sv-list">
              {fields.map(({ key, name }) => (
                <MethodRow key={key} at={name} methods={methods} onRemove={() => remove(name)} />
              ))}
            </ol>
            <Button size="small" onClick={() => add({ step: 'week', parameters: {} })} disabled={fields.length >= 40}>
              {t('settings.add-method')}
            </Button>
          </>
        )}
      </Form.List>
    </fieldset>
  );
}
