import { WrittenReportPage } from '@songhua/ui/written-report.tsx';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';

/** The after-action report, to read, print and take along. */
export default function ReportPage() {
  const { t } = useTranslation('drill');
  const { id = '' } = useParams();
  return (
    <WrittenReportPage path={`/api/drill/runs/${encodeURIComponent(id)}/report`}>
      <Link className="sh-no-print" to={`/drill/runs/${id}`}>
        {t('report.back')}
      </Link>
    </WrittenReportPage>
  );
}
