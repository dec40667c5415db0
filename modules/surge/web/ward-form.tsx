import { Checkbox, Form } from 'antd';
import { useTranslation } from 'react-i18next';
import { bedKinds, type PlannedStep, stepKinds, surgeKinds, type Ward } from '../contract.ts';
import { NumberField, WordField, WordsField } from './fields.tsx';
import { FormDialog } from './form-dialog.tsx';

interface Draft {
  readonly name: string;
  readonly kind: string;
  readonly beds: number;
  readonly to?: string;
  readonly quick?: boolean;
  readonly hours?: Partial<Record<PlannedStep['kind'], number | null>>;
  readonly people?: Partial<Record<PlannedStep['kind'], number | null>>;
}

const stepsOf = ({ hours = {}, people = {} }: Draft): PlannedStep[] =>
  stepKinds.flatMap((kind) => {
    const planned = hours[kind];
    return planned === null || planned === undefined ? [] : { kind, hours: planned, people: people[kind] ?? 0 };
  });

function initialOf(ward: Ward): Partial<Draft> {
  const { name, kind, beds, to, quick, steps } = ward;
  return {
    ...{ name, kind, beds, quick, ...(to !== null && { to }) },
    hours: Object.fromEntries(steps.map((step) => [step.kind, step.hours])),
    people: Object.fromEntries(steps.map((step) => [step.kind, step.people])),
  };
}

/** Adds a ward to a hospital, or changes one: its beds, what it converts to, and what each step takes. */
export function WardForm({ institution, ward }: { readonly institution: string; readonly ward?: Ward }) {
  const { t } = useTranslation('surge');
  const to = ward ? ({ method: 'PUT', path: `/wards/${ward.id}` } as const) : { path: `/facilities/${institution}/wards` };
  return (
    <FormDialog<Draft>
      wide
      title={t(ward ? 'ward.change' : 'ward.add')}
      initial={ward ? initialOf(ward) : { kind: 'general' }}
      sending={(draft) => ({
        ...to,
        body: {
          ...{ name: draft.name, kind: draft.kind, beds: draft.beds, to: draft.to ?? null, quick: draft.quick ?? false },
          ...{ steps: stepsOf(draft), location: ward?.location ?? null, ...(ward && { version: ward.version }) },
        },
      })}
    >
      <div className="su-pair">
        <WordsField name="name" label={t('ward.name')} most={100} />
        <WordField name="kind" label={t('ward.kind')} of="kind" values={bedKinds} />
        <NumberField name="beds" label={t('ward.beds')} min={1} />
        <WordField name="to" label={t('ward.to')} of="kind" values={surgeKinds} optional />
      </div>
      <Form.Item name="quick" valuePropName="checked">
        <Checkbox>{t('ward.quick')}</Checkbox>
      </Form.Item>
      <p className="sh-quiet">{t('ward.steps-help')}</p>
      <div className="su-pair">
        {stepKinds.map((kind) => (
          <div key={kind} className="su-two">
            <NumberField name={['hours', kind]} label={`${t(`step.${kind}`)} · ${t('ward.hours')}`} max={2000} optional />
            <NumberField name={['people', kind]} label={`${t(`step.${kind}`)} · ${t('ward.people')}`} max={1000} optional />
          </div>
        ))}
      </div>
    </FormDialog>
  );
}
