import type { InstitutionList } from '@songhua/module-registry/contract.ts';
import { useApi } from '@songhua/ui/query.ts';
import { useLanguage } from '@songhua/ui/text.ts';
import { Form, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { facilityKinds } from '../contract.ts';
import { WordField, WordsField } from './fields.tsx';
import { FormDialog } from './form-dialog.tsx';

/** The hospitals of the registry, to be found by typing. */
export function HospitalField({ name, label }: { readonly name: string; readonly label: string }) {
  const language = useLanguage();
  const hospitals = useApi<InstitutionList>('/api/registry/institutions', { class: 'hospital', limit: 500, sort: 'name' });
  const options = hospitals.data?.items.map((one) => ({ value: one.id, label: `${one.name} · ${one.areaName[language]}` }));
  return (
    <Form.Item name={name} label={label} rules={[{ required: true }]}>
      <Select showSearch={{ optionFilterProp: 'label' }} loading={hospitals.isFetching} options={options ?? []} />
    </Form.Item>
  );
}

interface Draft {
  readonly institution: string;
  readonly kind: string;
  readonly status: string;
  readonly reason: string;
}

/** Has a hospital stand ready, and opens its page. */
export function DesignateButton() {
  const { t } = useTranslation('surge');
  const navigate = useNavigate();
  return (
    <FormDialog<Draft>
      title={t('facilities.add')}
      initial={{ kind: 'designated', status: 'standby' }}
      sending={(body) => ({ path: '/facilities', body })}
      onDone={(answer) => void navigate(`/surge/${(answer as { institution: string }).institution}`)}
    >
      <HospitalField name="institution" label={t('facilities.hospital')} />
      <WordField name="kind" label={t('facilities.as')} of="facility-kind" values={facilityKinds} />
      <WordField name="status" label={t('facilities.status')} of="status" values={['standby', 'active']} />
      <WordsField name="reason" label={t('reason')} area />
    </FormDialog>
  );
}
