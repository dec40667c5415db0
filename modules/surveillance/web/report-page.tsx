import { useAddress } from '@songhua/ui/address.ts';
import { PageHead } from '@songhua/ui/page-head.tsx';
import { Loaded } from '@songhua/ui/problem-notice.tsx';
import { useApi } from '@songhua/ui/query.ts';
import { useLanguage } from '@songhua/ui/text.ts';
import { Segmented, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import type { FormSpec } from '../contract.ts';
import { FileIntake } from './file-intake.tsx';
import { FormIntake } from './form-intake.tsx';
import { useAreas } from './use-areas.ts';
import './surveillance.css';

/** Reports what may be unusual, one by a form or many by a file; which form it is stands in the address. */
export default function ReportPage() {
  const { t } = useTranslation('surveillance');
  const language = useLanguage();
  const { get, set } = useAddress();
  const { areas } = useAreas();
  const query = useApi<{ items: FormSpec[] }>('/api/surveillance/forms');
  const way = get('by') === 'file' ? 'file' : 'form';
  return (
    <>
      <PageHead title={t('report.title')} lead={t('report.lead')} />
      <Loaded query={query}>
        {({ items }) => {
          const spec = items.find(({ id }) => id === get('form')) ?? items[0];
          if (!spec || areas.length === 0) return null;
          return (
            <>
              <div className="sv-marks">
                <Select
                  className="sv-choose"
                  aria-label={t('report.form')}
                  value={spec.id}
                  popupMatchSelectWidth={false}
                  options={items.map(({ id, title }) => ({ value: id, label: title[language] }))}
                  onChange={(form: string) => set({ form })}
                />
                <Segmented
                  aria-label={t('report.by')}
                  value={way}
                  onChange={(by) => set({ by: by === 'file' ? by : null })}
                  options={['form', 'file'].map((value) => ({ value, label: t(`report.${value}`) }))}
                />
                <span className="sh-quiet">{t(`channel.${spec.channel}`)}</span>
              </div>
              {way === 'form' ? <FormIntake key={spec.id} spec={spec} /> : <FileIntake key={spec.id} spec={spec} />}
            </>
          );
        }}
      </Loaded>
    </>
  );
}
