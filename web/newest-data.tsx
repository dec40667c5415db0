import { useChoices } from '@songhua/ui/address.ts';
import { formatDate } from '@songhua/ui/format.ts';
import { useLanguage } from '@songhua/ui/text.ts';
import { useTranslation } from 'react-i18next';

/** Where a page shows only the newest facts, their date stands in the place of the date choice. */
export function NewestData() {
  const { t } = useTranslation('web');
  const language = useLanguage();
  const { dates } = useChoices();
  return dates && <span className="sh-quiet">{t('newest', { date: formatDate(dates.today, language) })}</span>;
}
