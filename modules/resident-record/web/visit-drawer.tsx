import { useParams } from 'react-router';
import { useDetailAddress } from './addresses.ts';
import { recordPath } from './record-path.ts';
import { VisitDetail } from './visit-detail.tsx';

/** One visit or stay over the record. */
export default function VisitDrawer() {
  const { patient = '', encounter = '' } = useParams();
  return (
    <VisitDetail
      path={`${recordPath(patient)}/encounters/${encodeURIComponent(encounter)}`}
      back={`/record/${patient}`}
      addressOf={useDetailAddress()}
    />
  );
}
