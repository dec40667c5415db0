import { useAddress } from '@songhua/ui/address.ts';
import { useApi } from '@songhua/ui/query.ts';
import { usePaging } from '@songhua/ui/use-paging.ts';
import type { ReviewList } from '../contract.ts';

/** The reviews in view, as the address filters and orders them: the list, and the queue that a review is worked off from. */
export function useReviewQueue() {
  const { get } = useAddress();
  const { limit, offset, paging } = usePaging();
  const filter = {
    state: get('state') ?? 'open',
    grade: get('grade'),
    kind: get('kind'),
    institution: get('institution'),
    county: get('county'),
    patient: get('patient'),
    sort: get('sort') ?? 'opened',
  };
  const list = useApi<ReviewList>('/api/identity/reviews', { ...filter, limit, offset });
  return { filter, list, paging };
}
