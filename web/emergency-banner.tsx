import { formatTime } from '@songhua/ui/format.ts';
import { useApi } from '@songhua/ui/query.ts';
import { useMay } from '@songhua/ui/session.ts';
import { useLanguage } from '@songhua/ui/text.ts';
import { Alert } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';

interface Own {
  readonly items: readonly { readonly id: string; readonly patient: string; readonly until: string }[];
}

/** While somebody reaches records in an emergency, every page says so: whose, and until when. */
export function EmergencyBanner() {
  const { t } = useTranslation('web');
  const language = useLanguage();
  const may = useMay('access.break-glass');
  const own = useApi<Own>(may ? '/api/access/emergency/mine' : null);
  const open = own.data?.items ?? [];
  if (open.length === 0) return null;
  const first = open[0];
  return (
    <Alert
      type="warning"
      showIcon
      banner
      role="status"
      title={t('emergency', {
        patients: open.map(({ patient }) => patient).join(language === 'zh' ? '、' : ', '),
        until: first ? formatTime(first.until, language) : '',
      })}
      action={<Link to="/privacy/emergency">{t('emergency-link')}</Link>}
    />
  );
}
