import { ProblemNotice } from '@songhua/ui/problem-notice.tsx';
import { useWrite } from '@songhua/ui/use-write.ts';
import { App, Button, Form, Input, InputNumber } from 'antd';
import { useTranslation } from 'react-i18next';
import type { DetectionSettings, MethodList, SettingsView } from '../contract.ts';
import { MethodFields } from './method-fields.tsx';

interface Props {
  readonly view: SettingsView;
  readonly initial: DetectionSettings;
  readonly methods: MethodList['items'];
  /** The older version that stands in the form. */
  readonly from: number | null;
  readonly onSaved: () => void;
}

/** What the form holds becomes settings: a parameter that was emptied is the usual one. */
const toSettings = (draft: DetectionSettings): DetectionSettings => ({
  ...draft,
  methods: draft.methods.map(({ method, step, parameters = {} }) => ({
    ...{ method, step },
    parameters: Object.fromEntries(
      Object.entries(parameters).filter(([, value]) => value !== undefined && value !== null && (value as unknown) !== ''),
    ),
  })),
});

function Periods() {
  const { t } = useTranslation('surveillance');
  const required = [{ required: true, message: '' }];
  return (
    <fieldset className="sv-group">
      <legend>{t('settings.exclude')}</legend>
      <p className="sh-quiet">{t('settings.exclude-lead')}</p>
      <Form.List name="exclude">
        {(fields, { add, remove }) => (
          <>
            {fields.map(({ key, name }) => (
              <div key={key} className="sv-marks">
                <Form.Item
                  name={[name, 'from']}
                  label={`${t('settings.period', { at: name + 1 })} ${t('settings.from')}`}
                  rules={required}
                >
                  <Input type="date" min="1900-01-01" max="2100-12-31" />
                </Form.Item>
                <Form.Item name={[name, 'until']} label={t('settings.until')} rules={required}>
                  <Input type="date" min="1900-01-01" max="2100-12-31" />
                </Form.Item>
                <Button
                  size="small"
                  aria-label={`${t('settings.remove')} ${t('settings.period', { at: name + 1 })}`}
                  onClick={() => remove(name)}
                >
                  {t('settings.remove')}
                </Button>
              </div>
            ))}
            <Button size="small" onClick={() => add({})} disabled={fields.length >= 50}>
              {t('settings.add-period')}
            </Button>
          </>
        )}
      </Form.List>
    </fieldset>
  );
}

/** Hour, bounds, periods left out and methods; saved, they are a new version. */
export function SettingsForm({ view, initial, methods, from, onSaved }: Props) {
  const { t } = useTranslation('surveillance');
  const { message } = App.useApp();
  const { write, error, busy } = useWrite();
  const save = async (draft: DetectionSettings) => {
    const done = await write<SettingsView>('PUT', '/api/surveillance/detection/settings', {
      version: view.version,
      to: toSettings({ ...draft, exclude: draft.exclude ?? [] }),
    });
    if (done === null) return;
    void message.success(done.version === view.version ? t('settings.same') : t('settings.saved', { version: done.version }));
    onSaved();
  };
  const required = [{ required: true, message: '' }];
  return (
    <section className="sv-section" aria-labelledby="sv-run">
      <h2 id="sv-run">{t('settings.run')}</h2>
      {from !== null && <p role="status">{t('settings.loaded', { version: from })}</p>}
      <Form<DetectionSettings>
        layout="vertical"
        initialValues={structuredClone(initial)}
        disabled={!view.maySet || busy}
        onFinish={(draft) => void save(draft)}
      >
        <div className="sv-facts">
          <Form.Item name="hour" label={t('settings.hour')} rules={required}>
            <InputNumber min={0} max={23} precision={0} suffix={t('settings.unit-hour')} className="sv-number" />
          </Form.Item>
          <Form.Item name="speaksAt" label={t('settings.speaksAt')} extra={t('settings.speaksAt-help')} rules={required}>
            <InputNumber min={0.000001} max={0.5} step={0.001} className="sv-number" />
          </Form.Item>
          <Form.Item name="withinDays" label={t('settings.withinDays')} rules={required}>
            <InputNumber min={1} max={60} precision={0} suffix={t('settings.unit-days')} className="sv-number" />
          </Form.Item>
        </div>
        <Periods />
        <MethodFields methods={methods} />
        {error !== null && <ProblemNotice error={error} />}
        {view.maySet && (
          <p>
            <Button type="primary" htmlType="submit" loading={busy}>
              {t('settings.save')}
            </Button>
          </p>
        )}
      </Form>
    </section>
  );
}
