import { WrittenReportPage } from '@songhua/ui/written-report.tsx';
import { useParams } from 'react-router';

/** A notice, bulletin or piece of advice, as generated from the warning's data. */
export default function WarningProductPage() {
  const { id = '', kind = '' } = useParams();
  return <WrittenReportPage path={`/api/surveillance/warnings/${encodeURIComponent(id)}/products/${encodeURIComponent(kind)}`} />;
}
