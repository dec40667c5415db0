import { useAddress } from '@songhua/ui/address.ts';
import { useParams } from 'react-router';
import { useOwnAddress } from './addresses.ts';
import { VisitDetail } from './visit-detail.tsx';

/** One's own visit or stay, or that of somebody one acts for. */
export default function MineVisit() {
  const { encounter = '' } = useParams();
  const { get } = useAddress();
  return (
    <VisitDetail
      path={`/api/resident-record/mine/encounters/${encodeURIComponent(encounter)}`}
      query={{ patient: get('patient') }}
      back="/my-record"
      addressOf={useOwnAddress()}
    />
  );
}
