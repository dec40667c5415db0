import { DownloadOutlined, PrinterOutlined } from '@ant-design/icons';
import { address } from '@songhua/ui/api.ts';
import { useLanguage } from '@songhua/ui/text.ts';
import { Button, Dropdown } from 'antd';
import { useTranslation } from 'react-i18next';
import type { ResidentRecord } from '../contract.ts';
import { LaunchMenu } from './launch-menu.tsx';
import { recordPath } from './record-path.ts';
import { VisitButton } from './visit-button.tsx';

interface Files {
  readonly patient: string;
  readonly results: string;
  /** Whose, where the address of the results does not say it. */
  readonly fixed?: Readonly<Record<string, string>>;
}

/** Prints what is in view; saves the summary (IPS) and the results. */
export function TakeAway({ patient, results, fixed = {} }: Files) {
  const { t } = useTranslation('resident-record');
  const lang = useLanguage();
  const file = (key: string, href: string) => ({
    key,
    label: (
      <a href={href} download={key === 'summary' ? 'summary.json' : true}>
        {t(`act.file.${key}`)}
      </a>
    ),
  });
  return (
    <>
      <Button icon={<PrinterOutlined />} onClick={() => window.print()}>
        {t('act.print')}
      </Button>
      <Dropdown
        trigger={['click']}
        menu={{
          items: [
            file('summary', `/fhir/R4/Patient/${patient}/$summary?_format=json`),
            file('csv', address(results, { ...fixed, format: 'csv', lang })),
            file('xlsx', address(results, { ...fixed, format: 'xlsx', lang })),
          ],
        }}
      >
        <Button icon={<DownloadOutlined />}>{t('act.export')}</Button>
      </Dropdown>
    </>
  );
}

/** What is done with a record: the visit, an app with this person in view, paper and files. */
export function RecordActions({ record }: { readonly record: ResidentRecord }) {
  const path = recordPath(record.patient);
  return (
    <div className="record-actions sh-no-print">
      <VisitButton record={record} />
      <LaunchMenu patient={record.patient} />
      <TakeAway patient={record.patient} results={`${path}/results/export`} />
    </div>
  );
}
