import { ProblemNotice } from '@songhua/ui/problem-notice.tsx';
import { useApi } from '@songhua/ui/query.ts';
import { useLanguage } from '@songhua/ui/text.ts';
import { useWrite } from '@songhua/ui/use-write.ts';
import { Button, Form, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { type Forecast, type ForecastDraft, type ForecastStart, scenarioKinds } from '../contract.ts';
import { CourseTable } from './course-table.tsx';
import { NumberField, WordField, WordsField } from './fields.tsx';

interface Draft {
  readonly title: string;
  readonly scenario: ForecastDraft['scenario'];
  readonly steps?: { day?: number; factor?: number }[];
  readonly entered?: string;
  readonly mean?: number | null;
  readonly deviation?: number | null;
  readonly reported: number;
  readonly days: number;
  readonly quantile: number;
}

/** Numbers between whatever stands between them, the newest last, on the days that end today. */
function readCases(entered: string, today: string): ForecastDraft['cases'] {
  const counts = (entered.match(/\d+/g) ?? []).map(Number);
  const end = Date.parse(`${today}T00:00:00Z`);
  return counts.map((cases, at) => ({
    day: new Date(end - (counts.length - 1 - at) * 86_400_000).toISOString().slice(0, 10),
    cases,
  }));
}

function Steps({ several }: { readonly several: boolean }) {
  const { t } = useTranslation('surge');
  return (
    <Form.List name="steps">
      {(fields, { add, remove }) => (
        <>
          {fields.map(({ key, name }) => (
            <div key={key} className="su-two">
              <NumberField name={[name, 'day']} label={t('scenario.day')} min={1} max={120} />
              <NumberField name={[name, 'factor']} label={t('scenario.factor')} min={0} max={10} step={0.05} />
              {several && fields.length > 1 && <Button onClick={() => remove(name)}>{t('scenario.remove')}</Button>}
            </div>
          ))}
          {(several || fields.length === 0) && <Button onClick={() => add({ day: 7, factor: 0.7 })}>{t('scenario.add')}</Button>}
        </>
      )}
    </Form.List>
  );
}

/** What a forecast starts from and under which scenario; it is reckoned beside, so the page goes on to where its progress is seen. */
export function ForecastForm() {
  const { t } = useTranslation('surge');
  const language = useLanguage();
  const navigate = useNavigate();
  const [form] = Form.useForm<Draft>();
  const [disease, setDisease] = useState<string | undefined>();
  const [courseId, setCourse] = useState('severe-respiratory');
  const start = useApi<ForecastStart>('/api/surge/forecast-start', { disease });
  const { write, busy, error } = useWrite();
  const scenario = Form.useWatch('scenario', form);
  const course = start.data?.courses.find(({ id }) => id === courseId);
  const send = async (draft: Draft) => {
    if (!course || !start.data) return;
    const { id: _, ...body } = course;
    const known = typeof draft.mean === 'number' && draft.mean > 0;
    const cases = disease === undefined ? readCases(draft.entered ?? '', start.data.today) : start.data.cases;
    const answer = await write<Forecast>('POST', '/api/surge/forecasts', {
      ...{
        title: draft.title,
        scenario: draft.scenario,
        days: draft.days,
        quantile: draft.quantile / 100,
        reported: draft.reported / 100,
      },
      ...{ cases, caseSource: disease ?? 'entered', course: body, steps: draft.steps ?? [] },
      reproduction: known ? { mean: draft.mean, deviation: draft.deviation ?? 0 } : null,
    });
    if (answer) void navigate(`/surge/forecast/${answer.id}`);
  };
  const diseases = (start.data?.diseases ?? []).map(({ code, name }) => ({ value: code, label: name[language] }));
  return (
    <section className="su-report sh-no-print" aria-label={t('forecast.new')}>
      <h2>{t('forecast.new')}</h2>
      <Form
        form={form}
        layout="vertical"
        initialValues={{ scenario: 'now', reported: 50, days: 42, quantile: 90, title: '' }}
        onFinish={(draft) => void send(draft)}
      >
        <div className="su-grid">
          <WordsField name="title" label={t('field.title')} most={200} />
          <Form.Item
            label={t('forecast.disease')}
            htmlFor="su-disease"
            extra={disease && t('forecast.found', { count: start.data?.total ?? 0 })}
          >
            <Select
              id="su-disease"
              allowClear
              placeholder={t('forecast.enter-below')}
              showSearch={{ optionFilterProp: 'label' }}
              value={disease ?? null}
              options={diseases}
              onChange={(value: string | null) => setDisease(value ?? undefined)}
            />
          </Form.Item>
          <Form.Item label={t('forecast.course')} htmlFor="su-course">
            <Select
              id="su-course"
              value={courseId}
              options={(start.data?.courses ?? []).map(({ id, title }) => ({ value: id, label: title[language] }))}
              onChange={setCourse}
            />
          </Form.Item>
          <WordField name="scenario" label={t('scenario.title')} of="scenario" values={scenarioKinds} />
        </div>
        {disease === undefined && (
          <WordsField name="entered" label={t('forecast.cases')} help={t('forecast.cases-help')} most={2000} area />
        )}
        {(scenario === 'intervention' || scenario === 'own') && <Steps several={scenario === 'own'} />}
        <div className="su-grid">
          <NumberField name="mean" label={t('forecast.r')} help={t('forecast.r-help')} min={0} max={20} step={0.1} optional />
          <NumberField name="deviation" label={t('forecast.r-deviation')} min={0} max={10} step={0.1} optional />
          <NumberField name="reported" label={t('forecast.reported')} min={1} max={100} />
          <NumberField name="days" label={t('forecast.days')} min={7} max={90} />
          <NumberField name="quantile" label={t('forecast.quantile')} help={t('forecast.quantile-help')} min={50} max={99} />
        </div>
        {course && <CourseTable course={course} />}
        <Button type="primary" htmlType="submit" loading={busy}>
          {t('forecast.run')}
        </Button>
      </Form>
      {Boolean(error) && <ProblemNotice error={error} />}
    </section>
  );
}
