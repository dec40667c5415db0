import { ApiProblem } from '@songhua/ui/api.ts';
import { PageHead } from '@songhua/ui/page-head.tsx';
import { Loaded } from '@songhua/ui/problem-notice.tsx';
import { useApi } from '@songhua/ui/query.ts';
import { useTranslation } from 'react-i18next';
import type { Facility } from '../contract.ts';
import { FacilityView } from './facility-view.tsx';

/** The wards of the hospital one works for: what is in use is reported here, and how far conversions are. */
export default function OwnPage() {
  const { t } = useTranslation('surge');
  const query = useApi<Facility>('/api/surge/own');
  if (query.error instanceof ApiProblem && (query.error.status === 404 || query.error.status === 403))
    return <PageHead title={t('own.title')} lead={t('own.none')} />;
  return (
    <Loaded query={query} rows={12}>
      {(facility) => <FacilityView facility={facility} />}
    </Loaded>
  );
}
