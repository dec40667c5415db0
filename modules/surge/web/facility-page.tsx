import { Loaded } from '@songhua/ui/problem-notice.tsx';
import { useApi } from '@songhua/ui/query.ts';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import type { Facility } from '../contract.ts';
import { FacilityView } from './facility-view.tsx';

/** One hospital that stands ready. */
export default function FacilityPage() {
  const { t } = useTranslation('surge');
  const { institution = '' } = useParams();
  const query = useApi<Facility>(`/api/surge/facilities/${encodeURIComponent(institution)}`);
  return (
    <Loaded query={query} rows={12}>
      {(facility) => <FacilityView facility={facility} links={<Link to="/surge">{t('facility.back')}</Link>} />}
    </Loaded>
  );
}
