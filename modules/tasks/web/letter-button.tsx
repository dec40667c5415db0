import { FileWordOutlined } from '@ant-design/icons';
import { useArea, useChoices } from '@songhua/ui/address.ts';
import { address } from '@songhua/ui/api.ts';
import { useLanguage } from '@songhua/ui/text.ts';
import { Button, Popover } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

/** The progress letter of a month for the area in view, to download. */
export function LetterButton({ today }: { readonly today: string | undefined }) {
  const { t } = useTranslation('tasks');
  const lang = useLanguage();
  const area = useArea();
  const { home } = useChoices();
  const last = today?.slice(0, 7) ?? '';
  const [chosen, setChosen] = useState('');
  const month = chosen || last;
  const href = address('/api/tasks/letter', { month, format: 'docx', lang, area: area === home ? undefined : area });
  return (
    <Popover
      trigger="click"
      title={t('letter.title')}
      content={
        <div className="tasks-letter">
          <p className="sh-quiet">{t('letter.hint')}</p>
          <label htmlFor="letter-month">{t('letter.month')}</label>
          <input
            id="letter-month"
            type="month"
            value={month}
            min="2020-01"
            max={last}
            onChange={(event) => setChosen(event.target.value)}
          />
          {month !== '' && month <= last ? (
            <a href={href} download>
              {t('letter.download')}
            </a>
          ) : (
            <span className="sh-quiet">{t('letter.not-begun')}</span>
          )}
        </div>
      }
    >
      <Button icon={<FileWordOutlined aria-hidden="true" />}>{t('letter.open')}</Button>
    </Popover>
  );
}
