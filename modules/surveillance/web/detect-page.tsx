import { Chart } from '@songhua/ui/chart.tsx';
import { save } from '@songhua/ui/chart-file.ts';
import { PageHead } from '@songhua/ui/page-head.tsx';
import { Loaded, ProblemNotice } from '@songhua/ui/problem-notice.tsx';
import { useApi } from '@songhua/ui/query.ts';
import { useLanguage } from '@songhua/ui/text.ts';
import { useWrite } from '@songhua/ui/use-write.ts';
import { Button, Form, Input, InputNumber, Select, Switch } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CsvDetected, MethodList } from '../contract.ts';
import { seriesOption } from './series-option.ts';
import './surveillance.css';

type Method = MethodList['items'][number];
type Values = Readonly<Record<string, number | string | boolean | undefined>>;

function Parameters({ method }: { readonly method: Method }) {
  const language = useLanguage();
  return method.parameters.map((one) => (
    <Form.Item
      key={`${method.name} ${one.name}`}
      name={['parameters', one.name]}
      label={one.unit ? `${one.label[language]} (${one.unit[language]})` : one.label[language]}
      initialValue={one.usual}
      valuePropName={one.kind === 'yes-no' ? 'checked' : 'value'}
    >
      {one.kind === 'yes-no' ? (
        <Switch />
      ) : one.kind === 'choice' ? (
        <Select options={(one.choices ?? []).map((value) => ({ value, label: value }))} />
      ) : (
        <InputNumber
          {...(one.least !== null && { min: one.least < 1e-6 ? 0 : one.least })}
          {...(one.most !== null && { max: one.most })}
        />
      )}
    </Form.Item>
  ));
}

function Result({ found }: { readonly found: CsvDetected }) {
  const { t } = useTranslation('surveillance');
  const groups = [...new Set(found.rows.map(({ group }) => group))];
  const [chosen, choose] = useState<string | null>(null);
  const group = chosen ?? groups[0] ?? '';
  const rows = found.rows.filter((one) => one.group === group);
  const titles = {
    count: t('field.observed'),
    expected: t('field.expected'),
    upper: t('detect.upper'),
    alarm: t('detect.alarm'),
  };
  const text = (name: string, content: string) => save(name, new Blob([content], { type: 'text/plain;charset=utf-8' }));
  return (
    <section className="sv-section" aria-live="polite">
      <h2>{t('detect.result', { alarms: found.alarms, total: found.total })}</h2>
      <p className="sv-marks">
        {groups.length > 1 && (
          <Select
            aria-label={t('detect.group')}
            className="sv-filter"
            value={group}
            options={groups.map((value) => ({ value, label: value || t('detect.nameless') }))}
            onChange={choose}
          />
        )}
        <Button onClick={() => text('detection.csv', `\uFEFF${found.csv}`)}>{t('detect.csv')}</Button>
        {found.r !== null && <Button onClick={() => text('detection.R', found.r ?? '')}>{t('detect.r')}</Button>}
      </p>
      {found.rows.length < found.total && <p>{t('detect.cut', { shown: found.rows.length })}</p>}
      <Chart
        name={t('detect.chart', { group })}
        height={300}
        option={(palette) => seriesOption(rows, palette, titles)}
        table={{
          columns: [
            { title: t('detect.date') },
            { title: titles.count, numeric: true },
            { title: titles.expected, numeric: true },
            { title: titles.upper, numeric: true },
            { title: t('field.p'), numeric: true },
            { title: titles.alarm },
          ],
          rows: rows.map((one) => [one.date, one.count, one.expected, one.upper, one.p, one.alarm ? titles.alarm : '']),
        }}
        note={found.r === null ? t('detect.no-r') : undefined}
      />
    </section>
  );
}

interface Draft {
  readonly csv: string;
  readonly method: string;
  readonly step: 'auto' | 'day' | 'week';
  readonly gaps: 'refuse' | 'zero';
  readonly parameters?: Values;
}

function Asking({ methods }: { readonly methods: readonly Method[] }) {
  const { t } = useTranslation('surveillance');
  const language = useLanguage();
  const [form] = Form.useForm<Draft>();
  const { write, error, busy } = useWrite(() => false);
  const [found, setFound] = useState<CsvDetected | null>(null);
  const name = Form.useWatch('method', form) ?? 'farringtonFlexible';
  const method = methods.find((one) => one.name === name);
  const detect = async ({ parameters = {}, ...draft }: Draft) => {
    const answer = await write<CsvDetected>('POST', '/api/surveillance/detection', {
      ...draft,
      parameters: Object.fromEntries(Object.entries(parameters).filter(([, value]) => value !== undefined && value !== null)),
    });
    setFound(answer);
  };
  const choices = (key: string, values: readonly string[]) =>
    values.map((value) => ({ value, label: t(`detect.${key}.${value}`) }));
  return (
    <>
      <Form<Draft>
        form={form}
        layout="vertical"
        initialValues={{ method: 'farringtonFlexible', step: 'auto', gaps: 'refuse' }}
        onFinish={(draft) => void detect(draft)}
      >
        <Form.Item label={t('detect.file')}>
          <input
            type="file"
            accept=".csv,.txt,text/csv"
            aria-label={t('detect.file')}
            onChange={async ({ target }) => {
              const [file] = target.files ?? [];
              if (file) form.setFieldValue('csv', await file.text());
            }}
          />
        </Form.Item>
        <Form.Item name="csv" label={t('detect.data')} rules={[{ required: true, whitespace: true }]} extra={t('detect.columns')}>
          <Input.TextArea
            rows={8}
            maxLength={2_500_000}
            placeholder={'date,count\n2026-01-05,12\n2026-01-12,9'}
            spellCheck={false}
          />
        </Form.Item>
        <div className="sv-facts">
          <Form.Item name="method" label={t('field.method')}>
            <Select
              showSearch={{ optionFilterProp: 'label' }}
              options={methods.map((one) => ({ value: one.name, label: one.title[language] }))}
            />
          </Form.Item>
          <Form.Item name="step" label={t('detect.step')}>
            <Select options={choices('steps', ['auto', 'day', 'week'])} />
          </Form.Item>
          <Form.Item name="gaps" label={t('detect.gap')}>
            <Select options={choices('gaps', ['refuse', 'zero'])} />
          </Form.Item>
          {method && <Parameters method={method} />}
        </div>
        {method && <p className="sh-quiet">{method.source}</p>}
        <Button type="primary" htmlType="submit" loading={busy}>
          {t('detect.run')}
        </Button>
      </Form>
      {error !== null && <ProblemNotice error={error} />}
      {found && <Result found={found} />}
    </>
  );
}

/** Any method over any series somebody has at hand; nothing of it is kept. */
export default function DetectPage() {
  const { t } = useTranslation('surveillance');
  const methods = useApi<MethodList>('/api/surveillance/detection/methods');
  return (
    <>
      <PageHead title={t('detect.title')} lead={t('detect.lead')} />
      <Loaded query={methods}>{({ items }) => <Asking methods={items} />}</Loaded>
    </>
  );
}
