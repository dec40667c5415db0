import { Form, InputNumber, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { countedFacts, type ReportDraft, statedFacts } from '../contract.ts';
import { CountField, MomentField, TextField } from './fields.tsx';
import { fromField } from './when.ts';

export interface ReportForm extends Omit<ReportDraft, 'asOf' | 'facts'> {
  readonly asOf: string;
  readonly counted?: Readonly<Record<string, number | null | undefined>>;
  readonly stated?: Readonly<Record<string, boolean | null | undefined>>;
}

/** What is sent of a report; a fact that was left open is not sent, for it is not known. */
export function reportBody({
  counted = {},
  stated = {},
  asOf,
  exposed,
  hospitalised,
  severe,
  measures,
  needs,
  ...rest
}: ReportForm) {
  const known = Object.entries({ ...counted, ...stated }).filter(([, value]) => value !== null && value !== undefined);
  const blank = (text: string | null | undefined) => text?.trim() || null;
  return {
    ...rest,
    asOf: fromField(asOf),
    exposed: exposed ?? null,
    hospitalised: hospitalised ?? null,
    severe: severe ?? null,
    measures: blank(measures),
    needs: blank(needs),
    facts: Object.fromEntries(known),
  };
}

/** The facts of a report as the form holds them: what the last one stated is looked at again, not typed again. */
export function factsForm(facts: ReportDraft['facts']): Pick<ReportForm, 'counted' | 'stated'> {
  const all = Object.entries(facts ?? {});
  return {
    counted: Object.fromEntries(all.filter((one): one is [string, number] => typeof one[1] === 'number')),
    stated: Object.fromEntries(all.filter((one): one is [string, boolean] => typeof one[1] === 'boolean')),
  };
}

const further = countedFacts.filter((one) => one !== 'cases' && one !== 'deaths');

/** Facts that the grading asks for, each of which may stay open. */
function FactFields() {
  const { t } = useTranslation('emergency');
  return (
    <details className="em-facts">
      <summary>{t('report.facts')}</summary>
      <p className="sh-quiet">{t('report.facts-help')}</p>
      <div className="em-pair">
        {further.map((fact) => (
          <Form.Item key={fact} name={['counted', fact]} label={t(`fact.${fact}`)}>
            <InputNumber min={0} max={100_000} className="em-number" />
          </Form.Item>
        ))}
        {statedFacts.map((fact) => (
          <Form.Item key={fact} name={['stated', fact]} label={t(`fact.${fact}`)}>
            <Select
              allowClear
              placeholder={t('report.not-known')}
              options={[
                { value: true, label: t('yes') },
                { value: false, label: t('no') },
              ]}
            />
          </Form.Item>
        ))}
      </div>
    </details>
  );
}

export function ReportFields() {
  const { t } = useTranslation('emergency');
  return (
    <>
      <div className="em-pair">
        <MomentField name="asOf" label={t('report.as-of')} required />
        <CountField name="cases" label={t('count.cases')} required />
        <CountField name="deaths" label={t('count.deaths')} required />
        <CountField name="exposed" label={t('count.exposed')} />
        <CountField name="hospitalised" label={t('count.hospitalised')} />
        <CountField name="severe" label={t('count.severe')} />
      </div>
      <TextField name="situation" label={t('report.situation')} most={4000} rows={3} required />
      <TextField name="measures" label={t('report.measures')} most={4000} rows={2} />
      <TextField name="needs" label={t('report.needs')} most={2000} rows={1} />
      <FactFields />
    </>
  );
}
