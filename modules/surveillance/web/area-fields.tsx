import { useLanguage } from '@songhua/ui/text.ts';
import { Form, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { countiesOf, useAreas } from './use-areas.ts';

/** County and, within it, town. */
export function AreaFields() {
  const { t } = useTranslation('surveillance');
  const { areas } = useAreas();
  const language = useLanguage();
  const form = Form.useFormInstance();
  const county: unknown = Form.useWatch('area', form);
  const options = (of: typeof areas) => of.map(({ code, name }) => ({ value: code, label: name[language] }));
  const towns = areas.filter(({ level, parent }) => level === 'town' && parent === county);
  return (
    <>
      <Form.Item name="area" label={t('field.area')} rules={[{ required: true }]}>
        <Select
          showSearch={{ optionFilterProp: 'label' }}
          options={options(countiesOf(areas))}
          onChange={() => form.setFieldValue('town', undefined)}
        />
      </Form.Item>
      <Form.Item name="town" label={t('field.town')}>
        <Select allowClear disabled={towns.length === 0} showSearch={{ optionFilterProp: 'label' }} options={options(towns)} />
      </Form.Item>
    </>
  );
}
