import { WrittenReportPage } from '@songhua/ui/written-report.tsx';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';

/** The situation report as a page to read and to print; the same as a DOCX file. */
export default function SituationPage() {
  const { t } = useTranslation('emergency');
  const { id = '' } = useParams();
  return (
    <WrittenReportPage path={`/api/emergency/events/${encodeURIComponent(id)}/situation`}>
      <Link className="sh-no-print" to={`/emergency/events/${id}`}>
        {t('situation.back')}
      </Link>
    </WrittenReportPage>
  );
}
