import { WrittenReportPage } from '@songhua/ui/written-report.tsx';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';

/** A notice as it is published or handed over: its date, who approved it, whom it went to; the same as a DOCX file. */
export default function NoticePage() {
  const { t } = useTranslation('emergency');
  const { id = '', notice = '' } = useParams();
  return (
    <WrittenReportPage path={`/api/emergency/events/${encodeURIComponent(id)}/notices/${encodeURIComponent(notice)}`}>
      <Link className="sh-no-print" to={`/emergency/events/${id}`}>
        {t('notice.back')}
      </Link>
    </WrittenReportPage>
  );
}
