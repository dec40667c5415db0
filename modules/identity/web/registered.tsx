import { Button, Result } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';

interface RegisteredProps {
  readonly patient: string;
  readonly name: string;
  readonly onAnother: () => void;
}

/** The number of a new registration, and where to go on: to the record, where a visit is opened, or to the next person. */
export function Registered({ patient, name, onAnother }: RegisteredProps) {
  const { t } = useTranslation('identity');
  return (
    <Result
      status="success"
      title={t('register.done', { name })}
      subTitle={
        <span role="status">
          {t('register.number-is')} <code className="sh-code">{patient}</code>
        </span>
      }
      extra={[
        <Link key="record" className="ant-btn ant-btn-primary" to={`/record/${encodeURIComponent(patient)}`}>
          {t('register.to-record')}
        </Link>,
        <Button key="another" onClick={onAnother}>
          {t('register.another')}
        </Button>,
      ]}
    />
  );
}
