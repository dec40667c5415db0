import { TableOutlined } from '@ant-design/icons';
import { Button, Checkbox, Popover } from 'antd';
import { useTranslation } from 'react-i18next';

interface ColumnChooserProps {
  readonly columns: readonly { readonly key: string; readonly title: string }[];
  readonly hidden: readonly string[];
  readonly onChange: (hidden: readonly string[]) => void;
}

export function ColumnChooser({ columns, hidden, onChange }: ColumnChooserProps) {
  const { t } = useTranslation('ui');
  const list = (
    <fieldset className="sh-columns">
      <legend className="sh-visually-hidden">{t('table.columns')}</legend>
      {columns.map(({ key, title }) => (
        <Checkbox
          key={key}
          checked={!hidden.includes(key)}
          onChange={(event) => onChange(event.target.checked ? hidden.filter((one) => one !== key) : [...hidden, key])}
        >
          {title}
        </Checkbox>
      ))}
    </fieldset>
  );
  return (
    <Popover content={list} trigger="click" placement="bottomRight">
      <Button size="small" type="text" icon={<TableOutlined />} className="sh-no-print">
        {t('table.columns')}
      </Button>
    </Popover>
  );
}
